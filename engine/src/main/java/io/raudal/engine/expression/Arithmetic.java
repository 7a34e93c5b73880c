package io.raudal.engine.expression;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * + - * on whole numbers and all of + - * / % on doubles as loops over primitives; the rest (division that can fail, DECIMAL) by
 * {@link RowLoop}. Times and intervals are in {@link TimeArithmetic}.
 */
final class Arithmetic implements Evaluator {
    private final Function function;
    private final Evaluator left;
    private final Evaluator right;
    private final boolean isInt;
    private final Vector result;

    private Arithmetic(Function function, Evaluator left, Evaluator right, DataType type) {
        this.function = function;
        this.left = left;
        this.right = right;
        this.isInt = type == DataType.Simple.INT;
        this.result = Vector.of(type);
    }

    static Evaluator of(Expression.Call call, Evaluator[] operands) {
        Function function = call.function();
        DataType type = call.type();
        if (!type.isNumeric() || !call.operands().get(0).type().isNumeric()) {
            return TimeArithmetic.of(call, operands);
        }
        if (function == Function.NEGATE) {
            return negate(type, operands);
        }
        if (type instanceof DataType.Decimal) {
            return RowLoop.strict(operands, decimal(function, type), type);
        }
        if (type != DataType.Simple.DOUBLE && (function == Function.DIVIDE || function == Function.MOD)) {
            return RowLoop.strict(operands, division(function, type == DataType.Simple.INT), type);
        }
        return new Arithmetic(function, operands[0], operands[1], type);
    }

    @Override
    public Vector evaluate(Vector[] columns, int[] selection, int selected, Failures failures) {
        Vector a = left.evaluate(columns, selection, selected, failures);
        Vector b = right.evaluate(columns, selection, selected, failures);
        Cells.prepare(result, selection, selected);
        for (int i = 0; i < selected; i++) {
            int row = selection[i];
            result.setNull(row, a.isNull(row) || b.isNull(row));
        }
        if (result instanceof Vector.Longs longs) {
            wholes(((Vector.Longs) a).values, ((Vector.Longs) b).values, longs.values, selection, selected);
        } else {
            doubles(
                    ((Vector.Doubles) a).values,
                    ((Vector.Doubles) b).values,
                    ((Vector.Doubles) result).values,
                    selection,
                    selected);
        }
        return result;
    }

    private void wholes(long[] a, long[] b, long[] c, int[] selection, int selected) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] + b[row];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] - b[row];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] * b[row];
                }
            }
            default -> throw new IllegalArgumentException(function.name());
        }
        if (isInt) {
            for (int i = 0; i < selected; i++) {
                int row = selection[i];
                c[row] = (int) c[row];
            }
        }
    }

    private void doubles(double[] a, double[] b, double[] c, int[] selection, int selected) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] + b[row];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] - b[row];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] * b[row];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] / b[row];
                }
            }
            case MOD -> {
                for (int i = 0; i < selected; i++) {
                    int row = selection[i];
                    c[row] = a[row] % b[row];
                }
            }
            default -> throw new IllegalArgumentException(function.name());
        }
    }

    private static RowFunction division(Function function, boolean isInt) {
        return RowFunction.ofLong(arguments -> {
            long dividend = arguments.integer(0);
            long divisor = arguments.integer(1);
            if (divisor == 0) {
                throw byZero(function, dividend);
            }
            long result = function == Function.DIVIDE ? dividend / divisor : dividend % divisor;
            return isInt ? (int) result : result;
        });
    }

    private static RowFunction decimal(Function function, DataType type) {
        int scale = ((DataType.Decimal) type).scale();
        return RowFunction.ofDecimal(arguments -> {
            BigDecimal a = arguments.decimal(0);
            BigDecimal b = arguments.decimal(1);
            if (b.signum() == 0 && (function == Function.DIVIDE || function == Function.MOD)) {
                throw byZero(function, a.toPlainString());
            }
            return Decimals.fit(
                    switch (function) {
                        case ADD -> a.add(b);
                        case SUBTRACT -> a.subtract(b);
                        case MULTIPLY -> a.multiply(b);
                        case DIVIDE -> a.divide(b, scale, RoundingMode.HALF_UP);
                        case MOD -> a.remainder(b);
                        default -> throw new IllegalArgumentException(function.name());
                    },
                    type);
        });
    }

    private static RowFailure byZero(Function function, Object dividend) {
        return new RowFailure(function == Function.DIVIDE ? "divide.zero" : "mod.zero", dividend.toString());
    }

    private static Evaluator negate(DataType type, Evaluator[] operands) {
        if (type instanceof DataType.Decimal) {
            return RowLoop.strict(
                    operands, RowFunction.ofDecimal(a -> a.decimal(0).negate()), type);
        }
        if (type == DataType.Simple.DOUBLE) {
            return RowLoop.strict(operands, RowFunction.ofDouble(a -> -a.number(0)), type);
        }
        return RowLoop.strict(
                operands,
                RowFunction.ofLong(type == DataType.Simple.INT ? a -> (int) -a.integer(0) : a -> -a.integer(0)),
                type);
    }
}
