package io.raudal.query.view;

import io.raudal.engine.expression.Cells;
import io.raudal.plan.Field;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts how many rows have each value of a column. Blocks. */
public final class KeyCounts {
    /** More values are not told apart. */
    private static final int MAX_VALUES = 200_000;

    private KeyCounts() {}

    /** A value, null for NULL, and how many rows have it. */
    public record Count(@Nullable Object value, long rows) {}

    /** @param more whether there are further values */
    public record Result(List<Count> counts, boolean more) {
        public Result {
            counts = List.copyOf(counts);
        }
    }

    /**
     * The values with the most rows, most first.
     *
     * @param search part of the value's text, in any case; empty for all
     */
    public static Result read(ViewTable table, ViewShape shape, TimeRange range, int column, String search, int limit) {
        Field field = shape.columns().get(column);
        Map<@Nullable Object, long[]> counts = new HashMap<>();
        boolean[] more = new boolean[1];
        table.each(shape, RowFilter.ALL, range, (columns, times, rows, isOpen) -> {
            for (int row = 0; row < rows; row++) {
                Object value = Cells.get(columns[column], row, field.type());
                long[] count = counts.get(value);
                if (count != null) {
                    count[0]++;
                } else if (counts.size() < MAX_VALUES) {
                    counts.put(value, new long[] {1});
                } else {
                    more[0] = true;
                }
            }
        });
        String part = search.toLowerCase(Locale.ROOT);
        List<Count> found = counts.entrySet().stream()
                .filter(entry -> part.isEmpty()
                        || text(field, entry.getKey()).toLowerCase(Locale.ROOT).contains(part))
                .map(entry -> new Count(entry.getKey(), entry.getValue()[0]))
                .sorted(Comparator.comparing((Count count) -> -count.rows())
                        .thenComparing(count -> String.valueOf(count.value())))
                .toList();
        return new Result(found.size() > limit ? found.subList(0, limit) : found, more[0] || found.size() > limit);
    }

    private static String text(Field field, @Nullable Object value) {
        return value instanceof String string ? string : RowJson.value(field.type(), value);
    }
}
