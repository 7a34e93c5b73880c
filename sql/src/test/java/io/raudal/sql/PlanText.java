package io.raudal.sql;

import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.List;
import java.util.stream.Collectors;

/** A view's plan as a few lines of text, for golden files. */
final class PlanText {
    private PlanText() {}

    static String of(ViewPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("from ")
                .append(plan.input())
                .append(" time #")
                .append(plan.inputTime())
                .append('\n');
        plan.before().forEach(operator -> text.append(of(operator)).append('\n'));
        Aggregation aggregation = plan.aggregation();
        if (aggregation != null) {
            text.append(of(aggregation)).append('\n');
        }
        plan.after().forEach(operator -> text.append(of(operator)).append('\n'));
        TopN topN = plan.topN();
        if (topN != null) {
            text.append("top ").append(topN.limit()).append(" of #").append(topN.windowStart());
            text.append(", #").append(topN.windowEnd());
            topN.partition().forEach(p -> text.append(", #").append(p));
            text.append(" by ");
            text.append(topN.order().stream()
                    .map(o -> "#" + o.column() + (o.descending() ? " desc" : " asc")
                            + (o.nullsFirst() ? " nulls first" : " nulls last"))
                    .collect(Collectors.joining(", ")));
            text.append('\n');
        }
        plan.last().forEach(operator -> text.append(of(operator)).append('\n'));
        text.append("out ");
        text.append(plan.output().stream().map(f -> f.name() + " " + f.type()).collect(Collectors.joining(", ")));
        if (plan.windowStart().isPresent() || plan.windowEnd().isPresent()) {
            text.append(" window ")
                    .append(number(plan.windowStart()))
                    .append(", ")
                    .append(number(plan.windowEnd()));
        }
        return text.append('\n').toString();
    }

    private static String number(java.util.OptionalInt index) {
        return index.isPresent() ? "#" + index.getAsInt() : "-";
    }

    private static String of(RowOperator operator) {
        if (operator instanceof RowOperator.Filter filter) {
            return "filter " + of(filter.predicate());
        }
        if (operator instanceof RowOperator.Project project) {
            return "project " + all(project.expressions());
        }
        if (operator instanceof RowOperator.Join join) {
            return (join.left() ? "left join " : "join ") + join.table() + " " + all(join.keys()) + " = "
                    + join.tableColumns() + (join.condition() == null ? "" : " and " + of(join.condition()));
        }
        if (operator instanceof RowOperator.Unnest unnest) {
            return (unnest.outer() ? "outer " : "") + "unnest " + of(unnest.collection())
                    + (unnest.ordinality() ? " with ordinality" : "");
        }
        RowOperator.AssignWindows windows = (RowOperator.AssignWindows) operator;
        return "windows " + of(windows.window()) + " time #" + windows.time();
    }

    private static String of(Window window) {
        return window.toString().replace("Millis", "");
    }

    private static String of(Aggregation aggregation) {
        StringBuilder text = new StringBuilder("aggregate ");
        Window window = aggregation.window();
        text.append(window == null ? "unbounded" : of(window)).append(" time #").append(aggregation.time());
        text.append(" by ").append(all(aggregation.groups()));
        if (aggregation.groupingSets().size() > 1) {
            text.append(" sets ").append(aggregation.groupingSets());
        }
        if (aggregation.groupingNumber()) {
            text.append(" numbered");
        }
        for (Aggregate aggregate : aggregation.aggregates()) {
            Expression filter = aggregate.filter();
            text.append("\n  ").append(aggregate.function()).append(aggregate.distinct() ? " distinct " : " ");
            text.append(all(aggregate.arguments()));
            text.append(filter == null ? "" : " filter " + of(filter))
                    .append(": ")
                    .append(aggregate.type());
        }
        return text.toString();
    }

    private static String all(List<Expression> expressions) {
        return expressions.stream().map(PlanText::of).collect(Collectors.joining(", ", "[", "]"));
    }

    static String of(Expression expression) {
        if (expression instanceof Expression.Input input) {
            return "#" + input.index();
        }
        if (expression instanceof Expression.Literal literal) {
            return literal.value() instanceof String text ? "'" + text + "'" : literal.value() + ":" + literal.type();
        }
        if (expression instanceof Expression.Cast cast) {
            return (cast.safe() ? "try_cast(" : "cast(") + of(cast.operand()) + ": " + cast.type() + ")";
        }
        if (expression instanceof Expression.Case cases) {
            return "case("
                    + cases.branches().stream()
                            .map(b -> of(b.condition()) + " -> " + of(b.value()) + ", ")
                            .collect(Collectors.joining())
                    + of(cases.otherwise()) + ")";
        }
        Expression.Call call = (Expression.Call) expression;
        return call.function() + all(call.operands()).replaceFirst("^\\[", "(").replaceFirst("]$", ")");
    }
}
