package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.engine.Vector;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.util.Locale;
import java.util.Map;

/** Functions of text that work on its bytes: results are slices of the argument where they are a part of it. */
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(UPPER, RowFunctionFactory.always((a, result) -> changeCase(a, (Vector.Texts) result, 'a', 'z', true)));
        all.put(LOWER, RowFunctionFactory.always((a, result) -> changeCase(a, (Vector.Texts) result, 'A', 'Z', false)));
        all.put(CHAR_LENGTH, RowFunctionFactory.always(RowFunction.ofLong(a -> Utf8.count(a.texts(0), a.row))));
        all.put(CONCAT, RowFunctionFactory.always(TextFunctions::concat));
        all.put(CONCAT_WS, RowFunctionFactory.always(TextFunctions::concatWithSeparator));
        all.put(SUBSTRING, TextFunctions::substring);
        all.put(LEFT, RowFunctionFactory.always((a, result) -> part(a, result, 1, Math.max(0, a.integer(1)))));
        all.put(RIGHT, RowFunctionFactory.always((a, result) -> {
            long count = Math.max(0, Math.min(Utf8.count(a.texts(0), a.row), a.integer(1)));
            part(a, result, -count, count);
        }));
        all.put(TRIM_BOTH, RowFunctionFactory.always((a, result) -> trim(a, result, true, true)));
        all.put(TRIM_LEADING, RowFunctionFactory.always((a, result) -> trim(a, result, true, false)));
        all.put(TRIM_TRAILING, RowFunctionFactory.always((a, result) -> trim(a, result, false, true)));
        all.put(POSITION, TextFunctions::position);
        all.put(STARTSWITH, RowFunctionFactory.always(RowFunction.ofBoolean(a -> standsAt(a, 0))));
        all.put(
                ENDSWITH,
                RowFunctionFactory.always(RowFunction.ofBoolean(
                        a -> standsAt(a, a.texts(0).length(a.row) - a.texts(1).length(a.row)))));
        all.put(
                ASCII,
                RowFunctionFactory.always(RowFunction.ofLong(a -> a.texts(0).length(a.row) == 0
                        ? 0
                        : a.texts(0).bytes(a.row)[a.texts(0).from(a.row)])));
    }

    private static void changeCase(Arguments arguments, Vector.Texts result, char first, char last, boolean upper) {
        Vector.Texts texts = arguments.texts(0);
        int row = arguments.row;
        byte[] bytes = texts.bytes(row);
        int from = texts.from(row);
        int length = texts.length(row);
        int at = result.reserve(length);
        byte[] arena = result.arena();
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            if (b < 0) {
                String text = texts.string(row);
                Cells.put(result, row, upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
                return;
            }
            // the cases of ASCII differ in this bit
            arena[at + i] = b >= first && b <= last ? (byte) (b ^ 0x20) : b;
        }
        result.offsets[row] = ~at;
        result.lengths[row] = length;
    }

    private static void concat(Arguments arguments, Vector result) {
        int length = 0;
        for (int i = 0; i < arguments.count(); i++) {
            length = Math.addExact(length, arguments.texts(i).length(arguments.row));
        }
        Vector.Texts texts = (Vector.Texts) result;
        int at = texts.reserve(length);
        texts.offsets[arguments.row] = ~at;
        texts.lengths[arguments.row] = length;
        for (int i = 0; i < arguments.count(); i++) {
            at = append(arguments.texts(i), arguments.row, texts, at);
        }
    }

    private static void concatWithSeparator(Arguments arguments, Vector result) {
        int row = arguments.row;
        if (arguments.isNull(0)) {
            result.setNull(row, true);
            return;
        }
        int length = 0;
        int parts = 0;
        for (int i = 1; i < arguments.count(); i++) {
            if (!arguments.isNull(i)) {
                length = Math.addExact(length, arguments.texts(i).length(row));
                parts++;
            }
        }
        length = Math.addExact(
                length,
                Math.multiplyExact(Math.max(0, parts - 1), arguments.texts(0).length(row)));
        Vector.Texts texts = (Vector.Texts) result;
        int at = texts.reserve(length);
        texts.offsets[row] = ~at;
        texts.lengths[row] = length;
        for (int i = 1, written = 0; i < arguments.count(); i++) {
            if (!arguments.isNull(i)) {
                at = written++ == 0 ? at : append(arguments.texts(0), row, texts, at);
                at = append(arguments.texts(i), row, texts, at);
            }
        }
    }

    private static int append(Vector.Texts from, int row, Vector.Texts to, int at) {
        System.arraycopy(from.bytes(row), from.from(row), to.arena(), at, from.length(row));
        return at + from.length(row);
    }

    private static RowFunction substring(Expression.Call call) {
        boolean hasLength = call.operands().size() > 2;
        return (arguments, result) -> {
            long length = hasLength ? arguments.integer(2) : Integer.MAX_VALUE;
            if (length < 0) {
                result.setNull(arguments.row, true);
            } else {
                part(arguments, result, arguments.integer(1), length);
            }
        };
    }

    /** Code points from a position, counted from 1, or from the end if it is negative; 0 is 1; nothing if it is not in the text. */
    private static void part(Arguments arguments, Vector result, long position, long points) {
        Vector.Texts texts = arguments.texts(0);
        int row = arguments.row;
        byte[] bytes = texts.bytes(row);
        int from = texts.from(row);
        int to = from + texts.length(row);
        long skipped = position > 0 ? position - 1 : position == 0 ? 0 : Utf8.count(bytes, from, to) + position;
        int start = skipped < 0 ? to : Utf8.skip(bytes, from, to, skipped);
        int end = Utf8.skip(bytes, start, to, points);
        Cells.text(texts, row, start, end - start, (Vector.Texts) result, row);
    }

    private static void trim(Arguments arguments, Vector result, boolean leading, boolean trailing) {
        Vector.Texts set = arguments.texts(0);
        Vector.Texts texts = arguments.texts(1);
        int row = arguments.row;
        byte[] bytes = texts.bytes(row);
        int from = texts.from(row);
        int to = from + texts.length(row);
        while (leading && from < to && contains(set, row, bytes, from)) {
            from += Utf8.length(bytes[from]);
        }
        while (trailing && from < to) {
            int last = to - 1;
            while ((bytes[last] & 0xC0) == 0x80) {
                last--;
            }
            if (!contains(set, row, bytes, last)) {
                break;
            }
            to = last;
        }
        Cells.text(texts, row, from, to - from, (Vector.Texts) result, row);
    }

    /** Whether the set has the code point that starts here. */
    private static boolean contains(Vector.Texts set, int row, byte[] bytes, int at) {
        int from = set.from(row);
        int length = Utf8.length(bytes[at]);
        return Utf8.indexOf(set.bytes(row), from, from + set.length(row), bytes, at, length) >= 0;
    }

    private static RowFunction position(Expression.Call call) {
        boolean hasFrom = call.operands().size() > 2;
        return RowFunction.ofLong(arguments -> {
            int row = arguments.row;
            Vector.Texts needle = arguments.texts(0);
            Vector.Texts texts = arguments.texts(1);
            if (needle.length(row) == 0) {
                return 1;
            }
            byte[] bytes = texts.bytes(row);
            int from = texts.from(row);
            int to = from + texts.length(row);
            int start = hasFrom ? Utf8.skip(bytes, from, to, arguments.integer(2) - 1) : from;
            int found = Utf8.indexOf(bytes, start, to, needle.bytes(row), needle.from(row), needle.length(row));
            return found < 0 ? 0 : Utf8.count(bytes, from, found) + 1;
        });
    }

    /** Whether the second text stands in the first at a distance in bytes from its start. */
    private static boolean standsAt(Arguments arguments, int distance) {
        Vector.Texts texts = arguments.texts(0);
        Vector.Texts part = arguments.texts(1);
        int row = arguments.row;
        int from = texts.from(row);
        return distance >= 0
                && Utf8.startsWith(
                        texts.bytes(row),
                        from + distance,
                        from + texts.length(row),
                        part.bytes(row),
                        part.from(row),
                        part.length(row));
    }
}
