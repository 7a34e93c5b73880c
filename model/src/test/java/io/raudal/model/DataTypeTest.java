package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRING",
                "BOOLEAN",
                "INT",
                "BIGINT",
                "DOUBLE",
                "DATE",
                "TIME",
                "TIMESTAMP",
                "JSON",
                "DECIMAL(38,38)",
                "DECIMAL(1,0)",
                "ARRAY<STRING>",
                "MAP<ARRAY<DECIMAL(10,2)>>"
            })
    void text_parsed_isWrittenTheSame(String text) {
        assertThat(DataType.parse(text).map(Object::toString)).hasValue(text);
    }

    @Test
    void caseAndBlanks_parsed_doNotMatter() {
        assertThat(DataType.parse(" array < decimal ( 10 , 2 ) > "))
                .hasValue(new DataType.Array(new DataType.Decimal(10, 2)));
        assertThat(DataType.parse("map<int>")).hasValue(new DataType.Map(DataType.Simple.INT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIME STAMP",
                "BIG INT",
                "DECIMAL(1 0,2)",
                "DECI MAL(10,2)",
                "",
                "VARCHAR",
                "DECIMAL",
                "DECIMAL(39,0)",
                "DECIMAL(0,0)",
                "DECIMAL(2,3)",
                "DECIMAL(-1,0)",
                "ARRAY",
                "ARRAY<>",
                "ARRAY<X>",
                "MAP<STRING,INT>",
                "INTERVAL DAY",
                "INTERVAL_DAY",
                "TIMESTAMP(3)"
            })
    void otherText_parsed_isNone(String text) {
        assertThat(DataType.parse(text)).isEmpty();
    }

    @Test
    void deepNesting_parsed_endsAtABound() {
        assertThat(DataType.parse("ARRAY<".repeat(100) + "INT" + ">".repeat(100)))
                .isPresent();
        assertThat(DataType.parse("ARRAY<".repeat(100_000) + "INT" + ">".repeat(100_000)))
                .isEmpty();
    }

    @Test
    void types_asked_knowWhetherTheyAreNumbers() {
        assertThat(new DataType.Decimal(3, 1).isNumeric()).isTrue();
        assertThat(DataType.Simple.BIGINT.isNumeric()).isTrue();
        assertThat(DataType.Simple.STRING.isNumeric()).isFalse();
        assertThat(new DataType.Array(DataType.Simple.INT).isNumeric()).isFalse();
    }

    @Test
    void decimalOutsideItsBounds_made_isRefused() {
        assertThatThrownBy(() -> new DataType.Decimal(39, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataType.Decimal(2, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
