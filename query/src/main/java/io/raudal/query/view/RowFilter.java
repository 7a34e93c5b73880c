package io.raudal.query.view;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.http.RequestProblems;
import io.raudal.plan.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which values columns must have. NULL equals nothing. Immutable.
 *
 * @param allowed by column index, the values of which the row must have one
 */
public record RowFilter(Map<Integer, Set<Object>> allowed) {
    /** Every row. */
    public static final RowFilter ALL = new RowFilter(Map.of());

    /** So many single questions a filter may be made of. */
    private static final int MAX_COMBINATIONS = 100;

    public RowFilter {
        allowed = Map.copyOf(allowed);
    }

    /**
     * Reads the columns' values from parameters.
     *
     * @param others the parameters that are no columns, for messages
     * @param problems takes what is wrong
     */
    public static RowFilter parse(
            ViewShape shape, Map<String, List<String>> parameters, String others, RequestProblems problems) {
        Map<Integer, Set<Object>> allowed = new TreeMap<>();
        long combinations = 1;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            OptionalInt column = shape.column(parameter.getKey());
            if (column.isEmpty()) {
                String known = others.isEmpty() ? shape.columnNames() : others + ", " + shape.columnNames();
                problems.add(parameter.getKey(), ViewMessages.message("filter.column", known));
                continue;
            }
            Field field = shape.columns().get(column.getAsInt());
            if (!CellText.isComparable(field.type())) {
                problems.add(
                        field.name(),
                        ViewMessages.message("filter.type", field.type().toString()));
                continue;
            }
            Set<Object> values = new LinkedHashSet<>();
            for (String text : parameter.getValue()) {
                CellText.parse(field.type(), text)
                        .ifPresentOrElse(
                                values::add,
                                () -> problems.add(
                                        field.name(),
                                        ViewMessages.message(
                                                "filter.value", field.type().toString(), text)));
            }
            combinations *= Math.max(1, values.size());
            allowed.put(column.getAsInt(), Set.copyOf(values));
        }
        if (combinations > MAX_COMBINATIONS) {
            problems.add(
                    "",
                    ViewMessages.message(
                            "filter.many", Long.toString(combinations), Integer.toString(MAX_COMBINATIONS)));
        }
        return new RowFilter(allowed);
    }

    public boolean isAll() {
        return allowed.isEmpty();
    }

    public boolean matches(@Nullable Object[] values) {
        for (Map.Entry<Integer, Set<Object>> entry : allowed.entrySet()) {
            Object value = values[entry.getKey()];
            if (value == null || !entry.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    boolean matches(List<Field> columns, Vector[] vectors, int row) {
        for (Map.Entry<Integer, Set<Object>> entry : allowed.entrySet()) {
            int column = entry.getKey();
            Object value = Cells.get(vectors[column], row, columns.get(column).type());
            if (value == null || !entry.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    /** The same as single questions: by column the one value it must have. */
    List<Map<String, Object>> combinations(List<Field> columns) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(new LinkedHashMap<>());
        for (Map.Entry<Integer, Set<Object>> entry : allowed.entrySet()) {
            List<Map<String, Object>> further = new ArrayList<>();
            for (Map<String, Object> one : all) {
                for (Object value : entry.getValue()) {
                    Map<String, Object> more = new HashMap<>(one);
                    more.put(columns.get(entry.getKey()).name(), value);
                    further.add(more);
                }
            }
            all = further;
        }
        return all;
    }
}
