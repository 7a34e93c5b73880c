package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.row.TableRows;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Numbers that tell views apart by all that their state depends on: the query; of a stream the time and the columns that the query
 * reads, of a view that it reads that view's own number; and the rows of the tables that it joins. Not by the view's name, nor by how
 * long its rows are kept.
 */
final class ViewIdentities {
    private final Map<String, StreamPlan> streams = new HashMap<>();
    private final Map<String, Table> tables = new HashMap<>();
    private final Function<String, TableRows> rows;
    private final Map<String, Long> contents = new HashMap<>();
    private final Map<String, Long> views = new HashMap<>();

    ViewIdentities(PipelinePlan plan, Function<String, TableRows> rows) {
        this.rows = rows;
        plan.streams().forEach(stream -> streams.put(stream.name(), stream));
        plan.tables().forEach(table -> tables.put(table.name(), table));
    }

    /** Of a source as a whole: what its event times depend on. */
    long ofSource(String source) {
        StreamPlan stream = streams.get(source);
        if (stream == null) {
            return Objects.requireNonNull(views.get(source));
        }
        return Snapshots.hash(time(stream));
    }

    /**
     * Of a view; those that it reads come first.
     *
     * @param before the operators from the source's row on
     */
    long ofView(String source, ViewPlan view, List<RowOperator> before) {
        StreamPlan stream = streams.get(source);
        StringBuilder text = new StringBuilder(ReaderView.query(view, before));
        text.append('\n').append(stream == null ? ofSource(source) : input(stream, view, before));
        for (RowOperator operator : before) {
            if (operator instanceof RowOperator.Join join) {
                text.append('\n').append(contents.computeIfAbsent(join.table(), this::content));
            }
        }
        long identity = Snapshots.hash(text.toString());
        views.put(view.name(), identity);
        return identity;
    }

    private static String time(StreamPlan plan) {
        Stream stream = plan.stream();
        StringBuilder text = new StringBuilder(stream.zone().toString());
        for (int i = 0; i < stream.columns().size(); i++) {
            if (stream.columns().get(i).name().equals(stream.time().column())) {
                append(plan, i, text);
            }
        }
        return text.toString();
    }

    private static String input(StreamPlan plan, ViewPlan view, List<RowOperator> before) {
        StringBuilder text = new StringBuilder(time(plan));
        ColumnsRead.by(view, before, plan.stream().columns().size()).stream()
                .forEach(index -> append(plan, index, text));
        return text.toString();
    }

    private static void append(StreamPlan plan, int index, StringBuilder text) {
        Column column = plan.stream().columns().get(index);
        text.append('\n').append(index).append(' ');
        if (column.expression() == null) {
            text.append(column);
            return;
        }
        text.append(column.type()).append(plan.computed().get(index));
        ColumnsRead.by(Objects.requireNonNull(plan.computed().get(index))).stream()
                .forEach(
                        read -> text.append('\n').append(plan.stream().columns().get(read)));
    }

    private long content(String name) {
        TableRows content = rows.apply(name);
        List<Column> columns = Objects.requireNonNull(tables.get(name)).columns();
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < columns.size(); column++) {
            DataType type = columns.get(column).type();
            Vector values = content.columns()[column];
            text.append(type).append('\n');
            for (int row = 0; row < content.size(); row++) {
                String value = String.valueOf(Cells.get(values, row, type));
                text.append(values.isNull(row) ? -1 : value.length()).append(value);
            }
        }
        return Snapshots.hash(text.toString());
    }
}
