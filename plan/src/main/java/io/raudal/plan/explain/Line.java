package io.raudal.plan.explain;

import io.raudal.model.Column;
import io.raudal.model.Table;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The names of a row's columns as it goes from step to step, and the steps in words. One thread. */
final class Line {
    private static final int LONGEST = 160;

    private final List<Table> tables;
    private final List<Step> steps = new ArrayList<>();
    private List<String> columns;
    private List<String> aggregates = List.of();

    Line(List<String> columns, List<Table> tables) {
        this.columns = new ArrayList<>(columns);
        this.tables = tables;
    }

    List<String> columns() {
        return columns;
    }

    /** What is kept for each key. */
    List<String> aggregates() {
        return aggregates;
    }

    /** All so far; the caller may add others. */
    List<Step> steps() {
        return steps;
    }

    /** The row has these columns from here on. */
    void rename(List<String> names) {
        columns = new ArrayList<>(names);
    }

    /** Adds the operator, unless it leaves the row as it is. */
    void add(RowOperator operator) {
        List<String> before = List.copyOf(columns);
        Step step = apply(operator);
        if (!(operator instanceof RowOperator.Project) || !before.equals(columns)) {
            steps.add(step);
        }
    }

    /** What the operator evaluates, in this order, over the row as it is now. */
    List<String> expressions(RowOperator operator) {
        ExpressionText text = new ExpressionText(columns);
        List<String> expressions = new ArrayList<>();
        if (operator instanceof RowOperator.Filter filter) {
            expressions.add(text.of(filter.predicate()));
        } else if (operator instanceof RowOperator.Project project) {
            project.expressions().forEach(expression -> expressions.add(text.of(expression)));
        } else if (operator instanceof RowOperator.Unnest unnest) {
            expressions.add(text.of(unnest.collection()));
        } else if (operator instanceof RowOperator.AssignWindows windows) {
            expressions.add(columns.get(windows.time()));
        } else if (operator instanceof RowOperator.Join join) {
            join.keys().forEach(key -> expressions.add(text.of(key)));
            Expression condition = join.condition();
            if (condition != null) {
                List<String> joined = new ArrayList<>(columns);
                tableColumns(join).forEach(name -> joined.add(join.table() + "." + name));
                expressions.add(new ExpressionText(joined).of(condition));
            }
        }
        return expressions.stream().map(Line::cut).toList();
    }

    private List<String> tableColumns(RowOperator.Join join) {
        return tables.stream()
                .filter(t -> t.name().equals(join.table()))
                .flatMap(t -> t.columns().stream())
                .map(Column::name)
                .toList();
    }

    /** The operator in words; the row is the one behind it from here on. */
    Step apply(RowOperator operator) {
        ExpressionText text = new ExpressionText(columns);
        if (operator instanceof RowOperator.Filter filter) {
            return said("filter", text.of(filter.predicate()));
        }
        if (operator instanceof RowOperator.Project project) {
            rename(project.expressions().stream().map(text::of).toList());
            return said("project", String.join(", ", columns));
        }
        if (operator instanceof RowOperator.Join join) {
            return join(join, text);
        }
        if (operator instanceof RowOperator.Unnest unnest) {
            Step step = said("unnest", text.of(unnest.collection()) + (unnest.outer() ? " (outer)" : ""));
            columns.add("element");
            if (unnest.ordinality()) {
                columns.add("ordinality");
            }
            return step;
        }
        RowOperator.AssignWindows windows = (RowOperator.AssignWindows) operator;
        Step step = said("window", WindowText.of(windows.window(), columns.get(windows.time())));
        columns.add("window_start");
        columns.add("window_end");
        return step;
    }

    private Step join(RowOperator.Join join, ExpressionText text) {
        List<String> tableColumns = tableColumns(join);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < join.keys().size(); i++) {
            conditions.add(text.of(join.keys().get(i)) + " = " + join.table() + "."
                    + tableColumns.get(join.tableColumns().get(i)));
        }
        tableColumns.forEach(name -> columns.add(join.table() + "." + name));
        Expression condition = join.condition();
        if (condition != null) {
            conditions.add(new ExpressionText(columns).of(condition));
        }
        return said("join", (join.left() ? "LEFT " : "") + join.table() + " ON " + String.join(" AND ", conditions));
    }

    void add(Aggregation aggregation) {
        ExpressionText text = new ExpressionText(columns);
        Window window = aggregation.window();
        if (window != null) {
            step("window", WindowText.of(window, columns.get(aggregation.time())));
        }
        List<String> groups = aggregation.groups().stream().map(text::of).toList();
        if (aggregation.groupingSets().size() > 1) {
            step(
                    "group",
                    aggregation.groupingSets().stream()
                            .map(set -> set.stream().map(groups::get).collect(Collectors.joining(", ", "(", ")")))
                            .collect(Collectors.joining(", ", "GROUPING SETS (", ")")));
        } else if (!groups.isEmpty()) {
            step("group", String.join(", ", groups));
        }
        aggregates = aggregation.aggregates().stream().map(text::of).toList();
        if (!aggregates.isEmpty()) {
            step("aggregate", String.join(", ", aggregates));
        }
        columns = new ArrayList<>(groups);
        if (window != null) {
            columns.add("window_start");
            columns.add("window_end");
        }
        columns.addAll(aggregates);
        if (aggregation.groupingNumber()) {
            columns.add("GROUPING_ID()");
        }
    }

    void add(TopN top) {
        String order = top.order().stream()
                .map(o -> columns.get(o.column()) + (o.descending() ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        String partition = top.partition().stream().map(columns::get).collect(Collectors.joining(", "));
        step("top", top.limit() + (partition.isEmpty() ? "" : " PARTITION BY " + partition) + " ORDER BY " + order);
        columns.add("rank");
    }

    void step(String kind, String detail) {
        steps.add(said(kind, detail));
    }

    private static Step said(String kind, String detail) {
        return new Step(kind, cut(detail));
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }
}
