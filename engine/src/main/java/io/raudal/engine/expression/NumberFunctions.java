package io.raudal.engine.expression;

import static io.raudal.plan.Function.*;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Functions of numbers. Those of calculus take any number and give a DOUBLE; NaN where mathematics has no answer. */
final class NumberFunctions {
    /** Digits at which every DOUBLE is whole, or zero: rounding further changes nothing. */
    private static final int MAX_DIGITS = 400;

    private NumberFunctions() {}

    static void addTo(Map<Function, RowFunctionFactory> all) {
        all.put(ABS, call -> unary(call, Math::abs, Math::abs, BigDecimal::abs));
        all.put(SIGN, call -> unary(call, Long::signum, Math::signum, x -> BigDecimal.valueOf(x.signum())));
        all.put(CEIL, call -> unary(call, x -> x, Math::ceil, x -> x.setScale(0, RoundingMode.CEILING)));
        all.put(FLOOR, call -> unary(call, x -> x, Math::floor, x -> x.setScale(0, RoundingMode.FLOOR)));
        all.put(ROUND, call -> round(call, RoundingMode.HALF_UP));
        all.put(TRUNCATE, call -> round(call, RoundingMode.DOWN));
        all.put(SQRT, real(Math::sqrt));
        all.put(CBRT, real(Math::cbrt));
        all.put(EXP, real(Math::exp));
        all.put(LN, real(Math::log));
        all.put(LOG10, real(Math::log10));
        all.put(LOG2, real(x -> Math.log(x) / Math.log(2)));
        all.put(
                LOG,
                call -> call.operands().size() == 1
                        ? RowFunction.ofDouble(a -> Math.log(a.real(0)))
                        : RowFunction.ofDouble(a -> Math.log(a.real(1)) / Math.log(a.real(0))));
        all.put(POWER, real(Math::pow));
        all.put(ATAN2, real(Math::atan2));
        all.put(SIN, real(Math::sin));
        all.put(COS, real(Math::cos));
        all.put(TAN, real(Math::tan));
        all.put(COT, real(x -> 1 / Math.tan(x)));
        all.put(ASIN, real(Math::asin));
        all.put(ACOS, real(Math::acos));
        all.put(ATAN, real(Math::atan));
        all.put(SINH, real(Math::sinh));
        all.put(COSH, real(Math::cosh));
        all.put(TANH, real(Math::tanh));
        all.put(DEGREES, real(Math::toDegrees));
        all.put(RADIANS, real(Math::toRadians));
        all.put(PI, RowFunctionFactory.always(RowFunction.ofDouble(a -> Math.PI)));
        all.put(E, RowFunctionFactory.always(RowFunction.ofDouble(a -> Math.E)));
        all.put(GREATEST, RowFunctionFactory.always(extreme(1)));
        all.put(LEAST, RowFunctionFactory.always(extreme(-1)));
        all.put(BIN, RowFunctionFactory.always(RowFunction.ofText(a -> Long.toBinaryString(a.integer(0)))));
        all.put(HEX, NumberFunctions::hex);
    }

    private interface WholeOperator {
        long apply(long value);
    }

    private static RowFunctionFactory real(DoubleUnaryOperator function) {
        return RowFunctionFactory.always(RowFunction.ofDouble(a -> function.applyAsDouble(a.real(0))));
    }

    private static RowFunctionFactory real(DoubleBinaryOperator function) {
        return RowFunctionFactory.always(RowFunction.ofDouble(a -> function.applyAsDouble(a.real(0), a.real(1))));
    }

    /** A function of one number that has the number's type. */
    private static RowFunction unary(
            Expression.Call call, WholeOperator whole, DoubleUnaryOperator real, UnaryOperator<BigDecimal> decimal) {
        DataType type = call.operands().get(0).type();
        if (type instanceof DataType.Decimal) {
            return RowFunction.ofDecimal(a -> Decimals.fit(decimal.apply(a.decimal(0)), call.type()));
        }
        if (type == DataType.Simple.DOUBLE) {
            return RowFunction.ofDouble(a -> real.applyAsDouble(a.number(0)));
        }
        return type == DataType.Simple.INT
                ? RowFunction.ofLong(a -> (int) whole.apply(a.integer(0)))
                : RowFunction.ofLong(a -> whole.apply(a.integer(0)));
    }

    private static RowFunction round(Expression.Call call, RoundingMode mode) {
        DataType type = call.operands().get(0).type();
        boolean hasDigits = call.operands().size() > 1;
        if (type instanceof DataType.Decimal) {
            return RowFunction.ofDecimal(
                    a -> Decimals.fit(round(a.decimal(0), digits(a, hasDigits), mode), call.type()));
        }
        if (type == DataType.Simple.DOUBLE) {
            return RowFunction.ofDouble(a -> round(a.number(0), digits(a, hasDigits), mode));
        }
        return RowFunction.ofLong(a -> {
            int digits = digits(a, hasDigits);
            long value = a.integer(0);
            if (digits >= 0) {
                return value;
            }
            long rounded = round(BigDecimal.valueOf(value), digits, mode).longValue();
            return type == DataType.Simple.INT ? (int) rounded : rounded;
        });
    }

    private static int digits(Arguments arguments, boolean hasDigits) {
        return hasDigits ? (int) Math.max(-MAX_DIGITS, Math.min(MAX_DIGITS, arguments.integer(1))) : 0;
    }

    private static BigDecimal round(BigDecimal value, int digits, RoundingMode mode) {
        return digits >= value.scale() ? value : value.setScale(digits, mode);
    }

    private static double round(double value, int digits, RoundingMode mode) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? value
                : round(new BigDecimal(Texts.of(value, DataType.Simple.DOUBLE)), digits, mode)
                        .doubleValue();
    }

    /** The operand that is greater (1) or less (-1) than all others. */
    private static RowFunction extreme(int sign) {
        return (arguments, result) -> {
            Vector best = arguments.vectors[0];
            for (Vector vector : arguments.vectors) {
                if (Order.compare(vector, arguments.row, best, arguments.row) * sign > 0) {
                    best = vector;
                }
            }
            Cells.copy(best, arguments.row, result, arguments.row);
        };
    }

    private static RowFunction hex(Expression.Call call) {
        return call.operands().get(0).type() == DataType.Simple.STRING
                ? RowFunction.ofText(
                        a -> HexFormat.of().withUpperCase().formatHex(a.text(0).getBytes(StandardCharsets.UTF_8)))
                : RowFunction.ofText(a ->
                        HexFormat.of().withUpperCase().toHexDigits(a.integer(0)).replaceFirst("^0+(?=.)", ""));
    }
}
