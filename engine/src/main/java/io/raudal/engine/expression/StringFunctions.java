package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of text that make Java strings of their arguments; positions count code points all the same. */
final class StringFunctions {
    /** What one call may make of a short text. */
    private static final int MAX_BYTES = 1 << 24;

    private static final Pattern BLANK = Pattern.compile("\\s");

    private StringFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(INITCAP, text(a -> initcap(a.text(0))));
        all.put(REPLACE, text(a -> replace(a.text(0), a.text(1), a.text(2))));
        all.put(REPEAT, text(a -> repeat(a.text(0), a.integer(1))));
        all.put(REVERSE, text(a -> new StringBuilder(a.text(0)).reverse().toString()));
        all.put(LPAD, text(a -> pad(a.text(0), a.integer(1), a.text(2), true)));
        all.put(RPAD, text(a -> pad(a.text(0), a.integer(1), a.text(2), false)));
        all.put(OVERLAY, StringFunctions::overlay);
        all.put(SPLIT_INDEX, text(a -> splitIndex(a.text(0), a.text(1), a.integer(2))));
        all.put(SPLIT, RowFunctionFactory.always(RowFunction.ofValue(a -> split(a.text(0), a.text(1)))));
        all.put(CHR, text(a -> a.integer(0) < 0 ? "" : String.valueOf((char) (a.integer(0) & 0xFF))));
        all.put(STR_TO_MAP, StringFunctions::toMap);
        all.put(IS_ALPHA, all(Character::isLetter));
        all.put(IS_DIGIT, all(Character::isDigit));
        all.put(
                IS_DECIMAL,
                RowFunctionFactory.always(RowFunction.ofBoolean(a -> !a.isNull(0) && isDecimal(a.text(0)))));
    }

    private static RowFunctionFactory text(RowFunction.ToText function) {
        return RowFunctionFactory.always(RowFunction.ofText(function));
    }

    private static RowFunctionFactory all(IntPredicate isOne) {
        return RowFunctionFactory.always(RowFunction.ofBoolean(a -> !a.isNull(0)
                && a.texts(0).length(a.row) > 0
                && a.text(0).codePoints().allMatch(isOne)));
    }

    /** Words of letters and digits: their first letter in upper case, the others in lower case. */
    private static String initcap(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            result.appendCodePoint(inWord ? Character.toLowerCase(point) : Character.toUpperCase(point));
            inWord = Character.isLetterOrDigit(point);
        }
        return result.toString();
    }

    private static String replace(String text, String search, String replacement) {
        if (!search.isEmpty()) {
            return text.replace(search, replacement);
        }
        StringBuilder result = new StringBuilder(replacement);
        text.codePoints().forEach(point -> result.appendCodePoint(point).append(replacement));
        return result.toString();
    }

    private static String repeat(String text, long times) {
        bound(Math.multiplyHigh(text.length(), times) > 0 ? Long.MAX_VALUE : text.length() * times, "REPEAT");
        return times <= 0 ? "" : text.repeat((int) times);
    }

    private static void bound(long length, String function) {
        if (length > MAX_BYTES) {
            throw new RowFailure("text.long", function, Integer.toString(MAX_BYTES));
        }
    }

    private static @Nullable String pad(String text, long length, String padding, boolean left) {
        if (length < 0 || padding.isEmpty()) {
            return null;
        }
        int points = text.codePointCount(0, text.length());
        if (length <= points) {
            return text.substring(0, text.offsetByCodePoints(0, (int) length));
        }
        bound(length, left ? "LPAD" : "RPAD");
        StringBuilder pad = new StringBuilder();
        int[] pattern = padding.codePoints().toArray();
        for (int i = 0; i < length - points; i++) {
            pad.appendCodePoint(pattern[i % pattern.length]);
        }
        return left ? pad + text : text + pad;
    }

    /** As Flink does it: a start outside the text changes nothing; a length of 0 or less, or past the end, drops the rest. */
    private static RowFunction overlay(Expression.Call call) {
        boolean hasLength = call.operands().size() > 3;
        return RowFunction.ofText(arguments -> {
            String text = arguments.text(0);
            String replacement = arguments.text(1);
            int points = text.codePointCount(0, text.length());
            long start = arguments.integer(2);
            long length = hasLength ? arguments.integer(3) : replacement.codePointCount(0, replacement.length());
            if (start <= 0 || start > points) {
                return text;
            }
            String head = text.substring(0, text.offsetByCodePoints(0, (int) start - 1));
            boolean hasTail = length > 0 && length <= points - start;
            String tail = hasTail ? text.substring(text.offsetByCodePoints(0, (int) (start - 1 + length))) : "";
            return head + replacement + tail;
        });
    }

    private static @Nullable String splitIndex(String text, String delimiter, long index) {
        if (index < 0 || text.isEmpty()) {
            return null;
        }
        if (delimiter.isEmpty()) {
            String[] words = BLANK.split(text, -1);
            return index < words.length ? words[(int) index] : null;
        }
        int from = 0;
        for (long skipped = 0; skipped < index; skipped++) {
            int next = text.indexOf(delimiter, from);
            if (next < 0) {
                return null;
            }
            from = next + delimiter.length();
        }
        int end = text.indexOf(delimiter, from);
        return text.substring(from, end < 0 ? text.length() : end);
    }

    private static List<@Nullable Object> split(String text, String delimiter) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (delimiter.isEmpty()) {
            text.codePoints().forEach(point -> parts.add(Character.toString(point)));
            return parts;
        }
        int from = 0;
        for (int next; (next = text.indexOf(delimiter, from)) >= 0; from = next + delimiter.length()) {
            parts.add(text.substring(from, next));
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Delimiters are regular expressions; a pair without the inner one is a key without a value. */
    private static RowFunction toMap(Expression.Call call) {
        Prepared<Pattern> pairs = Prepared.optional(call, 1, ",", Patterns::regex);
        Prepared<Pattern> keys = Prepared.optional(call, 2, "=", Patterns::regex);
        return RowFunction.ofValue(arguments -> {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            String text = arguments.text(0);
            if (text.isEmpty()) {
                return map;
            }
            for (String pair : pairs.get(arguments).split(text, 0)) {
                String[] parts = keys.get(arguments).split(pair, 2);
                map.put(parts.length < 2 ? pair : parts[0], parts.length < 2 ? null : parts[1]);
            }
            return map;
        });
    }

    private static boolean isDecimal(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
