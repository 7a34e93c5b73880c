package io.raudal.engine.expression;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What CAST(... AS STRING) makes of a value, as in Flink: TRUE, 2026-01-01 00:00:10.5 (only the fraction digits that are needed), [1,
 * NULL], {a=1}. A DOUBLE is the shortest text that reads back the same, in the form of {@link Double#toString(double)}: 1.0, 1.0E10,
 * NaN, Infinity.
 */
final class Texts {
    private Texts() {}

    static String of(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        if (type instanceof DataType.Array array) {
            return ((List<?>) value)
                    .stream().map(v -> of(v, array.element())).collect(Collectors.joining(", ", "[", "]"));
        }
        if (type instanceof DataType.Map map) {
            return ((Map<?, ?>) value)
                    .entrySet().stream()
                            .map(e -> e.getKey() + "=" + of(e.getValue(), map.value()))
                            .collect(Collectors.joining(", ", "{", "}"));
        }
        if (type instanceof DataType.Decimal) {
            return ((BigDecimal) value).toPlainString();
        }
        return switch ((Simple) type) {
            case STRING, JSON, INT, BIGINT -> value.toString();
            case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
            case DOUBLE -> DoubleToDecimal.toString((Double) value);
            case DATE -> date((Integer) value);
            case TIME -> time((Long) value);
            case TIMESTAMP -> timestamp((Long) value);
            case INTERVAL_DAY -> interval((Long) value);
            case INTERVAL_MONTH -> months((Integer) value);
        };
    }

    static String date(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        StringBuilder text = new StringBuilder(10);
        if (date.getYear() < 0) {
            text.append('-');
        }
        padded(text, Math.abs(date.getYear()), 4).append('-');
        padded(text, date.getMonthValue(), 2).append('-');
        return padded(text, date.getDayOfMonth(), 2).toString();
    }

    static String time(long micros) {
        StringBuilder text = new StringBuilder(15);
        padded(text, micros / 3_600_000_000L, 2).append(':');
        padded(text, micros / 60_000_000 % 60, 2).append(':');
        padded(text, micros / 1_000_000 % 60, 2);
        return fraction(text, micros % 1_000_000).toString();
    }

    static String timestamp(long micros) {
        return date(Math.floorDiv(micros, TimeArithmetic.MICROS_PER_DAY)) + " "
                + time(Math.floorMod(micros, TimeArithmetic.MICROS_PER_DAY));
    }

    private static String interval(long micros) {
        StringBuilder text = new StringBuilder(16).append(micros < 0 ? '-' : '+');
        long millis = Math.abs(micros / 1000);
        text.append(millis / 86_400_000).append(' ');
        padded(text, millis / 3_600_000 % 24, 2).append(':');
        padded(text, millis / 60_000 % 60, 2).append(':');
        padded(text, millis / 1000 % 60, 2).append('.');
        return padded(text, millis % 1000, 3).toString();
    }

    private static String months(int months) {
        long count = Math.abs((long) months);
        StringBuilder text = new StringBuilder().append(months < 0 ? '-' : '+');
        return padded(text.append(count / 12).append('-'), count % 12, 2).toString();
    }

    private static StringBuilder padded(StringBuilder text, long number, int digits) {
        String plain = Long.toString(number);
        return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
    }

    private static StringBuilder fraction(StringBuilder text, long micros) {
        if (micros > 0) {
            padded(text.append('.'), micros, 6);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text;
    }
}
