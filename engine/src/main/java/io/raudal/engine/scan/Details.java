package io.raudal.engine.scan;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Message;
import io.raudal.model.TimestampFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a dead event, in words: column, rule, value. */
final class Details {
    private static final String BUNDLE = "io.raudal.engine.scan.messages";
    private static final int SHOWN_CHARACTERS = 80;
    private static final Pattern NUMBER = Pattern.compile("\"?-?(\\d+)(?:\\.\\d+)?\"?");

    private Details() {}

    static Message message(String key, String... arguments) {
        return new Message(BUNDLE, key, List.of(arguments));
    }

    static Message misfit(Misfit misfit, Column column, byte[] bytes, int from, int to) {
        String value = shown(bytes, from, to);
        return misfit == Misfit.TIME
                ? time(column, value)
                : message(misfit.key, column.name(), column.type().toString(), value);
    }

    private static Message time(Column column, String value) {
        String type = column.type().toString();
        if (column.format() instanceof TimestampFormat.Pattern pattern) {
            return message("value.time.pattern", column.name(), type, value, pattern.pattern());
        }
        if (column.format() instanceof TimestampFormat.Epoch epoch) {
            return message(
                    "value.time.epoch", column.name(), type, value, epoch.unit().text());
        }
        Matcher number = NUMBER.matcher(value);
        if (column.type() == DataType.Simple.TIMESTAMP && number.matches()) {
            return message("value.time.number", column.name(), type, value, epoch(number.group(1)));
        }
        String example = column.type() == DataType.Simple.DATE
                ? "2026-01-31"
                : column.type() == DataType.Simple.TIME ? "12:30:00" : "2026-01-31T12:30:00Z";
        return message(Misfit.TIME.key, column.name(), type, value, example);
    }

    /** The unit in which so many digits are a time between 1973 and 5138. */
    private static String epoch(String digits) {
        int length = digits.length();
        TimestampFormat.Epoch.Unit unit = length < 12
                ? TimestampFormat.Epoch.Unit.SECONDS
                : length < 15
                        ? TimestampFormat.Epoch.Unit.MILLIS
                        : length < 18 ? TimestampFormat.Epoch.Unit.MICROS : TimestampFormat.Epoch.Unit.NANOS;
        return unit.text();
    }

    /** The text of a value, cut to 80 characters. */
    static String shown(byte[] bytes, int from, int to) {
        int bound = Math.min(to, from + 4 * SHOWN_CHARACTERS + 4);
        String text = new String(bytes, from, bound - from, StandardCharsets.UTF_8);
        if (text.length() <= SHOWN_CHARACTERS) {
            return text;
        }
        int cut =
                Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1)) ? SHOWN_CHARACTERS - 1 : SHOWN_CHARACTERS;
        return text.substring(0, cut) + "...";
    }

    /** Where a byte is in its event, counted from 1. */
    static String place(int at, int start) {
        return Integer.toString(at - start + 1);
    }
}
