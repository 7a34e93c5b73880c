package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.array;
import static io.raudal.engine.expression.Calls.cast;
import static io.raudal.engine.expression.Calls.nil;
import static io.raudal.engine.expression.Calls.tryCast;
import static io.raudal.engine.expression.Calls.typed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CastsTest {
    private static final DataType TWO_DIGITS = new DataType.Decimal(5, 2);

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "' 12 ', 12",
        "+7, 7",
        "-0, 0",
        "1.9, 1",
        "-1.9, -1",
        "2147483647, 2147483647",
        "-2147483648, -2147483648",
        ".5, 0",
        "000000000000000000000042, 42",
        "5., 5"
    })
    void textToInt_aNumber_isItsWholePart(String text, int expected) {
        assertThat(cast(text, Simple.INT)).isEqualTo(expected);
        assertThat(cast(text, Simple.BIGINT)).isEqualTo((long) expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "1e3", "1.5x", "-", "+", ".", "1 2", "\u0661", "0x10", "12\u00a0"})
    void textToInt_noNumber_fails(String text) {
        assertThat(cast(text, Simple.INT)).isEqualTo(new Failed("CAST('" + text + "' AS INT): not a number"));
        assertThat(tryCast(text, Simple.INT)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "9223372036854775806", "0"})
    void textToBigint_extremes_areLongs(String text) {
        assertThat(cast(text, Simple.BIGINT)).isEqualTo(Long.parseLong(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775808", "-9223372036854775809", "92233720368547758070", "99999999999999999999999"
            })
    void textToBigint_pastIt_fails(String text) {
        assertThat(cast(text, Simple.BIGINT)).isEqualTo(new Failed("CAST('" + text + "' AS BIGINT): out of range"));
        assertThat(cast("2147483648", Simple.INT)).isInstanceOf(Failed.class);
        assertThat(cast("-2147483649", Simple.INT)).isInstanceOf(Failed.class);
    }

    @Test
    void textToBigint_anyLong_isReadBack() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(cast(Long.toString(value), Simple.BIGINT)).isEqualTo(value);
            assertThat(cast(value, Simple.STRING)).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void doubleToText_anyDouble_isTheShortestThatReadsBack() {
        assertThat(cast(1.0, Simple.STRING)).isEqualTo("1.0");
        assertThat(cast(1e7, Simple.STRING)).isEqualTo("1.0E7");
        assertThat(cast(-0.0, Simple.STRING)).isEqualTo("-0.0");
        assertThat(cast(Double.NaN, Simple.STRING)).isEqualTo("NaN");
        assertThat(cast(Double.NEGATIVE_INFINITY, Simple.STRING)).isEqualTo("-Infinity");
        // Double.toString of JDK 17 gives 2.0E-3 one digit too many here
        assertThat(cast(2.0E-3, Simple.STRING)).isEqualTo("0.002");
        assertThat(cast(2.2250738585072014E-308, Simple.STRING)).isEqualTo("2.2250738585072014E-308");
        assertThat(cast(4.9E-324, Simple.STRING)).isEqualTo("4.9E-324");
        Random random = new Random(12);
        for (int i = 0; i < 1000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text = (String) cast(value, Simple.STRING);
            assertThat(cast(text, Simple.DOUBLE)).isEqualTo(value);
            assertThat(text.length()).isLessThanOrEqualTo(Double.toString(value).length());
        }
    }

    @Test
    void doubleToWhole_anything_isTruncatedOrFails() {
        assertThat(cast(2.9, Simple.INT)).isEqualTo(2);
        assertThat(cast(-2.9, Simple.INT)).isEqualTo(-2);
        assertThat(cast(2147483647.9, Simple.INT)).isEqualTo(Integer.MAX_VALUE);
        assertThat(cast(2147483648.0, Simple.INT)).isEqualTo(new Failed("CAST(2.147483648E9 AS INT): out of range"));
        assertThat(cast(Double.NaN, Simple.BIGINT)).isEqualTo(new Failed("CAST(NaN AS BIGINT): not a number"));
        assertThat(cast(0x1p63, Simple.BIGINT)).isInstanceOf(Failed.class);
        assertThat(cast(-0x1p63, Simple.BIGINT)).isEqualTo(Long.MIN_VALUE);
        assertThat(cast(3_000_000_000L, Simple.INT)).isEqualTo(new Failed("CAST(3000000000 AS INT): out of range"));
        assertThat(cast(Long.MAX_VALUE, Simple.DOUBLE)).isEqualTo((double) Long.MAX_VALUE);
        assertThat(cast(7, Simple.BIGINT)).isEqualTo(7L);
    }

    @Test
    void toDecimal_anyNumber_isRoundedHalfUpOrNullPastThePrecision() {
        assertThat(cast(1.005, TWO_DIGITS)).isEqualTo(new BigDecimal("1.01"));
        assertThat(cast(-1.005, TWO_DIGITS)).isEqualTo(new BigDecimal("-1.01"));
        assertThat(cast(999.994, TWO_DIGITS)).isEqualTo(new BigDecimal("999.99"));
        assertThat(cast(999.995, TWO_DIGITS)).isNull();
        assertThat(cast(5, TWO_DIGITS)).isEqualTo(new BigDecimal("5.00"));
        assertThat(cast(1000L, TWO_DIGITS)).isNull();
        assertThat(cast("999.995", TWO_DIGITS)).isEqualTo(new Failed("CAST('999.995' AS DECIMAL(5,2)): out of range"));
        assertThat(cast(" 1.235 ", TWO_DIGITS)).isEqualTo(new BigDecimal("1.24"));
        assertThat(cast("1e-999999999", TWO_DIGITS)).isEqualTo(new BigDecimal("0.00"));
        assertThat(cast("0e-999999999", TWO_DIGITS)).isEqualTo(new BigDecimal("0.00"));
        assertThat(cast("1e999999999", TWO_DIGITS)).isInstanceOf(Failed.class);
        assertThat(cast("x", TWO_DIGITS)).isEqualTo(new Failed("CAST('x' AS DECIMAL(5,2)): not a number"));
        assertThat(cast(Double.POSITIVE_INFINITY, TWO_DIGITS)).isInstanceOf(Failed.class);
        Random random = new Random(13);
        for (int i = 0; i < 300; i++) {
            BigDecimal value = new BigDecimal(java.math.BigInteger.valueOf(random.nextInt()), random.nextInt(12));
            BigDecimal rounded = value.setScale(2, RoundingMode.HALF_UP);
            assertThat(cast(value, TWO_DIGITS)).isEqualTo(rounded.precision() <= 5 ? rounded : null);
        }
    }

    @Test
    void fromDecimal_toOthers_keepsTheNumber() {
        assertThat(cast(new BigDecimal("-12.99"), Simple.INT)).isEqualTo(-12);
        assertThat(cast(new BigDecimal("9223372036854775807.9"), Simple.BIGINT)).isEqualTo(Long.MAX_VALUE);
        assertThat(cast(new BigDecimal("9223372036854775808"), Simple.BIGINT)).isInstanceOf(Failed.class);
        assertThat(cast(new BigDecimal("0.10"), Simple.DOUBLE)).isEqualTo(0.1);
        assertThat(cast(new BigDecimal("0.0000001"), Simple.STRING)).isEqualTo("0.0000001");
        assertThat(cast(new BigDecimal("0.00"), Simple.BOOLEAN)).isEqualTo(false);
    }

    @Test
    void booleans_toAndFrom_areAsInFlink() {
        for (String yes : List.of("t", "TRUE", "y", "Yes", "1", " true ")) {
            assertThat(cast(yes, Simple.BOOLEAN)).isEqualTo(true);
        }
        for (String no : List.of("f", "FALSE", "n", "No", "0")) {
            assertThat(cast(no, Simple.BOOLEAN)).isEqualTo(false);
        }
        assertThat(cast("2", Simple.BOOLEAN)).isEqualTo(new Failed("CAST('2' AS BOOLEAN): neither true nor false"));
        assertThat(cast(true, Simple.STRING)).isEqualTo("TRUE");
        assertThat(cast(true, Simple.INT)).isEqualTo(1);
        assertThat(cast(false, Simple.DOUBLE)).isEqualTo(0.0);
        assertThat(cast(-3, Simple.BOOLEAN)).isEqualTo(true);
        assertThat(cast(0.0, Simple.BOOLEAN)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01 00:00:10, 2026-01-01 00:00:10",
        "2026-1-5, 2026-01-05 00:00:00",
        "2026-01-01 1:02:03.5, 2026-01-01 01:02:03.5",
        "2026-01-01T00:00:10Z, 2026-01-01 00:00:10",
        "1969-12-31 23:59:59.999999, 1969-12-31 23:59:59.999999",
        "0001-01-01 00:00:00, 0001-01-01 00:00:00",
        "9999-12-31 23:59:59.123456789, 9999-12-31 23:59:59.123456"
    })
    void timestamps_fromText_areWrittenWithNeededDigits(String text, String expected) {
        Object micros = cast(text, Simple.TIMESTAMP);
        assertThat(cast(typed(micros, Simple.TIMESTAMP), Simple.STRING)).isEqualTo(expected);
    }

    @Test
    void times_betweenTypes_agreeWithJavaTime() {
        Random random = new Random(14);
        for (int i = 0; i < 300; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L),
                    random.nextInt(1_000_000) * 1000,
                    ZoneOffset.UTC);
            long micros = time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
            DataType timestamp = Simple.TIMESTAMP;
            assertThat(cast(time.toString(), timestamp)).isEqualTo(micros);
            assertThat(cast(typed(micros, timestamp), Simple.DATE))
                    .isEqualTo((int) time.toLocalDate().toEpochDay());
            assertThat(cast(typed(micros, timestamp), Simple.TIME))
                    .isEqualTo(time.toLocalTime().toNanoOfDay() / 1000);
            assertThat(cast(cast(typed(micros, timestamp), Simple.STRING), timestamp))
                    .isEqualTo(micros);
            int day = (int) time.toLocalDate().toEpochDay();
            assertThat(cast(typed(day, Simple.DATE), Simple.STRING))
                    .isEqualTo(time.toLocalDate().toString());
            assertThat(cast(typed(day, Simple.DATE), timestamp)).isEqualTo(day * 86_400_000_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-02-30", "2026-13-01", "26-01-01", "yesterday", "", "2026-01-01 24:00:00", "2026-01-01 1"})
    void textToTimestamp_noTime_fails(String text) {
        assertThat(cast(text, Simple.TIMESTAMP))
                .isEqualTo(new Failed("CAST('" + text + "' AS TIMESTAMP): not a timestamp like 2026-01-31 23:59:59"));
    }

    @Test
    void datesAndTimes_fromText_mayBeShort() {
        assertThat(cast("2026-1-5", Simple.DATE))
                .isEqualTo((int) LocalDate.of(2026, 1, 5).toEpochDay());
        assertThat(cast("2026", Simple.DATE))
                .isEqualTo((int) LocalDate.of(2026, 1, 1).toEpochDay());
        assertThat(cast("2026-01-05 10:00:00", Simple.DATE))
                .isEqualTo((int) LocalDate.of(2026, 1, 5).toEpochDay());
        assertThat(cast("2026-02-29", Simple.DATE))
                .isEqualTo(new Failed("CAST('2026-02-29' AS DATE): not a date like 2026-01-31"));
        assertThat(cast("9:05", Simple.TIME)).isEqualTo(32_700_000_000L);
        assertThat(cast("23:59:59.25", Simple.TIME)).isEqualTo(86_399_250_000L);
        assertThat(cast("25:00", Simple.TIME)).isInstanceOf(Failed.class);
        assertThat(cast(typed(86_399_250_000L, Simple.TIME), Simple.STRING)).isEqualTo("23:59:59.25");
        assertThat(cast(typed(86_400_000_000L + 3_723_004_000L, Simple.INTERVAL_DAY), Simple.STRING))
                .isEqualTo("+1 01:02:03.004");
        assertThat(cast(typed(-14, Simple.INTERVAL_MONTH), Simple.STRING)).isEqualTo("-1-02");
        assertThat(cast(typed(1_500_000L, Simple.INTERVAL_DAY), Simple.BIGINT)).isEqualTo(1500L);
    }

    @Test
    void collections_castElementByElement() {
        assertThat(cast(array(Simple.STRING, "1", null, "-2"), new DataType.Array(Simple.INT)))
                .isEqualTo(Arrays.asList(1, null, -2));
        assertThat(cast(array(Simple.STRING, "1", "x"), new DataType.Array(Simple.INT)))
                .isEqualTo(new Failed("CAST('x' AS INT): not a number"));
        assertThat(tryCast(array(Simple.STRING, "1", "x"), new DataType.Array(Simple.INT)))
                .isNull();
        assertThat(cast(array(Simple.DOUBLE, 1.5, null), Simple.STRING)).isEqualTo("[1.5, NULL]");
        assertThat(cast(typed(Map.of("a", 1), new DataType.Map(Simple.INT)), new DataType.Map(Simple.STRING)))
                .isEqualTo(Map.of("a", "1"));
        assertThat(cast(typed(Map.of("a", 1), new DataType.Map(Simple.INT)), Simple.STRING))
                .isEqualTo("{a=1}");
    }

    @Test
    void json_scalars_castAsTheirText() {
        assertThat(cast(typed("\"4\\u0032\"", Simple.JSON), Simple.INT)).isEqualTo(42);
        assertThat(cast(typed("1.5", Simple.JSON), Simple.DOUBLE)).isEqualTo(1.5);
        assertThat(cast(typed("null", Simple.JSON), Simple.INT)).isNull();
        assertThat(cast(typed("[1]", Simple.JSON), Simple.INT))
                .isEqualTo(new Failed("CAST('[1]' AS INT): not a JSON scalar"));
        assertThat(cast(typed("{\"a\": 1}", Simple.JSON), Simple.STRING)).isEqualTo("{\"a\": 1}");
        assertThat(cast("{\"a\": [1, 2]}", Simple.JSON)).isEqualTo("{\"a\": [1, 2]}");
        assertThat(cast("{\"a\": [1, 2}", Simple.JSON)).isInstanceOf(Failed.class);
        assertThat(cast("1 2", Simple.JSON)).isInstanceOf(Failed.class);
        assertThat(cast(1.5, Simple.JSON)).isEqualTo("1.5");
        assertThat(cast(true, Simple.JSON)).isEqualTo("true");
    }

    @Test
    void nulls_ofEveryType_stayNull() {
        for (Simple from : Simple.values()) {
            assertThat(cast(nil(from), Simple.STRING)).as("%s", from).isNull();
            assertThat(tryCast(nil(from), Simple.STRING)).isNull();
        }
    }

    @Test
    void failure_ofALongText_showsItsHead() {
        Failed failed = (Failed) cast("😀".repeat(100), Simple.INT);
        assertThat(failed.reason()).isEqualTo("CAST('" + "😀".repeat(40) + "...' AS INT): not a number");
    }

    @Test
    void compile_aCastThatIsNone_isRefused() {
        assertThatThrownBy(() -> cast(typed(1L, Simple.TIMESTAMP), Simple.DOUBLE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
