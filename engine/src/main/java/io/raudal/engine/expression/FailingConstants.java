package io.raudal.engine.expression;

import io.raudal.engine.Detail;
import io.raudal.engine.Failures;
import io.raudal.engine.Vector;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds in an expression what is of no use for any row: calls of constants alone that fail, such as {@code 1/0}, and constants that are
 * no regular expression, no pattern of times or no JSON path where one must stand. Told are the innermost ones.
 */
public final class FailingConstants {
    private final List<Detail> found = new ArrayList<>();

    private FailingConstants() {}

    /** What is wrong with each, as it is told of an event that fails on it; none if all is well. */
    public static List<Detail> of(Expression expression) {
        FailingConstants constants = new FailingConstants();
        constants.visit(expression);
        return constants.found;
    }

    /** The value of an expression of constants alone, if none of them fails. */
    private @Nullable Literal visit(Expression expression) {
        if (expression instanceof Literal literal) {
            return literal;
        }
        if (expression instanceof Expression.Case cases) {
            for (Expression.Branch branch : cases.branches()) {
                visit(branch.condition());
                visit(branch.value());
            }
            visit(cases.otherwise());
            return null;
        }
        if (expression instanceof Expression.Cast cast) {
            Literal operand = visit(cast.operand());
            return operand == null ? null : value(new Expression.Cast(operand, cast.type(), cast.safe()));
        }
        return expression instanceof Expression.Call call ? visit(call) : null;
    }

    private @Nullable Literal visit(Expression.Call call) {
        List<Expression> values = new ArrayList<>();
        for (Expression operand : call.operands()) {
            Literal value = visit(operand);
            if (value != null) {
                values.add(value);
            }
        }
        int before = found.size();
        checkTexts(call);
        return values.size() == call.operands().size() && found.size() == before
                ? value(new Expression.Call(call.function(), values, call.type()))
                : null;
    }

    private @Nullable Literal value(Expression constant) {
        Failures failures = new Failures();
        Vector values = Evaluators.compile(constant).evaluate(new Vector[0], new int[] {0}, 1, failures);
        Detail reason = failures.any() ? failures.reason(0) : null;
        if (reason != null) {
            found.add(reason);
            return null;
        }
        return new Literal(Cells.get(values, 0, constant.type()), constant.type());
    }

    private void checkTexts(Expression.Call call) {
        String second = text(call, 1);
        if (second == null) {
            return;
        }
        try {
            switch (call.function()) {
                case REGEXP, REGEXP_EXTRACT, REGEXP_REPLACE -> Patterns.regex(second);
                case DATE_FORMAT -> {
                    if (call.operands().get(0).type() == Simple.STRING) {
                        TimeFormats.simpleFormat(second);
                    } else {
                        TimeFormats.formatter(second);
                    }
                }
                case TO_TIMESTAMP -> TimeFormats.formatter(second);
                case TO_DATE, UNIX_TIMESTAMP, FROM_UNIXTIME -> TimeFormats.simpleFormat(second);
                case JSON_VALUE, JSON_QUERY, JSON_EXISTS -> JsonPaths.require(second);
                default -> {}
            }
        } catch (RowFailure e) {
            found.add(Detail.of(e.reason()));
        }
    }

    private static @Nullable String text(Expression.Call call, int operand) {
        return call.operands().size() > operand
                        && call.operands().get(operand) instanceof Literal literal
                        && literal.value() instanceof String text
                ? text
                : null;
    }
}
