package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Single values of vectors: as objects (of the classes that {@link io.raudal.plan.Expression.Literal} names) and from vector to vector. */
public final class Cells {
    private static final byte[] NONE = new byte[0];

    private Cells() {}

    /** The value as an object; null where it is NULL. */
    public static @Nullable Object get(Vector vector, int row, DataType type) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof Vector.Longs longs) {
            long value = longs.values[row];
            if (type == DataType.Simple.BOOLEAN) {
                return value != 0;
            }
            return isInt(type) ? (Object) (int) value : (Object) value;
        }
        if (vector instanceof Vector.Doubles doubles) {
            return doubles.values[row];
        }
        if (vector instanceof Vector.Texts texts) {
            return texts.string(row);
        }
        return ((Vector.Values) vector).values[row];
    }

    /** Sets the row, for which there is room, to the value; the inverse of {@link #get}. */
    public static void put(Vector vector, int row, @Nullable Object value) {
        vector.setNull(row, value == null);
        if (value == null) {
            return;
        }
        if (vector instanceof Vector.Longs longs) {
            longs.values[row] = value instanceof Boolean bool ? (bool ? 1 : 0) : ((Number) value).longValue();
        } else if (vector instanceof Vector.Doubles doubles) {
            doubles.values[row] = (Double) value;
        } else if (vector instanceof Vector.Texts texts) {
            byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
            texts.copy(row, bytes, 0, bytes.length);
        } else {
            ((Vector.Values) vector).values[row] = value;
        }
    }

    /** Copies a value, NULL included, to a row of a vector of the same kind, for which there is room. */
    public static void copy(Vector from, int fromRow, Vector to, int toRow) {
        boolean isNull = from.isNull(fromRow);
        to.setNull(toRow, isNull);
        if (isNull) {
            return;
        }
        if (from instanceof Vector.Longs longs) {
            ((Vector.Longs) to).values[toRow] = longs.values[fromRow];
        } else if (from instanceof Vector.Doubles doubles) {
            ((Vector.Doubles) to).values[toRow] = doubles.values[fromRow];
        } else if (from instanceof Vector.Texts texts) {
            text(texts, fromRow, texts.from(fromRow), texts.length(fromRow), (Vector.Texts) to, toRow);
        } else {
            ((Vector.Values) to).values[toRow] = ((Vector.Values) from).values[fromRow];
        }
    }

    /** Sets a row to a part of another vector's text: a slice of the source that both share, or else a copy. */
    static void text(Vector.Texts from, int fromRow, int offset, int length, Vector.Texts to, int toRow) {
        if (from.offsets[fromRow] >= 0) {
            if (to.source.length == 0) {
                to.source = from.source;
            }
            if (to.source == from.source) {
                to.slice(toRow, offset, length);
                return;
            }
        }
        to.copy(toRow, from.bytes(fromRow), offset, length);
    }

    /** Empties a vector for the results of a batch whose highest selected row is the last of the selection. */
    public static void prepare(Vector vector, int[] selection, int selected) {
        clear(vector);
        if (selected > 0) {
            vector.ensure(selection[selected - 1] + 1);
        }
    }

    /** Empties a vector; a text may then share the source of any other. */
    public static void clear(Vector vector) {
        vector.clear();
        if (vector instanceof Vector.Texts texts) {
            texts.source = NONE;
        }
    }

    private static boolean isInt(DataType type) {
        return type == DataType.Simple.INT || type == DataType.Simple.DATE || type == DataType.Simple.INTERVAL_MONTH;
    }
}
