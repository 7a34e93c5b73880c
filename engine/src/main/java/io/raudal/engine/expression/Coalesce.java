package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;

/** The first operand that is not NULL; an operand is evaluated only for the rows in which all before it are NULL. */
final class Coalesce implements Evaluator {
    private final Evaluator[] operands;
    private final Vector result;
    private int[] open = new int[0];

    Coalesce(Evaluator[] operands, DataType type) {
        this.operands = operands;
        this.result = Vector.of(type);
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Cells.prepare(result, selection, selected);
        if (open.length < selected) {
            open = new int[selected];
        }
        int[] rows = selection;
        int count = selected;
        for (Evaluator operand : operands) {
            Vector values = operand.evaluate(columns, rows, count, failures);
            int left = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                Cells.copy(values, row, result, row);
                // A failed row is decided: what stands behind it has no say.
                if (values.isNull(row) && failures.reason(row) == null) {
                    open[left++] = row;
                }
            }
            rows = open;
            count = left;
        }
        return result;
    }
}
