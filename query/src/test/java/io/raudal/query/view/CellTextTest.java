package io.raudal.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CellTextTest {
    @Test
    void texts_ofEachType_areItsValues() {
        assertThat(CellText.parse(Simple.STRING, "a b")).hasValue("a b");
        assertThat(CellText.parse(Simple.BOOLEAN, "true")).hasValue(true);
        assertThat(CellText.parse(Simple.INT, "-7")).hasValue(-7);
        assertThat(CellText.parse(Simple.BIGINT, "9000000000")).hasValue(9_000_000_000L);
        assertThat(CellText.parse(Simple.DOUBLE, "1e3")).hasValue(1000.0);
        assertThat(CellText.parse(new DataType.Decimal(10, 2), "1.5")).hasValue(new BigDecimal("1.50"));
        assertThat(CellText.parse(Simple.DATE, "1970-01-03")).hasValue(2);
        assertThat(CellText.parse(Simple.TIME, "00:00:01.5")).hasValue(1_500_000L);
        assertThat(CellText.parse(Simple.TIMESTAMP, "1970-01-01T00:00:01.000001Z"))
                .hasValue(1_000_001L);
        assertThat(CellText.parse(Simple.TIMESTAMP, "1970-01-01T01:00:01+01:00"))
                .hasValue(1_000_000L);
    }

    @Test
    void texts_ofNoType_areNone() {
        assertThat(CellText.parse(Simple.BOOLEAN, "yes")).isEmpty();
        assertThat(CellText.parse(Simple.INT, "3000000000")).isEmpty();
        assertThat(CellText.parse(new DataType.Decimal(10, 2), "1.555")).isEmpty();
        assertThat(CellText.parse(Simple.DATE, "yesterday")).isEmpty();
        assertThat(CellText.parse(Simple.TIMESTAMP, "2026-01-01")).isEmpty();
        assertThat(CellText.parse(new DataType.Array(Simple.STRING), "[]")).isEmpty();
        assertThat(CellText.isComparable(Simple.JSON)).isFalse();
    }
}
