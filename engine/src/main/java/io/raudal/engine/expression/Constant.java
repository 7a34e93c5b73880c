package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import org.jspecify.annotations.Nullable;

/** A value that is the same in every row: a vector that is filled once, as far as rows were ever asked for. */
final class Constant implements Evaluator {
    private final @Nullable Object value;
    private final Vector result;
    private int filled;

    Constant(@Nullable Object value, DataType type) {
        this.value = value;
        this.result = Vector.of(type);
    }

    @Nullable Object value() {
        return value;
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        int rows = selected == 0 ? 0 : selection[selected - 1] + 1;
        if (rows > filled) {
            fill(Math.max(rows, 2 * filled));
        }
        return result;
    }

    private void fill(int rows) {
        result.ensure(rows);
        for (int row = filled; row < rows; row++) {
            if (row > 0 && result instanceof Vector.Texts texts) {
                texts.setNull(row, value == null);
                texts.slice(row, texts.offsets[0], texts.lengths[0]);
            } else {
                Cells.put(result, row, value);
            }
        }
        filled = rows;
    }
}
