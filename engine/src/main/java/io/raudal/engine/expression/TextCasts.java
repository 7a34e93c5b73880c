package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** CAST from STRING, blanks around the value aside; numbers without a String where they are whole. */
final class TextCasts {
    private TextCasts() {}

    static @Nullable RowFunction function(DataType to) {
        if (to instanceof DataType.Decimal) {
            return RowFunction.ofDecimal(a -> decimal(a.text(0), to));
        }
        if (!(to instanceof Simple simple)) {
            return null;
        }
        return switch (simple) {
            case STRING -> RowFunction.ofText(a -> a.text(0));
            case BOOLEAN -> RowFunction.ofBoolean(a -> bool(a.text(0)));
            case INT, BIGINT -> RowFunction.ofLong(a -> whole(a.texts(0), a.row, to));
            case DOUBLE -> RowFunction.ofDouble(a -> number(a.text(0)));
            case DATE -> time(TimeTexts::date, to, "cast.date");
            case TIME -> time(TimeTexts::time, to, "cast.time");
            case TIMESTAMP -> time(TimeTexts::timestamp, to, "cast.timestamp");
            case JSON -> JsonCasts.parse();
            case INTERVAL_DAY, INTERVAL_MONTH -> null;
        };
    }

    private static boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "t", "true", "y", "yes", "1" -> true;
            case "f", "false", "n", "no", "0" -> false;
            default -> throw Casts.failure(Casts.quoted(text), Simple.BOOLEAN, "cast.boolean");
        };
    }

    /** The digits in front of a point; what is behind it must be digits and is cut off. */
    private static long whole(Vector.Texts texts, int row, DataType to) {
        byte[] bytes = texts.bytes(row);
        int at = texts.from(row);
        int end = at + texts.length(row);
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        while (at < end && isBlank(bytes[end - 1])) {
            end--;
        }
        boolean negative = at < end && bytes[at] == '-';
        if (negative || (at < end && bytes[at] == '+')) {
            at++;
        }
        long value = 0;
        int digits = 0;
        for (; at < end && bytes[at] != '.'; at++, digits++) {
            int digit = digit(bytes[at], texts, row, to);
            // counted downwards, as there is one more number below zero than above
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw Casts.failure(Casts.quoted(texts.string(row)), to, "cast.range");
            }
            value = value * 10 - digit;
        }
        for (at++; at < end; at++, digits++) {
            digit(bytes[at], texts, row, to);
        }
        if (digits == 0) {
            throw Casts.failure(Casts.quoted(texts.string(row)), to, "cast.number");
        }
        if ((!negative && value == Long.MIN_VALUE) || (to == Simple.INT && !isInt(negative ? value : -value))) {
            throw Casts.failure(Casts.quoted(texts.string(row)), to, "cast.range");
        }
        return negative ? value : -value;
    }

    private static int digit(byte b, Vector.Texts texts, int row, DataType to) {
        if (b < '0' || b > '9') {
            throw Casts.failure(Casts.quoted(texts.string(row)), to, "cast.number");
        }
        return b - '0';
    }

    private static boolean isInt(long value) {
        return value == (int) value;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw Casts.failure(Casts.quoted(text), Simple.DOUBLE, "cast.number");
        }
    }

    private static BigDecimal decimal(String text, DataType to) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw Casts.failure(Casts.quoted(text), to, "cast.number");
        }
        BigDecimal fitting = Decimals.fit(value, to);
        if (fitting == null) {
            throw Casts.failure(Casts.quoted(text), to, "cast.range");
        }
        return fitting;
    }

    private interface Reader {
        OptionalLong read(String text);
    }

    private static RowFunction time(Reader reader, DataType to, String key) {
        return RowFunction.ofLong(arguments -> {
            String text = arguments.text(0);
            OptionalLong value = reader.read(text.strip());
            if (value.isEmpty()) {
                throw Casts.failure(Casts.quoted(text), to, key);
            }
            return value.getAsLong();
        });
    }
}
