package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;

/** AND or OR in three-valued logic: each operand is evaluated only for the rows that no operand before it has decided. */
final class Connective implements Evaluator {
    private final Evaluator[] operands;
    /** The value of one operand that decides: 0 for AND, 1 for OR. */
    private final long deciding;

    private final Vector.Longs result = new Vector.Longs();
    private int[] undecided = new int[0];

    Connective(Evaluator[] operands, boolean isAnd) {
        this.operands = operands;
        this.deciding = isAnd ? 0 : 1;
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Cells.prepare(result, selection, selected);
        if (undecided.length < selected) {
            undecided = new int[selected];
        }
        int[] rows = selection;
        int count = selected;
        for (int i = 0; i < selected; i++) {
            result.setNull(selection[i], false);
            result.values[selection[i]] = 1 - deciding;
        }
        for (Evaluator operand : operands) {
            Vector.Longs values = (Vector.Longs) operand.evaluate(columns, rows, count, failures);
            int left = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                if (values.isNull(row)) {
                    result.setNull(row, true);
                    undecided[left++] = row;
                } else if (values.values[row] == deciding) {
                    result.setNull(row, false);
                    result.values[row] = deciding;
                } else {
                    undecided[left++] = row;
                }
            }
            rows = undecided;
            count = left;
        }
        return result;
    }
}
