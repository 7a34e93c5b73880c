package io.raudal.engine.expression;

import io.raudal.engine.Vector;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a call's operands in one row; a cursor that the loop over rows moves. Not NULL unless the function takes NULLs. */
final class Arguments {
    final Vector[] vectors;
    int row;

    Arguments(int count) {
        vectors = new Vector[count];
    }

    int count() {
        return vectors.length;
    }

    boolean isNull(int argument) {
        return vectors[argument].isNull(row);
    }

    long integer(int argument) {
        return ((Vector.Longs) vectors[argument]).values[row];
    }

    double number(int argument) {
        return ((Vector.Doubles) vectors[argument]).values[row];
    }

    /** Any number as a DOUBLE. */
    double real(int argument) {
        Vector vector = vectors[argument];
        if (vector instanceof Vector.Doubles doubles) {
            return doubles.values[row];
        }
        return vector instanceof Vector.Longs longs
                ? longs.values[row]
                : decimal(argument).doubleValue();
    }

    String text(int argument) {
        return texts(argument).string(row);
    }

    Vector.Texts texts(int argument) {
        return (Vector.Texts) vectors[argument];
    }

    BigDecimal decimal(int argument) {
        return (BigDecimal) value(argument);
    }

    @SuppressWarnings("unchecked")
    List<@Nullable Object> array(int argument) {
        return (List<@Nullable Object>) value(argument);
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> map(int argument) {
        return (Map<String, @Nullable Object>) value(argument);
    }

    private Object value(int argument) {
        Object value = ((Vector.Values) vectors[argument]).values[row];
        if (value == null) {
            throw new IllegalStateException("a NULL that is not marked");
        }
        return value;
    }
}
