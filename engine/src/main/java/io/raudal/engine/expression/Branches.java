package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;

/** CASE: conditions and values are evaluated only for the rows that no branch before them has taken. */
final class Branches implements Evaluator {
    private final Evaluator[] conditions;
    private final Evaluator[] values;
    private final Evaluator otherwise;
    private final Vector result;
    private int[] open = new int[0];
    private int[] taken = new int[0];

    Branches(Evaluator[] conditions, Evaluator[] values, Evaluator otherwise, DataType type) {
        this.conditions = conditions;
        this.values = values;
        this.otherwise = otherwise;
        this.result = Vector.of(type);
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Cells.prepare(result, selection, selected);
        if (open.length < selected) {
            open = new int[selected];
            taken = new int[selected];
        }
        int[] rows = selection;
        int count = selected;
        for (int branch = 0; branch < conditions.length; branch++) {
            Vector.Longs condition = (Vector.Longs) conditions[branch].evaluate(columns, rows, count, failures);
            int left = 0;
            int hits = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                if (!condition.isNull(row) && condition.values[row] != 0) {
                    taken[hits++] = row;
                } else {
                    open[left++] = row;
                }
            }
            copy(values[branch].evaluate(columns, taken, hits, failures), taken, hits);
            rows = open;
            count = left;
        }
        copy(otherwise.evaluate(columns, rows, count, failures), rows, count);
        return result;
    }

    private void copy(Vector from, int[] rows, int count) {
        for (int i = 0; i < count; i++) {
            Cells.copy(from, rows[i], result, rows[i]);
        }
    }
}
