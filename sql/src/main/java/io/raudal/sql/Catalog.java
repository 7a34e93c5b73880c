package io.raudal.sql;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Nearest;
import io.raudal.model.Pipeline;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Field;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** What a FROM can name: the pipeline's streams, tables and views. */
final class Catalog {

    /**
     * A view that was compiled.
     *
     * @param time index in the output of a column with the row's time: the time column of a row view's input, or window_time; -1 if
     *     none was selected
     */
    record CompiledView(ViewPlan plan, int time) {}

    /** What became of a view that another one reads. */
    enum Failure {
        /** Its problems were reported. */
        WRONG,
        /** It reads itself by way of others. */
        CYCLE
    }

    private final Set<String> wrong;
    private final Pipeline pipeline;
    private final Function<String, @Nullable Object> views;

    /**
     * @param views gives a {@link CompiledView} or a {@link Failure} for a view's name, null for any other name
     * @param wrong names of what was reported already
     */
    Catalog(Pipeline pipeline, Function<String, @Nullable Object> views, Set<String> wrong) {
        this.wrong = wrong;
        this.pipeline = pipeline;
        this.views = views;
    }

    /** The name of a stream, table or view: alone, or behind the pipeline's, with {@code _} for {@code -}. */
    @Nullable String simpleName(SqlIdentifier identifier) {
        if (identifier.names.size() == 1) {
            return identifier.names.get(0);
        }
        return identifier.names.size() == 2
                        && identifier.names.get(0).equals(pipeline.name().replace('-', '_'))
                ? identifier.names.get(1)
                : null;
    }

    Optional<Table> table(@Nullable String name) {
        return pipeline.tables().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** Whether the name is that of something whose problems were reported. */
    boolean isWrong(@Nullable String name) {
        return name != null && wrong.contains(name);
    }

    /** The number of columns of a view that was compiled. */
    int width(String view) {
        return views.apply(view) instanceof CompiledView compiled
                ? compiled.plan().output().size()
                : 0;
    }

    /** A stream or view to read from; broken after the problem was reported. */
    Relation relation(SqlIdentifier identifier, String alias, Diagnostics diagnostics) {
        String name = simpleName(identifier);
        Optional<Stream> stream = name == null ? Optional.empty() : pipeline.stream(name);
        if (stream.isPresent()) {
            return ofStream(stream.get(), alias);
        }
        Object view = name == null ? null : views.apply(name);
        if (view instanceof CompiledView compiled) {
            return ofView(compiled, identifier, alias, diagnostics);
        }
        if (view == null && isWrong(name)) {
            return Relation.broken();
        }
        if (view == Failure.CYCLE) {
            diagnostics.error(identifier, "view.cycle", identifier);
        } else if (view == null) {
            if (table(name).isPresent()) {
                diagnostics.error(identifier, "table.alone", identifier);
            } else {
                Optional<String> nearest = Nearest.of(name == null ? identifier.toString() : name, names());
                if (nearest.isPresent()) {
                    diagnostics.error(identifier, "from.nearest", identifier, nearest.get());
                } else {
                    diagnostics.error(identifier, "from.unknown", identifier, String.join(", ", names()));
                }
            }
        }
        return Relation.broken();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        pipeline.streams().forEach(s -> names.add(s.name()));
        pipeline.tables().forEach(t -> names.add(t.name()));
        pipeline.views().forEach(v -> names.add(v.name()));
        return names;
    }

    private static Relation ofStream(Stream stream, String alias) {
        List<Attribute> attributes = new ArrayList<>();
        List<DataType> row = new ArrayList<>();
        int time = 0;
        for (Column column : stream.columns()) {
            if (column.name().equals(stream.time().column())) {
                time = row.size();
            }
            attributes.add(new Attribute(alias, column.name(), new Input(row.size(), column.type())));
            row.add(column.type());
        }
        return new Relation(stream.name(), time, row, attributes, List.of(new Input(time, row.get(time))));
    }

    private static Relation ofView(
            CompiledView compiled, SqlIdentifier identifier, String alias, Diagnostics diagnostics) {
        ViewPlan plan = compiled.plan();
        List<Attribute> attributes = new ArrayList<>();
        List<DataType> row = new ArrayList<>();
        for (Field field : plan.output()) {
            attributes.add(new Attribute(alias, field.name(), new Input(row.size(), field.type())));
            row.add(field.type());
        }
        List<Expression> times = new ArrayList<>();
        int inputTime;
        if (plan.isRowView()) {
            if (compiled.time() < 0) {
                diagnostics.error(identifier, "view.no-time", identifier);
                return Relation.broken();
            }
            inputTime = compiled.time();
            times.add(new Input(inputTime, row.get(inputTime)));
        } else if (plan.topN() == null
                && plan.aggregation() != null
                && plan.aggregation().window() == null) {
            diagnostics.error(identifier, "view.unbounded", identifier);
            return Relation.broken();
        } else if (plan.windowEnd().isEmpty()) {
            diagnostics.error(identifier, "view.no-window-end", identifier);
            return Relation.broken();
        } else {
            inputTime = plan.windowEnd().getAsInt();
            Input end = new Input(inputTime, row.get(inputTime));
            times.add(
                    compiled.time() < 0 ? Trees.windowTime(end) : new Input(compiled.time(), row.get(compiled.time())));
            times.add(end);
        }
        return new Relation(plan.name(), inputTime, row, attributes, times);
    }
}
