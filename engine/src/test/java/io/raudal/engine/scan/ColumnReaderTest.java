package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.DeadReason;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.TimestampFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnReaderTest {
    private static final TimestampFormat ISO = new TimestampFormat.Iso();

    private static Object read(DataType type, TimestampFormat format, ZoneId zone, String json) {
        Column column = new Column("c", type, false, FieldPath.of("c"), format, null);
        RecordFormat records = RecordFormats.of(List.of(column), List.of(0), new Format.Json(), zone);
        EventBatch batch = records.newBatch();
        Object row = Decoded.record(records.decoder(new byte[0]), batch, "{\"c\":" + json + "}");
        return row instanceof List<?> values ? values.get(0) : row;
    }

    private static Object timestamp(ZoneId zone, String text) {
        return read(DataType.Simple.TIMESTAMP, ISO, zone, '"' + text + '"');
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:01Z, 2026-01-01T00:00:01Z",
        "2026-01-01 00:00:01Z, 2026-01-01T00:00:01Z",
        "2026-01-01t00:00:01z, 2026-01-01T00:00:01Z",
        "2026-01-01T00:00:01, 2026-01-01T00:00:01Z",
        "2026-01-01T00:00, 2026-01-01T00:00:00Z",
        "2026-01-01, 2026-01-01T00:00:00Z",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999999Z",
        "1969-12-31T23:59:59.9999999Z, 1969-12-31T23:59:59.999999Z",
        "2026-01-01T00:00:01.5+02:00, 2025-12-31T22:00:01.500Z",
        "2026-01-01T00:00:01-0330, 2026-01-01T03:30:01Z",
        "2026-01-01T00:00:01+02, 2025-12-31T22:00:01Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
        "+12345-01-01T00:00:00Z, +12345-01-01T00:00:00Z",
        "2026-01-01T00:00:00+01:00[Europe/Madrid], 2025-12-31T23:00:00Z",
        "' 2026-01-01 ', 2026-01-01T00:00:00Z"
    })
    void timestamps_inIso_areRead(String text, Instant expected) {
        assertThat(timestamp(ZoneOffset.UTC, text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-13-01",
                "2026-02-29",
                "2023-02-29T00:00:00Z",
                "1900-02-29",
                "2026-00-10",
                "2026-01-00",
                "2026-01-32",
                "2026-1-1",
                "20260101",
                "2026-01-01T",
                "2026-01-01T24:00:00",
                "2026-01-01T23:60:00",
                "2026-01-01T23:59:60Z",
                "2026-01-01T00:00:00.Z",
                "2026-01-01T00:00:00.1234567891Z",
                "2026-01-01T00:00:00+19:00",
                "2026-01-01T00:00:00+1:00",
                "2026-01-01T00:00:00ZZ",
                "2026-01-01X00:00:00",
                "1767225600",
                "+999999999-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z ,",
                "2026/01/01",
                "2026-01-01T0a:00:00"
            })
    void timestamps_thatAreNone_areDead(String text) {
        assertThat(timestamp(ZoneOffset.UTC, text)).isEqualTo(DeadReason.TYPE);
    }

    @Test
    void timestamps_withoutZone_areInTheStreamsZone_asJavaTimeSays() {
        Random random = new Random(3);
        for (String name : List.of(
                "Europe/Madrid", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "+05:45")) {
            ZoneId zone = ZoneId.of(name);
            for (int k = 0; k < 3000; k++) {
                LocalDateTime local = LocalDateTime.of(1950, 1, 1, 0, 0)
                        .plusMinutes(random.nextInt(60 * 24 * 365 * 100))
                        .plusNanos(random.nextInt());
                assertThat(timestamp(zone, local.toString()))
                        .as("%s %s", local, zone)
                        .isEqualTo(micros(local.atZone(zone).toInstant()));
            }
        }
        ZoneId madrid = ZoneId.of("Europe/Madrid");
        assertThat(timestamp(madrid, "2026-03-29T02:30:00")).isEqualTo(micros(Instant.parse("2026-03-29T01:30:00Z")));
        assertThat(timestamp(madrid, "2026-10-25T02:30:00")).isEqualTo(micros(Instant.parse("2026-10-25T00:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "epoch_s, 1767225601, 1767225601000000",
        "epoch_s, 1767225601.9999999, 1767225601999999",
        "epoch_s, -0.0000001, -1",
        "epoch_s, 1.7672256e9, 1767225600000000",
        "epoch_ms, 1767225601123, 1767225601123000",
        "epoch_ms, '\"1767225601123.4567\"', 1767225601123456",
        "epoch_us, 1767225601123456, 1767225601123456",
        "epoch_ns, 1767225601123456789, 1767225601123456",
        "epoch_ns, -1, -1"
    })
    void epochs_areRoundedDownToMicroseconds(String unit, String json, long expected) {
        TimestampFormat.Epoch.Unit found = Arrays.stream(TimestampFormat.Epoch.Unit.values())
                .filter(candidate -> candidate.text().equals(unit))
                .findFirst()
                .orElseThrow();
        assertThat(read(DataType.Simple.TIMESTAMP, new TimestampFormat.Epoch(found), ZoneOffset.UTC, json))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "\"x\"", "true", "\"2026-01-01\"", "9223372036854775807", "[]"})
    void epochs_thatAreNone_areDead(String json) {
        TimestampFormat format = new TimestampFormat.Epoch(TimestampFormat.Epoch.Unit.SECONDS);
        assertThat(read(DataType.Simple.TIMESTAMP, format, ZoneOffset.UTC, json))
                .isEqualTo(DeadReason.TYPE);
    }

    @Test
    void patterns_areReadAsTheFormatterWrites() {
        Random random = new Random(5);
        for (String pattern : List.of(
                "dd/MMM/yyyy:HH:mm:ss Z",
                "yyyyMMddHHmm",
                "MM/dd/yyyy HH:mm",
                "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "d MMM yyyy h:mm a",
                "EEE, dd MMM yyyy HH:mm:ss z")) {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            for (int k = 0; k < 500; k++) {
                OffsetDateTime time =
                        Instant.ofEpochSecond(random.nextInt() & 0xffffffffL).atOffset(ZoneOffset.UTC);
                String text = formatter.format(pattern.contains("z") ? time.toZonedDateTime() : time);
                OffsetDateTime expected = pattern.contains("ss") ? time : time.withSecond(0);
                assertThat(read(
                                DataType.Simple.TIMESTAMP,
                                new TimestampFormat.Pattern(pattern),
                                ZoneOffset.UTC,
                                '"' + text + '"'))
                        .as("%s %s", pattern, text)
                        .isEqualTo(micros(expected.toInstant()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "31/Feb/2015:00:00:00 +0000",
                "17/may/2015:00:00:00 +0000",
                "17/May/2015:24:00:00 +0000",
                "17/May/2015:00:00:00 +2000",
                "17/May/2015",
                "x7/May/2015:00:00:00 +0000",
                "17-May-2015:00:00:00 +0000"
            })
    void patterns_thatDoNotFit_areDead(String text) {
        TimestampFormat format = new TimestampFormat.Pattern("dd/MMM/yyyy:HH:mm:ss Z");
        assertThat(read(DataType.Simple.TIMESTAMP, format, ZoneOffset.UTC, '"' + text + '"'))
                .isEqualTo(DeadReason.TYPE);
    }

    @Test
    void datesAndTimes_areReadInAllTheirFormats() {
        long day = LocalDate.of(2026, 2, 28).toEpochDay();
        assertThat(read(DataType.Simple.DATE, ISO, ZoneOffset.UTC, "\"2026-02-28\""))
                .isEqualTo(day);
        assertThat(read(DataType.Simple.DATE, ISO, ZoneOffset.UTC, "\"2026-02-28T00:00:00Z\""))
                .isEqualTo(DeadReason.TYPE);
        assertThat(read(DataType.Simple.DATE, new TimestampFormat.Pattern("d.M.yyyy"), ZoneOffset.UTC, "\"28.2.2026\""))
                .isEqualTo(day);
        long noon = LocalTime.NOON.toNanoOfDay() / 1000;
        assertThat(read(DataType.Simple.TIME, ISO, ZoneOffset.UTC, "\"12:00:00.000001\""))
                .isEqualTo(noon + 1);
        assertThat(read(DataType.Simple.TIME, ISO, ZoneOffset.UTC, "\"12:00\"")).isEqualTo(noon);
        assertThat(read(DataType.Simple.TIME, ISO, ZoneOffset.UTC, "\"12:00:00Z\""))
                .isEqualTo(DeadReason.TYPE);
        assertThat(read(DataType.Simple.TIME, new TimestampFormat.Pattern("h a"), ZoneOffset.UTC, "\"12 PM\""))
                .isEqualTo(noon);
        TimestampFormat seconds = new TimestampFormat.Epoch(TimestampFormat.Epoch.Unit.SECONDS);
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        assertThat(read(DataType.Simple.DATE, seconds, tokyo, "1772290800")).isEqualTo(day + 1);
        assertThat(read(DataType.Simple.TIME, seconds, tokyo, "1772290801.5")).isEqualTo(1_500_000L + 0);
    }

    @Test
    void collections_keepTheirElementsAndOrder() {
        DataType decimals = new DataType.Array(new DataType.Decimal(4, 1));
        assertThat(read(decimals, ISO, ZoneOffset.UTC, "[1, null ,\"2.50\",-0.5e1]"))
                .isEqualTo(Arrays.asList(new BigDecimal("1.0"), null, new BigDecimal("2.5"), new BigDecimal("-5.0")));
        assertThat(read(decimals, ISO, ZoneOffset.UTC, "[1,2.55]")).isEqualTo(DeadReason.TYPE);
        assertThat(read(decimals, ISO, ZoneOffset.UTC, "{}")).isEqualTo(DeadReason.TYPE);
        DataType map = new DataType.Map(new DataType.Array(DataType.Simple.BOOLEAN));
        assertThat(read(map, ISO, ZoneOffset.UTC, "{ \"b\" : [ true ] , \"\\u0061\" : [] , \"b\" : [ false , null ] }"))
                .hasToString("{b=[false, null], a=[]}");
        assertThat(read(new DataType.Array(DataType.Simple.JSON), ISO, ZoneOffset.UTC, "[\"x\",{\"y\":[]},1]"))
                .isEqualTo(List.of("\"x\"", "{\"y\":[]}", "1"));
    }

    @Test
    void decimals_areExactWhateverTheirLength() {
        Random random = new Random(11);
        DataType type = new DataType.Decimal(38, 10);
        for (int k = 0; k < 5000; k++) {
            BigDecimal value =
                    new BigDecimal(new java.math.BigInteger(random.nextInt(126), random), random.nextInt(14));
            BigDecimal signed = random.nextBoolean() ? value : value.negate();
            Object expected;
            try {
                BigDecimal scaled = signed.setScale(10, java.math.RoundingMode.UNNECESSARY);
                expected = scaled.precision() <= 38 ? scaled : DeadReason.TYPE;
            } catch (ArithmeticException e) {
                expected = DeadReason.TYPE;
            }
            String text =
                    random.nextBoolean() ? signed.toPlainString() : signed.unscaledValue() + "e" + -signed.scale();
            assertThat(read(type, ISO, ZoneOffset.UTC, text)).as(text).isEqualTo(expected);
        }
    }
}
