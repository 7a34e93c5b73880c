package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.plan.Function;

/** Compares two operands of one type: the answer for less, equal and greater is looked up, so that one loop serves all operators. */
abstract class Comparison implements Evaluator {
    private final Evaluator left;
    private final Evaluator right;
    final long whenLess;
    final long whenEqual;
    final long whenGreater;
    final Vector.Longs result = new Vector.Longs();

    private Comparison(Function function, Evaluator left, Evaluator right) {
        this.left = left;
        this.right = right;
        this.whenLess = function == Function.LESS
                        || function == Function.LESS_OR_EQUAL
                        || function == Function.NOT_EQUAL
                        || function == Function.IS_DISTINCT_FROM
                ? 1
                : 0;
        this.whenEqual = function == Function.EQUAL
                        || function == Function.LESS_OR_EQUAL
                        || function == Function.GREATER_OR_EQUAL
                        || function == Function.IS_NOT_DISTINCT_FROM
                ? 1
                : 0;
        this.whenGreater = function == Function.GREATER
                        || function == Function.GREATER_OR_EQUAL
                        || function == Function.NOT_EQUAL
                        || function == Function.IS_DISTINCT_FROM
                ? 1
                : 0;
    }

    static Comparison of(Function function, Evaluator left, Evaluator right, DataType operands) {
        if (function == Function.IS_DISTINCT_FROM || function == Function.IS_NOT_DISTINCT_FROM) {
            return new OfNulls(function, left, right);
        }
        Vector kind = Vector.of(operands);
        if (kind instanceof Vector.Longs) {
            return new OfLongs(function, left, right);
        }
        if (kind instanceof Vector.Doubles) {
            return new OfDoubles(function, left, right);
        }
        boolean equality = function == Function.EQUAL || function == Function.NOT_EQUAL;
        return kind instanceof Vector.Texts && equality
                ? new OfTexts(function, left, right)
                : new OfAny(function, left, right);
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Vector a = left.evaluate(columns, selection, selected, failures);
        Vector b = right.evaluate(columns, selection, selected, failures);
        Cells.prepare(result, selection, selected);
        compare(a, b, selection, selected);
        return result;
    }

    abstract void compare(Vector left, Vector right, int[] selection, int selected);

    final long answer(int order) {
        return order == 0 ? whenEqual : order < 0 ? whenLess : whenGreater;
    }

    private static final class OfLongs extends Comparison {
        OfLongs(Function function, Evaluator left, Evaluator right) {
            super(function, left, right);
        }

        @Override
        void compare(Vector left, Vector right, int[] selection, int selected) {
            long[] a = ((Vector.Longs) left).values;
            long[] b = ((Vector.Longs) right).values;
            long[] answers = result.values;
            long less = whenLess;
            long equal = whenEqual;
            long greater = whenGreater;
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                result.setNull(row, left.isNull(row) || right.isNull(row));
                // numbers that one condition picks from need no branch
                long unequal = a[row] < b[row] ? less : greater;
                answers[row] = a[row] == b[row] ? equal : unequal;
            }
        }
    }

    private static final class OfDoubles extends Comparison {
        OfDoubles(Function function, Evaluator left, Evaluator right) {
            super(function, left, right);
        }

        @Override
        void compare(Vector left, Vector right, int[] selection, int selected) {
            double[] a = ((Vector.Doubles) left).values;
            double[] b = ((Vector.Doubles) right).values;
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                result.setNull(row, left.isNull(row) || right.isNull(row));
                result.values[row] = answer(Order.compare(a[row], b[row]));
            }
        }
    }

    private static final class OfTexts extends Comparison {
        OfTexts(Function function, Evaluator left, Evaluator right) {
            super(function, left, right);
        }

        @Override
        void compare(Vector left, Vector right, int[] selection, int selected) {
            Vector.Texts a = (Vector.Texts) left;
            Vector.Texts b = (Vector.Texts) right;
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                boolean isNull = a.isNull(row) || b.isNull(row);
                result.setNull(row, isNull);
                if (!isNull) {
                    result.values[row] = Order.equal(a, row, b, row) ? whenEqual : whenLess;
                }
            }
        }
    }

    private static final class OfAny extends Comparison {
        OfAny(Function function, Evaluator left, Evaluator right) {
            super(function, left, right);
        }

        @Override
        void compare(Vector left, Vector right, int[] selection, int selected) {
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                boolean isNull = left.isNull(row) || right.isNull(row);
                result.setNull(row, isNull);
                if (!isNull) {
                    result.values[row] = answer(Order.compare(left, row, right, row));
                }
            }
        }
    }

    /** IS [NOT] DISTINCT FROM: NULL is equal to NULL alone. */
    private static final class OfNulls extends Comparison {
        OfNulls(Function function, Evaluator left, Evaluator right) {
            super(function, left, right);
        }

        @Override
        void compare(Vector left, Vector right, int[] selection, int selected) {
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                result.setNull(row, false);
                if (left.isNull(row) || right.isNull(row)) {
                    result.values[row] = left.isNull(row) && right.isNull(row) ? whenEqual : whenLess;
                } else {
                    result.values[row] = answer(Order.compare(left, row, right, row));
                }
            }
        }
    }
}
