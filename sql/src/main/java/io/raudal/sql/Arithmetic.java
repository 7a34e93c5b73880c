package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic with Flink's result types, and that of times and intervals. INT, BIGINT and DOUBLE operands get their common type; a
 * DECIMAL keeps its own precision and scale, since the result's is made from both.
 */
final class Arithmetic {
    private final Diagnostics diagnostics;

    Arithmetic(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** {@code (a - b) SECOND}. */
    Expression difference(SqlCall call, Expression left, Expression right) {
        if (left == Literals.ERROR || right == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (!(call.operand(2) instanceof SqlIntervalQualifier qualifier)
                || qualifier.isYearMonth()
                || Types.common(left.type(), Simple.TIMESTAMP) == null
                || Types.common(right.type(), Simple.TIMESTAMP) == null) {
            return refuse(call, "types.operands", "-", left.type(), right.type());
        }
        return ExpressionCompiler.of(
                Function.TIMESTAMP_DIFFERENCE,
                Simple.INTERVAL_DAY,
                Coercion.to(Simple.TIMESTAMP, left),
                Coercion.to(Simple.TIMESTAMP, right));
    }

    /** An operator of two operands whose problems were reported. */
    Expression of(SqlKind kind, Expression left, Expression right, SqlCall place) {
        if (left == Literals.ERROR || right == Literals.ERROR) {
            return Literals.ERROR;
        }
        if (Types.isInterval(left.type()) || Types.isInterval(right.type())) {
            return withInterval(kind, left, right, place);
        }
        Expression x = number(left, right);
        Expression y = number(right, left);
        if (x == null || y == null) {
            boolean times = kind == SqlKind.MINUS && Types.isTime(left.type()) && Types.isTime(right.type());
            return refuse(
                    place,
                    times ? "types.time-difference" : "types.operands",
                    place.getOperator().getName(),
                    left.type(),
                    right.type());
        }
        return ofNumbers(kind, x, y, place);
    }

    /** The operand as a number: NULL and text take the other's type, two texts have none. */
    private static @Nullable Expression number(Expression operand, Expression other) {
        if (operand.type().isNumeric()) {
            return operand;
        }
        if (operand == Literals.NULL) {
            return Coercion.to(other.type().isNumeric() ? other.type() : Simple.INT, operand);
        }
        return Types.isText(operand.type()) && other.type().isNumeric() && other != Literals.NULL
                ? Coercion.to(other.type(), operand)
                : null;
    }

    private Expression withInterval(SqlKind kind, Expression left, Expression right, SqlCall place) {
        boolean plus = kind == SqlKind.PLUS;
        boolean swapped = Types.isInterval(left.type()) && kind != SqlKind.MINUS;
        Expression interval = swapped ? left : right;
        Expression other = swapped ? right : left;
        if (other == Literals.NULL) {
            other = Coercion.to(kind == SqlKind.TIMES ? Simple.INT : Simple.TIMESTAMP, other);
        }
        if (kind == SqlKind.TIMES && other.type().isNumeric()) {
            return ExpressionCompiler.of(Function.MULTIPLY, interval.type(), interval, other);
        }
        boolean added = plus || kind == SqlKind.MINUS;
        if (added && Types.isInterval(interval.type()) && Types.isTime(other.type())) {
            boolean months = interval.type() == Simple.INTERVAL_MONTH;
            if (other.type() == Simple.DATE && !months && !isDays(place, swapped)) {
                other = Coercion.to(Simple.TIMESTAMP, other);
            }
            if (!(other.type() == Simple.TIME && months)) {
                return ExpressionCompiler.of(plus ? Function.ADD : Function.SUBTRACT, other.type(), other, interval);
            }
        }
        return refuse(place, "types.operands", place.getOperator().getName(), left.type(), right.type());
    }

    /** Whether an interval is written in whole days, so that a DATE and it give a DATE. */
    private static boolean isDays(SqlCall call, boolean swapped) {
        return call.operand(swapped ? 0 : 1) instanceof SqlIntervalLiteral literal
                && literal.getValue() instanceof SqlIntervalLiteral.IntervalValue value
                && value.getIntervalQualifier().timeUnitRange == TimeUnitRange.DAY;
    }

    /** A sign in front of an operand; that of a constant becomes part of it. */
    Expression sign(SqlCall call, Expression signed) {
        Expression operand = signed;
        if (operand == Literals.NULL) {
            operand = Coercion.to(Simple.INT, operand);
        }
        if (operand == Literals.ERROR) {
            return operand;
        }
        if (!operand.type().isNumeric() && !Types.isInterval(operand.type())) {
            return refuse(call, "types.operand", call.getOperator().getName(), operand.type());
        }
        if (call.getKind() == SqlKind.PLUS_PREFIX) {
            return operand;
        }
        if (operand instanceof Literal literal) {
            Object value = literal.value();
            if (value instanceof Integer number && number != Integer.MIN_VALUE) {
                return new Literal(-number, literal.type());
            }
            if (value instanceof Long number && number != Long.MIN_VALUE) {
                // 2147483648 is a BIGINT, its negation an INT
                return literal.type() == Simple.BIGINT && -number == Integer.MIN_VALUE
                        ? new Literal(Integer.MIN_VALUE, Simple.INT)
                        : new Literal(-number, literal.type());
            }
            if (value instanceof Double number) {
                return new Literal(-number, literal.type());
            }
            if (value instanceof BigDecimal number && literal.type() instanceof Decimal) {
                return number.scale() == 0 && number.negate().toBigInteger().bitLength() < Long.SIZE
                        ? new Literal(number.negate().longValueExact(), Simple.BIGINT)
                        : new Literal(number.negate(), literal.type());
            }
        }
        return ExpressionCompiler.of(Function.NEGATE, operand.type(), operand);
    }

    /** Columns may wrap as in Flink; that constants do is seen here. */
    private void warnOfWrapping(Function function, Expression left, Expression right, DataType common, SqlCall place) {
        if (!(left instanceof Literal a && a.value() instanceof Number x)
                || !(right instanceof Literal b && b.value() instanceof Number y)
                || common == Simple.DOUBLE) {
            return;
        }
        BigInteger first = BigInteger.valueOf(x.longValue());
        BigInteger second = BigInteger.valueOf(y.longValue());
        BigInteger exact = switch (function) {
            case ADD -> first.add(second);
            case SUBTRACT -> first.subtract(second);
            case MULTIPLY -> first.multiply(second);
            default -> BigInteger.ZERO;
        };
        if (exact.bitLength() >= (common == Simple.INT ? Integer.SIZE : Long.SIZE)) {
            String wider = common == Simple.INT ? "CAST(... AS BIGINT)" : "CAST(... AS DECIMAL(38, 0))";
            diagnostics.warn(place, "warning.constant", place.getOperator().getName(), common, wider);
        }
    }

    private Expression refuse(SqlNode place, String key, Object... arguments) {
        diagnostics.error(place, key, arguments);
        return Literals.ERROR;
    }

    private Expression ofNumbers(SqlKind kind, Expression left, Expression right, SqlCall place) {
        Function function = switch (kind) {
            case PLUS -> Function.ADD;
            case MINUS -> Function.SUBTRACT;
            case TIMES -> Function.MULTIPLY;
            case DIVIDE -> Function.DIVIDE;
            default -> Function.MOD;
        };
        DataType common = Objects.requireNonNull(Types.common(left.type(), right.type()));
        if (function == Function.MOD && common == Simple.DOUBLE) {
            diagnostics.error(place, "types.operands", "MOD", left.type(), right.type());
            return Literals.ERROR;
        }
        if (!(common instanceof Decimal)) {
            warnOfWrapping(function, left, right, common, place);
            Expression result =
                    new Call(function, List.of(Coercion.to(common, left), Coercion.to(common, right)), common);
            // the remainder is of the divisor's type, and fits it
            return function == Function.MOD ? Coercion.to(right.type(), result) : result;
        }
        Decimal a = Types.decimal(left.type());
        Decimal b = Types.decimal(right.type());
        Decimal type = switch (function) {
            case MULTIPLY -> Types.product(a, b);
            case DIVIDE -> Types.quotient(a, b);
            case MOD -> Types.remainder(a, b);
            default -> Types.sum(a, b);
        };
        return new Call(function, List.of(Coercion.to(a, left), Coercion.to(b, right)), type);
    }
}
