package io.raudal.engine.expression;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of times as Flink's CAST does: 2026-1-31, 9:05:07.25, the two with a blank between them; and, beyond Flink, as rows
 * leave Raudal: 2026-01-31T09:05:07Z.
 */
final class TimeTexts {
    private static final String DAY = "(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?";
    private static final String CLOCK = "(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{0,9}))?)?";
    private static final Pattern DATE = Pattern.compile(DAY + "(?:[ T].*)?");
    private static final Pattern TIME = Pattern.compile(CLOCK);
    private static final Pattern TIMESTAMP = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[ T]" + CLOCK + "Z?)?");

    private TimeTexts() {}

    /** Days since 1970; month and day may be left out, and a time of day behind them is not read. */
    static OptionalLong date(String text) {
        Matcher matcher = DATE.matcher(text);
        return matcher.matches() ? date(matcher) : OptionalLong.empty();
    }

    /** Microseconds of the day. */
    static OptionalLong time(String text) {
        Matcher matcher = TIME.matcher(text);
        return matcher.matches() ? time(matcher, 1) : OptionalLong.empty();
    }

    /** Microseconds since 1970 in UTC; the time of day may be left out. */
    static OptionalLong timestamp(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        OptionalLong date = date(matcher);
        OptionalLong time = matcher.group(4) == null ? OptionalLong.of(0) : time(matcher, 4);
        return date.isEmpty() || time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(date.getAsLong() * TimeArithmetic.MICROS_PER_DAY + time.getAsLong());
    }

    private static OptionalLong date(Matcher matcher) {
        try {
            return OptionalLong.of(LocalDate.of(number(matcher, 1, 0), number(matcher, 2, 1), number(matcher, 3, 1))
                    .toEpochDay());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong time(Matcher matcher, int group) {
        int hour = number(matcher, group, 0);
        int minute = number(matcher, group + 1, 0);
        int second = number(matcher, group + 2, 0);
        if (hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        String fraction = matcher.group(group + 3);
        String micros = ((fraction == null ? "" : fraction) + "000000").substring(0, 6);
        return OptionalLong.of(((hour * 60L + minute) * 60 + second) * 1_000_000 + Integer.parseInt(micros));
    }

    private static int number(Matcher matcher, int group, int otherwise) {
        String text = matcher.group(group);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
