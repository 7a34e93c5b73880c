package io.raudal.engine.scan;

import io.raudal.model.DataType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads dates and times by a pattern of {@link DateTimeFormatter}, in English, strictly: 31 February is no date. A pattern of the usual
 * fields with fixed widths ({@code yyyy MM MMM dd HH mm ss Z} and literals) is read from the bytes by hand, what that refuses and all
 * other patterns by the formatter; the last text is kept with its result, since logs repeat their seconds. One thread.
 */
final class PatternTime {
    private final DataType type;
    private final ZoneId zoneId;
    private final ZoneOffsets zone;
    private final DateTimeFormatter formatter;
    /** The pattern without quotes, a letter a byte of the text, if it is a usual one; else empty. */
    private final byte[] layout;

    private byte[] lastText = new byte[0];
    private long lastResult = IsoTime.INVALID;

    PatternTime(String pattern, DataType type, ZoneId zoneId) {
        this.type = type;
        this.zoneId = zoneId;
        zone = new ZoneOffsets(zoneId);
        formatter = formatter(pattern);
        layout = type == DataType.Simple.TIMESTAMP ? layout(pattern) : new byte[0];
    }

    /** A year without era is meant as it stands, which the strict resolver knows as {@code u}. */
    private static DateTimeFormatter formatter(String pattern) {
        StringBuilder strict = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            strict.append(c == 'y' && !quoted && pattern.indexOf('G') < 0 ? 'u' : c);
        }
        return DateTimeFormatter.ofPattern(strict.toString(), Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * One byte for each byte of the text: a field's letter, with {@code N} for a month's name and {@code Z} for a numeric offset, or a
     * literal with its high bit set. Empty if the pattern has anything else, a field twice, or lacks one.
     */
    private static byte[] layout(String pattern) {
        StringBuilder layout = new StringBuilder();
        StringBuilder fields = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int run = at;
            while (run < pattern.length() && pattern.charAt(run) == c) {
                run++;
            }
            String field = switch (pattern.substring(at, run)) {
                case "yyyy", "uuuu" -> "yyyy";
                case "MM" -> "MM";
                case "MMM" -> "NNN";
                case "dd" -> "dd";
                case "HH" -> "HH";
                case "mm" -> "mm";
                case "ss" -> "ss";
                case "Z", "xx" -> "ZZZZZ";
                default -> "";
            };
            if (field.isEmpty()) {
                if (Character.isLetter(c) || "'[]{}#".indexOf(c) >= 0 || c >= 0x80) {
                    return new byte[0];
                }
                layout.append(String.valueOf((char) (c | 0x80)).repeat(run - at));
            } else if (fields.indexOf(field) >= 0) {
                return new byte[0];
            } else {
                fields.append(field);
                layout.append(field);
            }
            at = run;
        }
        boolean isWhole = Stream.of("yyyy", "dd", "HH", "mm").allMatch(field -> fields.indexOf(field) >= 0)
                && fields.indexOf("MM") >= 0 != fields.indexOf("NNN") >= 0;
        return isWhole ? layout.toString().getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
    }

    /** TIMESTAMP in microseconds since the epoch, DATE in days, TIME in microseconds of the day; {@link IsoTime#INVALID} if the text does not fit. */
    long read(byte[] bytes, int from, int to) {
        if (Arrays.equals(lastText, 0, lastText.length, bytes, from, to)) {
            return lastResult;
        }
        long result = to - from == layout.length ? byHand(bytes, from) : IsoTime.INVALID;
        if (result == IsoTime.INVALID) {
            result = byFormatter(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        }
        if (lastText.length != to - from) {
            lastText = new byte[to - from];
        }
        System.arraycopy(bytes, from, lastText, 0, to - from);
        lastResult = result;
        return result;
    }

    private long byHand(byte[] bytes, int from) {
        int year = 0;
        int month = 0;
        int day = 0;
        int hour = 0;
        int minute = 0;
        int second = 0;
        int offset = Integer.MIN_VALUE;
        int at = 0;
        while (at < layout.length) {
            int here = from + at;
            switch (layout[at]) {
                case 'y' -> {
                    year = IsoTime.twoDigits(bytes, here) * 100 + IsoTime.twoDigits(bytes, here + 2);
                    at += 4;
                }
                case 'M' -> {
                    month = IsoTime.twoDigits(bytes, here);
                    at += 2;
                }
                case 'N' -> {
                    month = monthByName(bytes, here);
                    at += 3;
                }
                case 'd' -> {
                    day = IsoTime.twoDigits(bytes, here);
                    at += 2;
                }
                case 'H' -> {
                    hour = IsoTime.twoDigits(bytes, here);
                    at += 2;
                }
                case 'm' -> {
                    minute = IsoTime.twoDigits(bytes, here);
                    at += 2;
                }
                case 's' -> {
                    second = IsoTime.twoDigits(bytes, here);
                    at += 2;
                }
                case 'Z' -> {
                    offset = offset(bytes, here);
                    if (offset == Integer.MIN_VALUE) {
                        return IsoTime.INVALID;
                    }
                    at += 5;
                }
                default -> {
                    if (bytes[here] != (layout[at] & 0x7f)) {
                        return IsoTime.INVALID;
                    }
                    at++;
                }
            }
        }
        long epochDay = IsoTime.epochDay(year, month, day);
        if (epochDay == IsoTime.INVALID
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59) {
            return IsoTime.INVALID;
        }
        long local = epochDay * 86_400 + hour * 3600L + minute * 60L + second;
        return (local - (offset == Integer.MIN_VALUE ? zone.seconds(local) : offset)) * IsoTime.MICROS_PER_SECOND;
    }

    private static int monthByName(byte[] bytes, int at) {
        String months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        for (int k = 0; k < months.length(); k += 3) {
            if (bytes[at] == months.charAt(k)
                    && bytes[at + 1] == months.charAt(k + 1)
                    && bytes[at + 2] == months.charAt(k + 2)) {
                return k / 3 + 1;
            }
        }
        return 0;
    }

    private static int offset(byte[] bytes, int at) {
        int hours = IsoTime.twoDigits(bytes, at + 1);
        int minutes = IsoTime.twoDigits(bytes, at + 3);
        boolean valid =
                (bytes[at] == '+' || bytes[at] == '-') && hours >= 0 && hours < 18 && minutes >= 0 && minutes < 60;
        int seconds = hours * 3600 + minutes * 60;
        return valid ? bytes[at] == '-' ? -seconds : seconds : Integer.MIN_VALUE;
    }

    private long byFormatter(String text) {
        try {
            if (type == DataType.Simple.DATE) {
                return LocalDate.parse(text, formatter).toEpochDay();
            }
            if (type == DataType.Simple.TIME) {
                return LocalTime.parse(text, formatter).toNanoOfDay() / 1000;
            }
            TemporalAccessor parsed = formatter.parseBest(text, Instant::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof Instant instant) {
                return IsoTime.micros(instant);
            }
            LocalDateTime local = parsed instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) parsed;
            return IsoTime.micros(local.atZone(zoneId).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            return IsoTime.INVALID;
        }
    }
}
