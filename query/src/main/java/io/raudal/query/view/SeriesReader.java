package io.raudal.query.view;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.DataType;
import io.raudal.plan.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numeric columns over time, a series for each value of some columns. Blocks; belongs to one request. */
public final class SeriesReader {
    /** More series than this are not told apart: those that come later are only known to be there. */
    private static final int MAX_SERIES = 50_000;

    private final ViewTable table;
    private final ViewShape shape;
    private final RowFilter filter;
    private final TimeRange range;
    private final List<Integer> values;
    private final List<Integer> by;

    /**
     * @param values indexes of numeric columns
     * @param by indexes of the columns that tell series apart
     */
    public SeriesReader(
            ViewTable table,
            ViewShape shape,
            RowFilter filter,
            TimeRange range,
            List<Integer> values,
            List<Integer> by) {
        this.table = table;
        this.shape = shape;
        this.filter = filter;
        this.range = range;
        this.values = List.copyOf(values);
        this.by = List.copyOf(by);
    }

    /**
     * What was found.
     *
     * @param rows that the series were made of
     * @param more series that were left out
     */
    public record Result(List<Series> series, long rows, int more) {
        public Result {
            series = List.copyOf(series);
        }
    }

    /**
     * Points of one column and key, in the order of time, those of open windows at the end.
     *
     * @param value index of the column
     * @param key a value for each of the columns that tell series apart
     * @param values NaN for NULL and for what is no finite number
     * @param open how many points are open
     */
    public record Series(int value, @Nullable Object[] key, long[] times, double[] values, int open) {}

    /** Whether a column of the type can be drawn. */
    public static boolean isNumeric(DataType type) {
        return type == DataType.Simple.INT
                || type == DataType.Simple.BIGINT
                || type == DataType.Simple.DOUBLE
                || type instanceof DataType.Decimal;
    }

    /**
     * Reads.
     *
     * @param top at most so many keys, those with the most rows
     * @param points at most about so many of each series, besides the open ones
     */
    public Result read(int top, int points) {
        Map<List<@Nullable Object>, long[]> counts = new HashMap<>();
        if (by.isEmpty()) {
            counts.put(List.of(), new long[1]);
        } else {
            table.each(shape, filter, range, (columns, times, rows, isOpen) -> count(columns, rows, counts));
        }
        List<List<@Nullable Object>> chosen = counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<List<@Nullable Object>, long[]> entry) -> -entry.getValue()[0])
                        .thenComparing(entry -> entry.getKey().toString()))
                .limit(top)
                .map(Map.Entry::getKey)
                .toList();
        Map<List<@Nullable Object>, Gathered> gathered = new LinkedHashMap<>();
        chosen.forEach(key -> gathered.put(key, new Gathered(values.size(), points)));
        long[] total = new long[1];
        table.each(shape, filter, range, (columns, times, rows, isOpen) -> {
            for (int row = 0; row < rows; row++) {
                Gathered target = gathered.get(key(columns, row));
                if (target != null) {
                    total[0]++;
                    target.add(this, columns, times[row], row, isOpen);
                }
            }
        });
        List<Series> series = new ArrayList<>();
        for (int value = 0; value < values.size(); value++) {
            for (Map.Entry<List<@Nullable Object>, Gathered> entry : gathered.entrySet()) {
                series.add(entry.getValue()
                        .series(values.get(value), value, entry.getKey().toArray()));
            }
        }
        return new Result(series, total[0], counts.size() - chosen.size());
    }

    private void count(Vector[] columns, int rows, Map<List<@Nullable Object>, long[]> counts) {
        for (int row = 0; row < rows; row++) {
            List<@Nullable Object> key = key(columns, row);
            long[] count = counts.get(key);
            if (count != null) {
                count[0]++;
            } else if (counts.size() < MAX_SERIES) {
                counts.put(key, new long[] {1});
            }
        }
    }

    private List<@Nullable Object> key(Vector[] columns, int row) {
        if (by.isEmpty()) {
            return List.of();
        }
        @Nullable Object[] key = new @Nullable Object[by.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = Cells.get(
                    columns[by.get(i)], row, shape.columns().get(by.get(i)).type());
        }
        return Arrays.asList(key);
    }

    private static double number(Vector column, int row, Field field) {
        if (column.isNull(row)) {
            return Double.NaN;
        }
        if (column instanceof Vector.Doubles doubles) {
            return doubles.values[row];
        }
        if (column instanceof Vector.Longs longs) {
            return longs.values[row];
        }
        return Cells.get(column, row, field.type()) instanceof BigDecimal decimal ? decimal.doubleValue() : Double.NaN;
    }

    /** @param values by column */
    private record OpenPoint(long time, double[] values) {}

    /** The points of one key, for each column: stored ones thinned, open ones as they are. */
    private static final class Gathered {
        private final Thinned[] stored;
        private final List<OpenPoint> open = new ArrayList<>();

        Gathered(int values, int points) {
            stored = new Thinned[values];
            Arrays.setAll(stored, value -> new Thinned(points));
        }

        void add(SeriesReader reader, Vector[] columns, long time, int row, boolean isOpen) {
            double[] numbers = new double[stored.length];
            for (int i = 0; i < numbers.length; i++) {
                int column = reader.values.get(i);
                numbers[i] = number(columns[column], row, reader.shape.columns().get(column));
            }
            if (isOpen) {
                open.add(new OpenPoint(time, numbers));
            } else {
                for (int i = 0; i < numbers.length; i++) {
                    stored[i].add(time, numbers[i]);
                }
            }
        }

        Series series(int column, int value, @Nullable Object[] key) {
            Thinned points = stored[value];
            points.finish();
            open.sort(Comparator.comparingLong(OpenPoint::time));
            open.forEach(point -> points.append(point.time(), point.values()[value]));
            long[] times = new long[points.size()];
            double[] numbers = new double[points.size()];
            for (int i = 0; i < times.length; i++) {
                times[i] = points.time(i);
                numbers[i] = Double.isFinite(points.value(i)) ? points.value(i) : Double.NaN;
            }
            return new Series(column, key, times, numbers, open.size());
        }
    }
}
