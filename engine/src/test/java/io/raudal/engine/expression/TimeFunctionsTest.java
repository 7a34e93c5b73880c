package io.raudal.engine.expression;

import static io.raudal.engine.expression.Calls.call;
import static io.raudal.engine.expression.Calls.typed;
import static io.raudal.plan.Function.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.expression.Calls.Failed;
import io.raudal.engine.expression.Calls.Unit;
import io.raudal.model.DataType.Simple;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFunctionsTest {

    @Test
    void extract_anyUnitAndTime_agreesWithJavaTime() {
        Map<String, ToLongFunction<LocalDateTime>> units = Map.ofEntries(
                Map.entry("YEAR", LocalDateTime::getYear),
                Map.entry("QUARTER", t -> t.get(IsoFields.QUARTER_OF_YEAR)),
                Map.entry("MONTH", LocalDateTime::getMonthValue),
                Map.entry("WEEK", t -> t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                Map.entry("ISOYEAR", t -> t.get(IsoFields.WEEK_BASED_YEAR)),
                Map.entry("DAY", LocalDateTime::getDayOfMonth),
                Map.entry("DOY", LocalDateTime::getDayOfYear),
                Map.entry("ISODOW", t -> t.getDayOfWeek().getValue()),
                Map.entry("DOW", t -> t.plusDays(1).getDayOfWeek().getValue()),
                Map.entry("HOUR", LocalDateTime::getHour),
                Map.entry("MINUTE", LocalDateTime::getMinute),
                Map.entry("SECOND", LocalDateTime::getSecond),
                Map.entry("MILLISECOND", t -> t.get(ChronoField.MILLI_OF_SECOND)),
                Map.entry("MICROSECOND", t -> t.get(ChronoField.MICRO_OF_SECOND)),
                Map.entry("EPOCH", t -> t.toEpochSecond(ZoneOffset.UTC)),
                Map.entry("DECADE", t -> t.getYear() / 10),
                Map.entry("CENTURY", t -> (t.getYear() + 99) / 100),
                Map.entry("MILLENNIUM", t -> (t.getYear() + 999) / 1000));
        for (LocalDateTime time : times(200)) {
            units.forEach((unit, oracle) -> {
                assertThat(call(EXTRACT, Simple.BIGINT, new Unit(unit), timestamp(time)))
                        .as("%s of %s", unit, time)
                        .isEqualTo(oracle.applyAsLong(time));
                LocalDate date = time.toLocalDate();
                assertThat(call(EXTRACT, Simple.BIGINT, new Unit(unit), date(date)))
                        .as("%s of %s", unit, date)
                        .isEqualTo(oracle.applyAsLong(date.atStartOfDay()));
            });
        }
        assertThat(call(EXTRACT, Simple.BIGINT, new Unit("MINUTE"), typed(3_723_004_000L, Simple.TIME)))
                .isEqualTo(2L);
        assertThat(call(EXTRACT, Simple.BIGINT, new Unit("DAY"), typed(3 * 86_400_000_000L + 5, Simple.INTERVAL_DAY)))
                .isEqualTo(3L);
        assertThat(call(EXTRACT, Simple.BIGINT, new Unit("HOUR"), typed(-90_000_000_000L, Simple.INTERVAL_DAY)))
                .isEqualTo(-1L);
        assertThat(call(EXTRACT, Simple.BIGINT, new Unit("MONTH"), typed(27, Simple.INTERVAL_MONTH)))
                .isEqualTo(3L);
        assertThat(call(EXTRACT, Simple.BIGINT, new Unit("YEAR"), typed(27, Simple.INTERVAL_MONTH)))
                .isEqualTo(2L);
    }

    @Test
    void floorAndCeil_ofClockUnits_agreeWithJavaTime() {
        Map<String, ChronoUnit> units = Map.of(
                "MILLISECOND",
                ChronoUnit.MILLIS,
                "SECOND",
                ChronoUnit.SECONDS,
                "MINUTE",
                ChronoUnit.MINUTES,
                "HOUR",
                ChronoUnit.HOURS,
                "DAY",
                ChronoUnit.DAYS);
        for (LocalDateTime time : times(200)) {
            units.forEach((unit, chrono) -> {
                LocalDateTime floor = time.truncatedTo(chrono);
                LocalDateTime ceil = floor.equals(time) ? time : floor.plus(1, chrono);
                assertThat(call(FLOOR_TIME, Simple.TIMESTAMP, timestamp(time), new Unit(unit)))
                        .isEqualTo(OperatorsTest.micros(floor));
                assertThat(call(CEIL_TIME, Simple.TIMESTAMP, timestamp(time), new Unit(unit)))
                        .isEqualTo(OperatorsTest.micros(ceil));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WEEK, 2026-01-07, 2026-01-04, 2026-01-11",
        "WEEK, 2026-01-04, 2026-01-04, 2026-01-04",
        "MONTH, 2026-01-31, 2026-01-01, 2026-02-01",
        "QUARTER, 2026-05-20, 2026-04-01, 2026-07-01",
        "YEAR, 1969-12-31, 1969-01-01, 1970-01-01",
        "DECADE, 2026-01-07, 2020-01-01, 2030-01-01",
        "CENTURY, 2026-01-07, 2001-01-01, 2101-01-01",
        "CENTURY, 2000-12-31, 1901-01-01, 2001-01-01",
        "MILLENNIUM, 2026-01-07, 2001-01-01, 3001-01-01",
        "HOUR, 2026-01-07, 2026-01-07, 2026-01-07"
    })
    void floorAndCeil_ofDays_areAsInFlink(String unit, LocalDate date, LocalDate floor, LocalDate ceil) {
        assertThat(call(FLOOR_TIME, Simple.DATE, date(date), new Unit(unit))).isEqualTo((int) floor.toEpochDay());
        assertThat(call(CEIL_TIME, Simple.DATE, date(date), new Unit(unit))).isEqualTo((int) ceil.toEpochDay());
        if (!unit.equals("HOUR")) {
            LocalDateTime noon = date.atTime(12, 0);
            long above = floor.equals(ceil) ? floor.plusDays(7).toEpochDay() : ceil.toEpochDay();
            assertThat(call(FLOOR_TIME, Simple.TIMESTAMP, timestamp(noon), new Unit(unit)))
                    .isEqualTo(floor.toEpochDay() * 86_400_000_000L);
            assertThat(call(CEIL_TIME, Simple.TIMESTAMP, timestamp(noon), new Unit(unit)))
                    .isEqualTo(above * 86_400_000_000L);
        }
    }

    @Test
    void floorAndCeil_ofTime_stayInTheDay() {
        Object late = typed(LocalTime.of(23, 30, 0, 1000).toNanoOfDay() / 1000, Simple.TIME);
        assertThat(call(FLOOR_TIME, Simple.TIME, late, new Unit("HOUR"))).isEqualTo(82_800_000_000L);
        assertThat(call(CEIL_TIME, Simple.TIME, late, new Unit("MINUTE"))).isEqualTo(84_660_000_000L);
        assertThat(call(CEIL_TIME, Simple.TIME, late, new Unit("HOUR")))
                .isEqualTo(new Failed("CEIL_TIME: a time or interval out of range"));
        assertThat(call(CEIL_TIME, Simple.TIME, typed(82_800_000_000L, Simple.TIME), new Unit("HOUR")))
                .isEqualTo(82_800_000_000L);
    }

    @Test
    void addAndDiff_anyUnit_agreeWithJavaTime() {
        Random random = new Random(41);
        Map<String, ChronoUnit> units = Map.of(
                "SECOND",
                ChronoUnit.SECONDS,
                "MINUTE",
                ChronoUnit.MINUTES,
                "HOUR",
                ChronoUnit.HOURS,
                "DAY",
                ChronoUnit.DAYS,
                "WEEK",
                ChronoUnit.WEEKS,
                "MONTH",
                ChronoUnit.MONTHS,
                "YEAR",
                ChronoUnit.YEARS);
        for (LocalDateTime time : times(100)) {
            LocalDateTime other = time.plusSeconds(random.nextInt(-100_000_000, 100_000_000));
            units.forEach((unit, chrono) -> {
                int count = random.nextInt(-500, 500);
                assertThat(call(TIMESTAMP_ADD, Simple.TIMESTAMP, new Unit(unit), count, timestamp(time)))
                        .isEqualTo(OperatorsTest.micros(time.plus(count, chrono)));
                // java.time does not count the last day of a month for the days it lacks
                if (time.getDayOfMonth() <= 28 && other.getDayOfMonth() <= 28) {
                    assertThat(call(TIMESTAMP_DIFF, Simple.INT, new Unit(unit), timestamp(time), timestamp(other)))
                            .as("%s from %s to %s", unit, time, other)
                            .isEqualTo((int) chrono.between(time, other));
                }
            });
        }
        assertThat(diff("MONTH", "2026-01-31T00:00", "2026-02-28T00:00")).isEqualTo(1);
        assertThat(diff("MONTH", "2026-02-28T00:00", "2026-01-31T00:00")).isEqualTo(-1);
        assertThat(diff("MONTH", "2026-01-31T10:00", "2026-02-28T09:00")).isEqualTo(0);
        assertThat(diff("QUARTER", "2026-01-01T00:00", "2026-12-31T00:00")).isEqualTo(3);
        assertThat(diff("SECOND", "0001-01-01T00:00", "9999-01-01T00:00"))
                .isEqualTo(new Failed("TIMESTAMP_DIFF: a time or interval out of range"));
        assertThat(call(TIMESTAMP_ADD, Simple.TIMESTAMP, new Unit("HOUR"), 30, date(LocalDate.of(2026, 1, 31))))
                .isEqualTo(OperatorsTest.micros(LocalDateTime.of(2026, 2, 1, 6, 0)));
        assertThat(call(TIMESTAMP_ADD, Simple.DATE, new Unit("MONTH"), 1, date(LocalDate.of(2026, 1, 31))))
                .isEqualTo((int) LocalDate.of(2026, 2, 28).toEpochDay());
        assertThat(call(
                        TIMESTAMP_ADD,
                        Simple.TIMESTAMP,
                        new Unit("YEAR"),
                        Integer.MAX_VALUE,
                        timestamp(LocalDateTime.MIN.withYear(2026))))
                .isInstanceOf(Failed.class);
    }

    private static @Nullable Object diff(String unit, String from, String to) {
        return call(
                TIMESTAMP_DIFF,
                Simple.INT,
                new Unit(unit),
                timestamp(LocalDateTime.parse(from)),
                timestamp(LocalDateTime.parse(to)));
    }

    @Test
    void formats_ofTimes_areAsInFlink() {
        Calls.Typed time = timestamp(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 678_000_000));
        assertThat(call(DATE_FORMAT, Simple.STRING, time, "EEE MMM u yyyy-MM-dd HH:mm:ss.SSS"))
                .isEqualTo("Fri Jan 2026 2026-01-02 03:04:05.678");
        assertThat(call(DATE_FORMAT, Simple.STRING, time, "{")).isInstanceOf(Failed.class);
        assertThat(call(DATE_FORMAT, Simple.STRING, time, "XXX")).isInstanceOf(Failed.class);
        assertThat(call(DATE_FORMAT, Simple.STRING, "2026-01-02 03:04:05", "EEE MMM u"))
                .isEqualTo("Fri Jan 5");
        assertThat(call(DATE_FORMAT, Simple.STRING, "2026-01-02", "yyyy")).isNull();
        assertThat(call(UNIX_TIMESTAMP, Simple.BIGINT, "2026-01-02 03:04:05")).isEqualTo(1_767_323_045L);
        assertThat(call(UNIX_TIMESTAMP, Simple.BIGINT, "31.12.1969", "dd.MM.yyyy"))
                .isEqualTo(-86_400L);
        assertThat(call(UNIX_TIMESTAMP, Simple.BIGINT, "x"))
                .isEqualTo(new Failed("UNIX_TIMESTAMP('x'): does not fit yyyy-MM-dd HH:mm:ss"));
        assertThat(call(FROM_UNIXTIME, Simple.STRING, 44L)).isEqualTo("1970-01-01 00:00:44");
        assertThat(call(FROM_UNIXTIME, Simple.STRING, -1L, "yyyy/MM/dd")).isEqualTo("1969/12/31");
        assertThat(call(FROM_UNIXTIME, Simple.STRING, Long.MAX_VALUE / 1000)).isEqualTo("292278994-08-17 07:12:55");
        for (long seconds : new long[] {Long.MAX_VALUE / 1000 + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(call(FROM_UNIXTIME, Simple.STRING, seconds))
                    .isEqualTo(new Failed("FROM_UNIXTIME: a time or interval out of range"));
        }
        assertThat(call(TO_TIMESTAMP_EPOCH, Simple.TIMESTAMP, 1_767_225_600L, 0))
                .isEqualTo(1_767_225_600_000_000L);
        assertThat(call(TO_TIMESTAMP_EPOCH, Simple.TIMESTAMP, -1L, 3)).isEqualTo(-1000L);
        assertThat(call(TO_TIMESTAMP_EPOCH, Simple.TIMESTAMP, 253_402_300_800L, 0))
                .isNull();
        assertThat(call(TO_TIMESTAMP_EPOCH, Simple.TIMESTAMP, Long.MIN_VALUE, 3))
                .isNull();
        assertThat(call(TO_DATE, Simple.DATE, "2026-1-2"))
                .isEqualTo((int) LocalDate.of(2026, 1, 2).toEpochDay());
        assertThat(call(TO_DATE, Simple.DATE, "nope")).isNull();
        assertThat(call(TO_DATE, Simple.DATE, "02/01/2026", "dd/MM/yyyy"))
                .isEqualTo((int) LocalDate.of(2026, 1, 2).toEpochDay());
        assertThat(call(TO_DATE, Simple.DATE, "x", "dd/MM/yyyy")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02 03:04:05.123456, , 2026-01-02T03:04:05.123",
        "2026-1-2, , 2026-01-02T00:00",
        "nope, ,",
        "2026, yyyy, 2026-01-01T00:00",
        "'02/Jan/2026:03:04:05', 'dd/MMM/yyyy:HH:mm:ss', 2026-01-02T03:04:05",
        "2026/01/02 03+02:00, yyyy/MM/dd HHXXX, 2026-01-02T01:00",
        "2026-01-02 03:04:05, yyyy, 2026-01-02T03:04:05",
        "nope, yyyy,"
    })
    void toTimestamp_ofText_isNullWhereItDoesNotFit(
            String text, @Nullable String pattern, @Nullable LocalDateTime expected) {
        Object micros = pattern == null
                ? call(TO_TIMESTAMP, Simple.TIMESTAMP, text)
                : call(TO_TIMESTAMP, Simple.TIMESTAMP, text, pattern);
        assertThat(micros).isEqualTo(expected == null ? null : (Object) OperatorsTest.micros(expected));
    }

    private static Calls.Typed timestamp(LocalDateTime time) {
        return typed(OperatorsTest.micros(time), Simple.TIMESTAMP);
    }

    private static Calls.Typed date(LocalDate date) {
        return typed((int) date.toEpochDay(), Simple.DATE);
    }

    private static LocalDateTime[] times(int count) {
        Random random = new Random(40);
        LocalDateTime[] times = new LocalDateTime[count];
        for (int i = 0; i < count; i++) {
            // a few at midnight, at year ends, before 1970
            LocalDate date = i % 5 == 0
                    ? LocalDate.of(1950 + random.nextInt(100), 12, 31)
                    : LocalDate.ofEpochDay(random.nextInt(-200_000, 200_000));
            times[i] = date.atTime(
                    i % 7 == 0 ? LocalTime.MIDNIGHT : LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000));
        }
        return times;
    }
}
