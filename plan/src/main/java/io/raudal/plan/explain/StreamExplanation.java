package io.raudal.plan.explain;

import io.raudal.model.Column;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.plan.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a stream.
 *
 * @param columns those that are scanned, in the order of the file
 * @param all how many columns it has
 */
record StreamExplanation(String name, String format, Stream.Time time, List<Scanned> columns, int all) {

    /**
     * A column that some view needs.
     *
     * @param path where its value is; null if it is computed
     * @param expression what it is computed from; null if it is read
     */
    record Scanned(
            String name,
            String type,
            @Nullable String path,
            @Nullable String expression) {}

    static StreamExplanation of(StreamPlan plan) {
        Stream stream = plan.stream();
        List<Scanned> columns = new ArrayList<>();
        List<String> names = stream.columns().stream().map(Column::name).toList();
        for (int index : plan.used().stream().sorted().toList()) {
            Column column = stream.columns().get(index);
            String type = column.type() + (column.notNull() ? " NOT NULL" : "");
            columns.add(
                    plan.computed().containsKey(index)
                            ? new Scanned(
                                    column.name(),
                                    type,
                                    null,
                                    new ExpressionText(names)
                                            .of(Objects.requireNonNull(
                                                    plan.computed().get(index))))
                            : new Scanned(column.name(), type, column.path().toString(), null));
        }
        return new StreamExplanation(
                plan.name(),
                format(stream.format()),
                stream.time(),
                columns,
                stream.columns().size());
    }

    private static String format(Format format) {
        return format instanceof Format.Json ? "json" : format instanceof Format.Csv ? "csv" : "text";
    }
}
