package io.raudal.plan.explain;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Aggregate;
import io.raudal.plan.Expression;
import io.raudal.plan.Function;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Expressions as a person would write them in SQL, over columns that have names. */
final class ExpressionText {
    private static final Map<Function, String> INFIX = Map.ofEntries(
            Map.entry(Function.EQUAL, "="),
            Map.entry(Function.NOT_EQUAL, "<>"),
            Map.entry(Function.LESS, "<"),
            Map.entry(Function.LESS_OR_EQUAL, "<="),
            Map.entry(Function.GREATER, ">"),
            Map.entry(Function.GREATER_OR_EQUAL, ">="),
            Map.entry(Function.IS_DISTINCT_FROM, "IS DISTINCT FROM"),
            Map.entry(Function.IS_NOT_DISTINCT_FROM, "IS NOT DISTINCT FROM"),
            Map.entry(Function.AND, "AND"),
            Map.entry(Function.OR, "OR"),
            Map.entry(Function.ADD, "+"),
            Map.entry(Function.SUBTRACT, "-"),
            Map.entry(Function.MULTIPLY, "*"),
            Map.entry(Function.DIVIDE, "/"),
            Map.entry(Function.LIKE, "LIKE"),
            Map.entry(Function.SIMILAR_TO, "SIMILAR TO"),
            Map.entry(Function.TIMESTAMP_DIFFERENCE, "-"));

    private static final Map<Function, String> POSTFIX = Map.of(
            Function.IS_NULL, "IS NULL",
            Function.IS_NOT_NULL, "IS NOT NULL",
            Function.IS_TRUE, "IS TRUE",
            Function.IS_NOT_TRUE, "IS NOT TRUE",
            Function.IS_FALSE, "IS FALSE",
            Function.IS_NOT_FALSE, "IS NOT FALSE");

    private final List<String> columns;

    /** @param columns the names of the input row */
    ExpressionText(List<String> columns) {
        this.columns = columns;
    }

    String of(Expression expression) {
        if (expression instanceof Expression.Input input) {
            return columns.get(input.index());
        }
        if (expression instanceof Expression.Literal literal) {
            return literal(literal.value(), literal.type());
        }
        if (expression instanceof Expression.Cast cast) {
            return (cast.safe() ? "TRY_CAST(" : "CAST(") + of(cast.operand()) + " AS " + cast.type() + ")";
        }
        if (expression instanceof Expression.Case choice) {
            String branches = choice.branches().stream()
                    .map(b -> " WHEN " + of(b.condition()) + " THEN " + of(b.value()))
                    .collect(Collectors.joining());
            return "CASE" + branches + " ELSE " + of(choice.otherwise()) + " END";
        }
        return call((Expression.Call) expression);
    }

    String of(List<Expression> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(", "));
    }

    String of(Aggregate aggregate) {
        String arguments = aggregate.arguments().isEmpty() ? "*" : of(aggregate.arguments());
        Expression filter = aggregate.filter();
        return aggregate.function() + "(" + (aggregate.distinct() ? "DISTINCT " : "") + arguments + ")"
                + (filter == null ? "" : " FILTER (WHERE " + of(filter) + ")");
    }

    private String call(Expression.Call call) {
        List<Expression> operands = call.operands();
        String infix = INFIX.get(call.function());
        if (infix != null && operands.size() >= 2) {
            return operands.stream().map(this::operand).collect(Collectors.joining(" " + infix + " "));
        }
        String postfix = POSTFIX.get(call.function());
        if (postfix != null) {
            return operand(operands.get(0)) + " " + postfix;
        }
        if (call.function() == Function.NOT) {
            return "NOT " + operand(operands.get(0));
        }
        if (call.function() == Function.NEGATE) {
            return "-" + operand(operands.get(0));
        }
        return call.function() + "(" + of(operands) + ")";
    }

    private String operand(Expression expression) {
        boolean infix = expression instanceof Expression.Call call
                && (INFIX.containsKey(call.function())
                        || POSTFIX.containsKey(call.function())
                        || call.function() == Function.NOT);
        return infix ? "(" + of(expression) + ")" : of(expression);
    }

    static String literal(@Nullable Object value, DataType type) {
        if (value == null) {
            return "NULL";
        }
        if (type instanceof Simple simple) {
            return switch (simple) {
                case STRING, JSON -> "'" + value.toString().replace("'", "''") + "'";
                case BOOLEAN -> value.toString().toUpperCase(java.util.Locale.ROOT);
                case DATE -> "DATE '" + LocalDate.ofEpochDay(number(value)) + "'";
                case TIME -> "TIME '" + LocalTime.ofNanoOfDay(1000 * number(value)) + "'";
                case TIMESTAMP -> "TIMESTAMP '" + timestamp(number(value)) + "'";
                case INTERVAL_DAY -> "INTERVAL " + length(Duration.of(number(value), ChronoUnit.MICROS));
                case INTERVAL_MONTH -> "INTERVAL '" + value + "' MONTH";
                default -> value.toString();
            };
        }
        return value.toString();
    }

    /** {@code 90s} is 1m30s: the units that are not 0, from days to microseconds. */
    static String length(Duration length) {
        StringBuilder text = new StringBuilder(length.isNegative() ? "-" : "");
        Duration rest = length.abs();
        part(text, rest.toDays(), "d");
        part(text, rest.toHoursPart(), "h");
        part(text, rest.toMinutesPart(), "m");
        part(text, rest.toSecondsPart(), "s");
        part(text, rest.toMillisPart(), "ms");
        part(text, rest.toNanosPart() / 1000 % 1000, "us");
        return text.length() <= (length.isNegative() ? 1 : 0) ? "0s" : text.toString();
    }

    private static void part(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    private static String timestamp(long micros) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
        return Objects.toString(time).replace('T', ' ');
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
