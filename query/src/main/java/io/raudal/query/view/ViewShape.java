package io.raudal.query.view;

import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the rows of a view look like to those who read them.
 *
 * @param name as the store and the changes know it, {@code pipeline.view}
 * @param kind of its rows
 * @param columns in the order of the SELECT
 * @param keys indexes of the key columns that were selected, window bounds left out
 * @param time index of the column with the window's end or the event time, if it was selected
 */
public record ViewShape(String name, Kind kind, List<Field> columns, List<Integer> keys, OptionalInt time) {

    /** What rows stand for. */
    public enum Kind {
        /** Each event gives its own. */
        ROWS,
        /** A group in a window. */
        WINDOW,
        /** A group for as long as it lives. */
        UNBOUNDED
    }

    public ViewShape {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    public static ViewShape of(String pipeline, ViewPlan plan) {
        List<Integer> lineage = lineage(plan);
        Set<Integer> keyed = keyed(plan);
        List<Integer> keys = IntStream.range(0, plan.output().size())
                .filter(column -> keyed.contains(at(lineage, column)))
                .boxed()
                .toList();
        OptionalInt time = plan.isRowView()
                ? IntStream.range(0, plan.output().size())
                        .filter(column -> at(lineage, column) == plan.inputTime())
                        .findFirst()
                : plan.windowEnd();
        return new ViewShape(pipeline + "." + plan.name(), kind(plan), plan.output(), keys, time);
    }

    /** The column of the name. */
    public OptionalInt column(String column) {
        return IntStream.range(0, columns.size())
                .filter(index -> columns.get(index).name().equals(column))
                .findFirst();
    }

    /** All names, for those who asked for another one. */
    public String columnNames() {
        return String.join(", ", columns.stream().map(Field::name).toList());
    }

    private static Kind kind(ViewPlan plan) {
        if (plan.isRowView()) {
            return Kind.ROWS;
        }
        Aggregation aggregation = plan.aggregation();
        return aggregation != null && aggregation.window() == null ? Kind.UNBOUNDED : Kind.WINDOW;
    }

    /** Which columns, of the row that keys are said of, make the key. */
    private static Set<Integer> keyed(ViewPlan plan) {
        Set<Integer> keyed = new HashSet<>();
        TopN topN = plan.topN();
        Aggregation aggregation = plan.aggregation();
        if (topN != null) {
            keyed.addAll(topN.partition());
            keyed.remove(topN.windowStart());
            keyed.remove(topN.windowEnd());
            List<RowOperator> ahead = aggregation == null ? plan.before() : plan.after();
            width(ahead).ifPresent(keyed::add);
        } else if (aggregation != null) {
            IntStream.range(0, aggregation.groups().size()).forEach(keyed::add);
        }
        return keyed;
    }

    /** The index of a column that is appended behind the operators. */
    private static OptionalInt width(List<RowOperator> operators) {
        int last = operators.size() - 1;
        return last >= 0 && operators.get(last) instanceof RowOperator.Project project
                ? OptionalInt.of(project.expressions().size())
                : OptionalInt.empty();
    }

    /** By output column, which column of the row that keys are said of it is; -1 for none. */
    private static List<Integer> lineage(ViewPlan plan) {
        List<RowOperator> operators =
                plan.topN() != null ? plan.last() : plan.aggregation() != null ? plan.after() : plan.before();
        List<Integer> lineage =
                new ArrayList<>(IntStream.range(0, 1 << 12).boxed().toList());
        for (RowOperator operator : operators) {
            if (operator instanceof RowOperator.Project project) {
                List<Integer> before = lineage;
                lineage = new ArrayList<>();
                for (Expression expression : project.expressions()) {
                    lineage.add(expression instanceof Expression.Input input ? at(before, input.index()) : -1);
                }
            }
        }
        return lineage;
    }

    private static int at(List<Integer> lineage, int column) {
        return column < lineage.size() ? lineage.get(column) : -1;
    }
}
