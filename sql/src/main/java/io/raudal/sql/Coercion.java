package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Makes the implicit casts of SQL explicit; those of constants are done at once. */
final class Coercion {
    private Coercion() {}

    /** The expression in a type that it fits; the caller knows that it does. */
    static Expression to(DataType type, Expression expression) {
        if (expression == Literals.ERROR || (expression.type().equals(type) && expression != Literals.NULL)) {
            return expression;
        }
        if (expression instanceof Literal literal) {
            if (literal.value() == null) {
                return new Literal(null, type);
            }
            Literal folded = fold(literal, type);
            if (folded != null) {
                return folded;
            }
        }
        return new Cast(expression, type, false);
    }

    private static @Nullable Literal fold(Literal literal, DataType type) {
        if (literal.value() instanceof Number number && literal.type().isNumeric()) {
            BigDecimal exact = number instanceof BigDecimal decimal
                    ? decimal
                    : number instanceof Double ? null : BigDecimal.valueOf(number.longValue());
            if (exact == null) {
                return null;
            }
            if (type == Simple.DOUBLE) {
                return new Literal(exact.doubleValue(), type);
            }
            if (type == Simple.BIGINT && exact.scale() <= 0) {
                return new Literal(exact.longValueExact(), type);
            }
            if (type instanceof Decimal decimal && exact.scale() <= decimal.scale()) {
                BigDecimal scaled = exact.setScale(decimal.scale(), RoundingMode.UNNECESSARY);
                return scaled.precision() <= decimal.precision() ? new Literal(scaled, type) : null;
            }
        }
        return null;
    }

    /** A type that all fit without a cast that can fail; null after the problem was reported; NULL has STRING alone. */
    static @Nullable DataType common(
            List<Expression> expressions, SqlNode place, Diagnostics diagnostics, String construct) {
        DataType common = null;
        for (Expression expression : expressions) {
            if (expression == Literals.ERROR) {
                return null;
            }
            if (expression == Literals.NULL) {
                continue;
            }
            DataType known = common == null ? expression.type() : common;
            common = Types.common(known, expression.type());
            if (common == null) {
                diagnostics.error(place, "types.differ", construct, known, expression.type());
                return null;
            }
        }
        return common == null ? Simple.STRING : common;
    }

    static List<Expression> all(DataType type, List<Expression> expressions) {
        List<Expression> coerced = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            coerced.add(to(type, expression));
        }
        return coerced;
    }

    /**
     * Both operands of a comparison in one type: a common one, or that of the operand that is not text. Null after the problem was
     * reported.
     */
    static @Nullable List<Expression> compared(
            Expression left, Expression right, SqlNode place, Diagnostics diagnostics, String operator) {
        if (left == Literals.ERROR || right == Literals.ERROR) {
            return null;
        }
        DataType a = left == Literals.NULL ? right.type() : left.type();
        DataType b = right == Literals.NULL ? a : right.type();
        DataType common = Types.common(a, b);
        if (common == null && a == Simple.STRING && hasText(b)) {
            common = b;
        } else if (common == null && b == Simple.STRING && hasText(a)) {
            common = a;
        }
        if (common == null || common instanceof DataType.Map) {
            diagnostics.error(place, "types.compare", operator, a, b);
            return null;
        }
        if (common instanceof Decimal && losesDigits(a, b)) {
            return List.of(left, right);
        }
        Expression x = compared(left, common, place, diagnostics);
        Expression y = compared(right, common, place, diagnostics);
        return x == Literals.ERROR || y == Literals.ERROR ? null : List.of(x, y);
    }

    /** Whether text can be read as a value of the type. */
    private static boolean hasText(DataType type) {
        return !Types.isCollection(type) && !Types.isInterval(type);
    }

    /** Whether two DECIMALs have no common type with all digits of both; their values are compared as they are. */
    private static boolean losesDigits(DataType a, DataType b) {
        if (!(a instanceof Decimal x) || !(b instanceof Decimal y)) {
            return false;
        }
        int whole = Math.max(x.precision() - x.scale(), y.precision() - y.scale());
        return whole + Math.max(x.scale(), y.scale()) > Decimal.MAX_PRECISION;
    }

    private static Expression compared(Expression operand, DataType type, SqlNode place, Diagnostics diagnostics) {
        if (operand instanceof Literal literal
                && literal.value() instanceof String text
                && operand.type() == Simple.STRING
                && type != Simple.STRING) {
            if (type == Simple.INT || type == Simple.BIGINT) {
                // a fraction must not be lost: 1 < '1.5'
                Object whole = Literals.parse(text, Simple.BIGINT);
                if (whole == null && Literals.parse(text, Simple.DOUBLE) != null) {
                    diagnostics.error(place, "types.text-number", text, type);
                    return Literals.ERROR;
                }
            }
            Object value = Literals.parse(text, type);
            if (value == null) {
                diagnostics.error(place, "literal.bad", text, type, Literals.example(type));
                return Literals.ERROR;
            }
            return new Literal(value, type);
        }
        return to(type, operand);
    }
}
