package io.raudal.engine.scan;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ARRAY and MAP columns: a JSON array as a List, a JSON object as a Map; the last of duplicate keys wins, in the place of the first. */
final class Containers extends ColumnReader {
    private final DataType elementType;
    private final boolean isMap;
    private final ColumnReader element;
    private final Vector elements;
    private final JsonScanner scanner = new JsonScanner(0);
    private Vector.Values values = new Vector.Values();
    private byte[] scratch = new byte[64];

    Containers(DataType elementType, boolean isMap, ColumnReader element) {
        this.elementType = elementType;
        this.isMap = isMap;
        this.element = element;
        elements = Vector.of(elementType);
        elements.ensure(1);
    }

    @Override
    void into(Vector vector) {
        values = (Vector.Values) vector;
    }

    /** A JSON text is no array and no object, whatever it says; only a format without types, such as CSV, has them as text. */
    @Override
    boolean keepsDocument() {
        return true;
    }

    @Override
    @Nullable Misfit text(byte[] bytes, int from, int to, int row) {
        byte[] padded = Swar.padded(bytes, from, to);
        scanner.open(padded, to - from, false);
        if (scanner.document(0) != to - from) {
            return Misfit.JSON;
        }
        return document(padded, scanner.blanks(0), to - from, row);
    }

    @Override
    @Nullable Misfit scalar(byte[] bytes, int from, int to, int row) {
        return Misfit.KIND;
    }

    @Override
    @Nullable Misfit document(byte[] bytes, int from, int to, int row) {
        if (bytes[from] != (isMap ? '{' : '[')) {
            return Misfit.KIND;
        }
        element.into(elements);
        scanner.open(bytes, to, false);
        List<@Nullable Object> list = new ArrayList<>();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        int at = scanner.blanks(from + 1);
        while (bytes[at] != (isMap ? '}' : ']')) {
            String key = "";
            if (isMap) {
                int close = scanner.value(at, 1);
                key = string(bytes, at + 1, close - 1);
                at = scanner.blanks(scanner.blanks(close) + 1);
            }
            int behind = scanner.value(at, 1);
            Object value = bytes[at] == 'n' ? null : element(bytes, at, behind);
            if (isMap) {
                map.put(key, value);
            } else {
                list.add(value);
            }
            at = scanner.blanks(behind);
            if (bytes[at] == ',') {
                at = scanner.blanks(at + 1);
            }
        }
        for (Object value : isMap ? map.values() : list) {
            if (value instanceof Misfit misfit) {
                return misfit;
            }
        }
        values.values[row] = isMap ? map : list;
        return null;
    }

    /** The element as an object; a {@link Misfit}, which a later duplicate of its key may still replace, if it does not fit. */
    private @Nullable Object element(byte[] bytes, int from, int to) {
        Misfit misfit = read(bytes, from, to);
        return misfit != null ? misfit : boxed();
    }

    private @Nullable Misfit read(byte[] bytes, int from, int to) {
        byte first = bytes[from];
        elements.clear();
        if (first == '{' || first == '[' || first == '"' && element.keepsDocument()) {
            return element.document(bytes, from, to, 0);
        }
        if (first != '"') {
            return element.scalar(bytes, from, to, 0);
        }
        int length = decode(bytes, from + 1, to - 1);
        return element.text(scratch, 0, length, 0);
    }

    private int decode(byte[] bytes, int from, int to) {
        if (scratch.length < to - from + 8) {
            scratch = new byte[(to - from) * 2 + 8];
        }
        return JsonTexts.decode(bytes, from, to, scratch);
    }

    private String string(byte[] bytes, int from, int to) {
        int length = decode(bytes, from, to);
        return new String(scratch, 0, length, StandardCharsets.UTF_8);
    }

    private @Nullable Object boxed() {
        if (elements instanceof Vector.Values objects) {
            return objects.values[0];
        }
        if (elements instanceof Vector.Doubles doubles) {
            return doubles.values[0];
        }
        if (elements instanceof Vector.Texts texts) {
            return texts.string(0);
        }
        long value = ((Vector.Longs) elements).values[0];
        return switch ((DataType.Simple) elementType) {
            case BOOLEAN -> value != 0;
            case INT, DATE -> (int) value;
            default -> value;
        };
    }
}
