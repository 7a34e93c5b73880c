package io.raudal.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Detail;
import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls functions on plain values: once of literals, which are folded, and once of columns in which the row stands among others. */
final class Calls {
    private static final int ROW = 3;

    private Calls() {}

    /** A value with its type, where the class does not say it, or NULL. */
    record Typed(@Nullable Object value, DataType type) {}

    /** What a failed row says. */
    record Failed(String reason) {}

    static Typed typed(@Nullable Object value, DataType type) {
        return new Typed(value, type);
    }

    static Typed nil(DataType type) {
        return new Typed(null, type);
    }

    static Typed array(DataType element, @Nullable Object... elements) {
        return new Typed(new ArrayList<>(Arrays.asList(elements)), new DataType.Array(element));
    }

    /** A unit or another operand that must be a literal. */
    record Unit(String name) {}

    static @Nullable Object call(Function function, DataType type, Object... operands) {
        return evaluate(expressions -> new Expression.Call(function, expressions, type), type, operands);
    }

    static @Nullable Object cast(Object operand, DataType to) {
        return evaluate(expressions -> new Expression.Cast(expressions.get(0), to, false), to, operand);
    }

    static @Nullable Object tryCast(Object operand, DataType to) {
        return evaluate(expressions -> new Expression.Cast(expressions.get(0), to, true), to, operand);
    }

    interface Maker {
        Expression of(List<Expression> operands);
    }

    static @Nullable Object evaluate(Maker maker, DataType type, Object... operands) {
        List<Typed> typed = Arrays.stream(operands).map(Calls::typed).toList();
        List<Expression> literals = new ArrayList<>();
        List<Expression> inputs = new ArrayList<>();
        for (int i = 0; i < operands.length; i++) {
            Expression literal =
                    new Expression.Literal(typed.get(i).value(), typed.get(i).type());
            literals.add(literal);
            inputs.add(
                    operands[i] instanceof Unit
                            ? literal
                            : new Expression.Input(i, typed.get(i).type()));
        }
        Object folded = value(maker.of(literals), type, new Vector[0]);
        Object evaluated = value(maker.of(inputs), type, columns(typed));
        assertThat(evaluated).as("of columns %s, of literals", typed).isEqualTo(folded);
        return evaluated;
    }

    private static Vector[] columns(List<Typed> row) {
        Vector[] columns = new Vector[row.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Vector.of(row.get(i).type());
            columns[i].ensure(ROW + 2);
            for (int j = 0; j < ROW + 2; j++) {
                Cells.put(columns[i], j, j == ROW ? row.get(i).value() : null);
            }
        }
        return columns;
    }

    private static @Nullable Object value(Expression expression, DataType type, Vector[] columns) {
        Evaluator evaluator = Evaluators.compile(expression);
        Failures failures = new Failures();
        evaluator.evaluate(columns, new int[] {0, 1, 2, ROW, ROW + 1}, 5, failures);
        failures.clear();
        Vector result = evaluator.evaluate(columns, new int[] {1, ROW}, 2, failures);
        Detail reason = failures.reason(ROW);
        return reason != null ? new Failed(reason.toString()) : Cells.get(result, ROW, type);
    }

    private static Typed typed(Object operand) {
        if (operand instanceof Typed typed) {
            return typed;
        }
        if (operand instanceof Unit unit) {
            return new Typed(unit.name(), Simple.STRING);
        }
        if (operand instanceof BigDecimal decimal) {
            return new Typed(decimal, new DataType.Decimal(DataType.Decimal.MAX_PRECISION, decimal.scale()));
        }
        return new Typed(
                operand,
                operand instanceof String
                        ? Simple.STRING
                        : operand instanceof Integer
                                ? Simple.INT
                                : operand instanceof Long
                                        ? Simple.BIGINT
                                        : operand instanceof Double ? Simple.DOUBLE : Simple.BOOLEAN);
    }
}
