package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Decimal;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Function;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;

/**
 * Arithmetic on two numbers with Flink's result types. INT, BIGINT and DOUBLE operands get their common type; a DECIMAL keeps its own
 * precision and scale, since the result's is made from both.
 */
final class Arithmetic {
    private Arithmetic() {}

    static Expression of(SqlKind kind, Expression left, Expression right, SqlCall place, Diagnostics diagnostics) {
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
