package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.plan.Function;

/** IS [NOT] NULL, IS [NOT] TRUE, IS [NOT] FALSE and NOT: an answer for each of the three truth values. */
final class TruthTest implements Evaluator {
    private final Evaluator operand;
    private final Function function;
    private final Vector.Longs result = new Vector.Longs();

    TruthTest(Function function, Evaluator operand) {
        this.function = function;
        this.operand = operand;
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Vector input = operand.evaluate(columns, selection, selected, failures);
        Cells.prepare(result, selection, selected);
        switch (function) {
            case IS_NULL -> nullness(input, selection, selected, 1);
            case IS_NOT_NULL -> nullness(input, selection, selected, 0);
            case IS_TRUE -> answer((Vector.Longs) input, selection, selected, 0, 1, 0);
            case IS_NOT_TRUE -> answer((Vector.Longs) input, selection, selected, 1, 0, 1);
            case IS_FALSE -> answer((Vector.Longs) input, selection, selected, 0, 0, 1);
            case IS_NOT_FALSE -> answer((Vector.Longs) input, selection, selected, 1, 1, 0);
            case NOT -> negate((Vector.Longs) input, selection, selected);
            default -> throw new IllegalArgumentException(function.name());
        }
        return result;
    }

    private void nullness(Vector input, int[] selection, int selected, long ofNull) {
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            result.setNull(row, false);
            result.values[row] = input.isNull(row) ? ofNull : 1 - ofNull;
        }
    }

    private void answer(Vector.Longs input, int[] selection, int selected, long ofNull, long ofTrue, long ofFalse) {
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            result.setNull(row, false);
            result.values[row] = input.isNull(row) ? ofNull : input.values[row] != 0 ? ofTrue : ofFalse;
        }
    }

    private void negate(Vector.Longs input, int[] selection, int selected) {
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            result.setNull(row, input.isNull(row));
            result.values[row] = 1 - input.values[row];
        }
    }
}
