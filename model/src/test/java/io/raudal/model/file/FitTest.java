package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.TimestampFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FitTest {
    private static boolean fits(String type, String value, TimestampFormat format) {
        Column column = new Column("c", DataType.parse(type).orElseThrow(), false, FieldPath.of("c"), format, null);
        return Fit.fits(Node.Scalar.of(value), column);
    }

    @ParameterizedTest
    @CsvSource({
        "STRING, 5",
        "STRING, true",
        "BOOLEAN, false",
        "INT, 25.0",
        "INT, -2147483648",
        "INT, 1e3",
        "BIGINT, 9223372036854775807",
        "DOUBLE, 1e300",
        "DOUBLE, .nan",
        "DOUBLE, NaN",
        "DOUBLE, -Infinity",
        "'DECIMAL(4,2)', 12.345",
        "'DECIMAL(4,2)', -99.99",
        "DATE, 2024-02-29",
        "TIME, 23:59:59.5",
        "TIMESTAMP, 2026-01-01T00:00:00Z",
        "TIMESTAMP, 2026-01-01 00:00:00",
        "JSON, 5",
        "INT, ~"
    })
    void value_thatFits_isTaken(String type, String value) {
        assertThat(fits(type, value, new TimestampFormat.Iso())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, yes", "INT, 25.5", "INT, 2147483648", "INT, x", "BIGINT, 9223372036854775808", "DOUBLE, 1e400",
                "DOUBLE, one",
        "'DECIMAL(4,2)', 100", "DATE, 2023-02-29", "DATE, 5", "TIME, 24:00:01", "TIMESTAMP, 2026-01-01", "TIMESTAMP, 5",
                "ARRAY<INT>, 5",
        "MAP<INT>, 5"
    })
    void value_thatDoesNotFit_isRefused(String type, String value) {
        assertThat(fits(type, value, new TimestampFormat.Iso())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"5, true", "1.5e9, true", "2026-01-01, false"})
    void epoch_isANumber(String value, boolean fits) {
        assertThat(fits("TIMESTAMP", value, new TimestampFormat.Epoch(TimestampFormat.Epoch.Unit.SECONDS)))
                .isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"31/12/2026, true", "12/31/2026, false"})
    void pattern_isFollowed(String value, boolean fits) {
        assertThat(fits("DATE", value, new TimestampFormat.Pattern("dd/MM/uuuu")))
                .isEqualTo(fits);
    }
}
