package io.raudal.engine.scan;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * Reads ISO-8601 dates and times from bytes: {@code 2026-01-01T00:00:01.5+02:00}, with {@code T}, {@code t} or a blank between date
 * and time, seconds and a fraction of up to 9 digits (behind a point or a comma) where they are there, a zone as {@code Z},
 * {@code +02}, {@code +0200} or {@code +02:00} or none; a date alone is its midnight. Rarer forms (years of more than four digits, a
 * region in brackets) are left to {@link DateTimeFormatter#ISO_DATE_TIME}. Microseconds are rounded down. One thread.
 */
final class IsoTime {
    /** What every method returns for a text that does not fit. */
    static final long INVALID = Long.MIN_VALUE;

    static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] MONTH_LENGTHS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int[] NANO_POWERS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1
    };

    private final ZoneOffsets zone;
    /** Behind what the last {@code time} or {@code offset} read. */
    private int next;

    private int nanos;

    IsoTime(ZoneOffsets zone) {
        this.zone = zone;
    }

    /** Microseconds since the epoch. */
    long timestamp(byte[] bytes, int from, int to) {
        long micros = usual(bytes, from, to);
        return micros != INVALID ? micros : rare(bytes, from, to);
    }

    /** Days since the epoch, from {@code 2026-01-01}. */
    static long date(byte[] bytes, int from, int to) {
        return to - from == 10 ? day(bytes, from) : INVALID;
    }

    /** Microseconds of the day, from {@code 12:30}, {@code 12:30:01} or {@code 12:30:01.5}. */
    long time(byte[] bytes, int from, int to) {
        int seconds = secondOfDay(bytes, from, to);
        return seconds >= 0 && next == to ? seconds * MICROS_PER_SECOND + nanos / 1000 : INVALID;
    }

    private long usual(byte[] bytes, int from, int to) {
        if (to - from < 10) {
            return INVALID;
        }
        long day = day(bytes, from);
        if (day == INVALID) {
            return INVALID;
        }
        long local = day * SECONDS_PER_DAY;
        if (to - from == 10) {
            return (local - zone.seconds(local)) * MICROS_PER_SECOND;
        }
        byte separator = bytes[from + 10];
        if (separator != 'T' && separator != ' ' && separator != 't') {
            return INVALID;
        }
        int seconds = secondOfDay(bytes, from + 11, to);
        if (seconds < 0) {
            return INVALID;
        }
        local += seconds;
        int offset;
        if (next == to) {
            offset = zone.seconds(local);
        } else if (to - next == 1 && (bytes[next] | 0x20) == 'z') {
            offset = 0;
        } else {
            offset = offset(bytes, next, to);
            if (offset == Integer.MIN_VALUE || next != to) {
                return INVALID;
            }
        }
        return (local - offset) * MICROS_PER_SECOND + nanos / 1000;
    }

    /** Days since the epoch of the date in the ten bytes at {@code from}. */
    static long day(byte[] bytes, int from) {
        long word = Swar.longAt(bytes, from);
        if ((word & 0xff0000ff_00000000L) != 0x2d00002d_00000000L) {
            return INVALID;
        }
        int year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2);
        return epochDay(year, twoDigits(bytes, from + 5), twoDigits(bytes, from + 8));
    }

    /** Days since the epoch; {@link #INVALID} if there is no such day. The proleptic Gregorian calendar, years 0 to 9999. */
    static long epochDay(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > monthLength(year, month)) {
            return INVALID;
        }
        // Years from March on, so that the leap day is the last; 400 of them are put before to keep all quotients
        // positive.
        int shifted = year + 400 - (month <= 2 ? 1 : 0);
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        return 365L * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468 - 146_097;
    }

    private static int monthLength(int year, int month) {
        boolean leapFebruary = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return leapFebruary ? 29 : MONTH_LENGTHS[month - 1];
    }

    /** Reads a time of day; the fraction goes to {@link #nanos}. */
    private int secondOfDay(byte[] bytes, int from, int to) {
        nanos = 0;
        if (to - from < 5 || bytes[from + 2] != ':') {
            return -1;
        }
        int hour = twoDigits(bytes, from);
        int minute = twoDigits(bytes, from + 3);
        int second = 0;
        next = from + 5;
        if (to - from >= 8 && bytes[from + 5] == ':') {
            second = twoDigits(bytes, from + 6);
            next = from + 8;
            if (next < to && (bytes[next] == '.' || bytes[next] == ',') && !fraction(bytes, next + 1, to)) {
                return -1;
            }
        }
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        return valid ? hour * 3600 + minute * 60 + second : -1;
    }

    private boolean fraction(byte[] bytes, int from, int to) {
        int at = from;
        int value = 0;
        while (at < to && at - from < 9 && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
        }
        nanos = value * NANO_POWERS[at - from];
        next = at;
        return at > from;
    }

    /** Seconds east of Greenwich; {@link Integer#MIN_VALUE} if it is no offset. */
    private int offset(byte[] bytes, int from, int to) {
        byte sign = bytes[from];
        if (sign != '+' && sign != '-' || to - from < 3) {
            return Integer.MIN_VALUE;
        }
        int hours = twoDigits(bytes, from + 1);
        int minutes = 0;
        next = from + 3;
        if (next < to) {
            int at = bytes[next] == ':' ? next + 1 : next;
            if (to - at < 2) {
                return Integer.MIN_VALUE;
            }
            minutes = twoDigits(bytes, at);
            next = at + 2;
        }
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return Integer.MIN_VALUE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '-' ? -seconds : seconds;
    }

    /** The two digits at {@code at}; hugely negative if they are none. */
    static int twoDigits(byte[] bytes, int at) {
        int tens = bytes[at] - '0';
        int ones = bytes[at + 1] - '0';
        return (tens | ones | 9 - tens | 9 - ones) < 0 ? -100_000 : tens * 10 + ones;
    }

    private long rare(byte[] bytes, int from, int to) {
        boolean isLong = to - from > 0 && (bytes[from] == '+' || bytes[from] == '-');
        boolean hasRegion = to - from > 0 && bytes[to - 1] == ']';
        if (!isLong && !hasRegion || to - from > 80) {
            return INVALID;
        }
        try {
            TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    new String(bytes, from, to - from, StandardCharsets.UTF_8),
                    ZonedDateTime::from,
                    LocalDateTime::from);
            if (parsed instanceof ZonedDateTime zoned) {
                return micros(zoned.toInstant());
            }
            LocalDateTime local = (LocalDateTime) parsed;
            return micros(
                    local.toInstant(ZoneOffset.ofTotalSeconds(zone.seconds(local.toEpochSecond(ZoneOffset.UTC)))));
        } catch (DateTimeException | ArithmeticException e) {
            return INVALID;
        }
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / 1000);
    }
}
