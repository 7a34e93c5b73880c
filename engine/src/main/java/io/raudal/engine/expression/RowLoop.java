package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;

/**
 * Evaluates a function row by row. A function that is strict is NULL where an argument is and never sees one; a row that it fails on
 * is NULL to whatever reads the result. What is hot has kernels of its own instead ({@link Arithmetic}, {@link Comparison}).
 */
final class RowLoop implements Evaluator {
    private final Evaluator[] operands;
    private final RowFunction function;
    private final Arguments arguments;
    private final Vector result;
    private final boolean strict;
    private final boolean safe;

    private RowLoop(Evaluator[] operands, RowFunction function, DataType type, boolean strict, boolean safe) {
        this.operands = operands;
        this.function = function;
        this.arguments = new Arguments(operands.length);
        this.result = Vector.of(type);
        this.strict = strict;
        this.safe = safe;
    }

    static RowLoop strict(Evaluator[] operands, RowFunction function, DataType type) {
        return new RowLoop(operands, function, type, true, false);
    }

    /** The function is called for NULL arguments too. */
    static RowLoop withNulls(Evaluator[] operands, RowFunction function, DataType type) {
        return new RowLoop(operands, function, type, false, false);
    }

    /** Where the function fails the result is NULL. */
    static RowLoop safe(Evaluator operand, RowFunction function, DataType type) {
        return new RowLoop(new Evaluator[] {operand}, function, type, true, true);
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        for (int i = 0; i < operands.length; i++) {
            arguments.vectors[i] = operands[i].evaluate(columns, selection, selected, failures);
        }
        Cells.prepare(result, selection, selected);
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            boolean isNull = strict && hasNull(row);
            result.setNull(row, isNull);
            if (!isNull) {
                apply(row, failures);
            }
        }
        return result;
    }

    private void apply(int row, Failures failures) {
        arguments.row = row;
        try {
            function.apply(arguments, result);
        } catch (RowFailure failure) {
            result.setNull(row, true);
            if (!safe) {
                failures.fail(row, failure.reason());
            }
        }
    }

    private boolean hasNull(int row) {
        for (Vector argument : arguments.vectors) {
            if (argument.isNull(row)) {
                return true;
            }
        }
        return false;
    }
}
