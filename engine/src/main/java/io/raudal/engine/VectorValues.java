package io.raudal.engine;

import io.raudal.model.DataType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Between vectors and values as a {@link io.raudal.plan.Expression.Literal} has them; where rows, not columns, are at hand. */
public final class VectorValues {
    private VectorValues() {}

    /** Sets the row, for which there is room. */
    public static void set(Vector vector, int row, @Nullable Object value) {
        vector.setNull(row, value == null);
        if (value == null) {
            return;
        }
        if (vector instanceof Vector.Longs longs) {
            longs.values[row] = value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).longValue();
        } else if (vector instanceof Vector.Doubles doubles) {
            doubles.values[row] = (Double) value;
        } else if (vector instanceof Vector.Texts texts) {
            byte[] text = ((String) value).getBytes(StandardCharsets.UTF_8);
            texts.copy(row, text, 0, text.length);
        } else if (vector instanceof Vector.Values values) {
            values.values[row] = value;
        }
    }

    /** The value of the row of a vector that holds the type. */
    public static @Nullable Object get(Vector vector, int row, DataType type) {
        if (vector.isNull(row)) {
            return null;
        }
        if (vector instanceof Vector.Longs longs) {
            long value = longs.values[row];
            return switch ((DataType.Simple) type) {
                case BOOLEAN -> value != 0;
                case INT, DATE, INTERVAL_MONTH -> (int) value;
                default -> value;
            };
        }
        if (vector instanceof Vector.Doubles doubles) {
            return doubles.values[row];
        }
        return vector instanceof Vector.Texts texts ? texts.string(row) : ((Vector.Values) vector).values[row];
    }
}
