package io.raudal.cli.explain;

import io.raudal.model.Column;
import io.raudal.model.Table;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What runs for one view.
 *
 * @param input the stream or view that it reads
 * @param steps in order
 * @param key what tells its rows apart
 */
record ViewExplanation(
        String name,
        String input,
        String emit,
        List<Step> steps,
        List<String> key,
        StateExplanation state,
        List<Field> output) {

    /**
     * One step.
     *
     * @param kind such as {@code filter}, as the bundle names it
     */
    record Step(String kind, String detail) {}

    private static final int LONGEST = 160;

    static ViewExplanation of(ViewPlan view, List<String> inputColumns, Duration lateness, List<Table> tables) {
        Line line = new Line(inputColumns, tables);
        line.steps.add(new Step("scan", view.input()));
        view.before().forEach(line::add);
        Aggregation aggregation = view.aggregation();
        List<String> key = List.of("partition", "offset", "ordinal");
        if (aggregation != null) {
            line.add(aggregation);
            key = new ArrayList<>(
                    line.columns.subList(0, aggregation.groups().size() + (aggregation.window() == null ? 0 : 2)));
            if (aggregation.groupingSets().size() > 1) {
                key.add("grouping");
            }
        }
        view.after().forEach(line::add);
        TopN top = view.topN();
        if (top != null) {
            key = new ArrayList<>();
            for (int index : top.partition()) {
                key.add(line.columns.get(index));
            }
            key.add("window_start");
            key.add("window_end");
            key.add("rank");
            line.add(top);
        }
        view.last().forEach(line::add);
        line.steps.add(new Step(
                "output",
                view.output().stream().map(f -> f.name() + " " + f.type()).collect(Collectors.joining(", "))));
        String emit = view.isRowView() ? "append" : view.view().emit().name().toLowerCase(java.util.Locale.ROOT);
        return new ViewExplanation(
                view.name(),
                view.input(),
                emit,
                line.steps,
                key,
                StateExplanation.of(view, line.aggregates, lateness),
                view.output());
    }

    /** The names of the row's columns as it goes from step to step. */
    private static final class Line {
        private final List<Table> tables;
        private final List<Step> steps = new ArrayList<>();
        private List<String> columns;
        private List<String> aggregates = List.of();

        Line(List<String> columns, List<Table> tables) {
            this.columns = new ArrayList<>(columns);
            this.tables = tables;
        }

        void add(RowOperator operator) {
            ExpressionText text = new ExpressionText(columns);
            if (operator instanceof RowOperator.Filter filter) {
                step("filter", text.of(filter.predicate()));
            } else if (operator instanceof RowOperator.Project project) {
                List<String> names =
                        project.expressions().stream().map(text::of).toList();
                boolean same = names.equals(columns);
                columns = new ArrayList<>(names);
                if (!same) {
                    step("project", String.join(", ", names));
                }
            } else if (operator instanceof RowOperator.Join join) {
                addJoin(join, text);
            } else if (operator instanceof RowOperator.Unnest unnest) {
                step("unnest", text.of(unnest.collection()) + (unnest.outer() ? " (outer)" : ""));
                columns.add("element");
                if (unnest.ordinality()) {
                    columns.add("ordinality");
                }
            } else if (operator instanceof RowOperator.AssignWindows windows) {
                step("window", WindowText.of(windows.window(), columns.get(windows.time())));
                columns.add("window_start");
                columns.add("window_end");
            }
        }

        private void addJoin(RowOperator.Join join, ExpressionText text) {
            List<String> tableColumns = tables.stream()
                    .filter(t -> t.name().equals(join.table()))
                    .flatMap(t -> t.columns().stream())
                    .map(Column::name)
                    .toList();
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
            step("join", (join.left() ? "LEFT " : "") + join.table() + " ON " + String.join(" AND ", conditions));
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

        private void step(String kind, String detail) {
            steps.add(new Step(kind, detail.length() > LONGEST ? detail.substring(0, LONGEST) + "..." : detail));
        }
    }
}
