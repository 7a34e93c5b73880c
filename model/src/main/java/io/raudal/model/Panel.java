package io.raudal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One chart of a dashboard.
 *
 * @param title null for one made of what it shows
 * @param unit of its numbers, such as {@code °C} or {@code B/s}; null for none
 * @param limit at most so many series (rows of a table, points of a map); null for what the page finds readable
 * @param width in columns of the grid, from 1 to 12
 * @param height in rows of the grid, from 1 to {@link #MAX_HEIGHT}
 */
public record Panel(
        @Nullable Title title,
        Rows rows,
        Chart chart,
        Columns columns,
        @Nullable String unit,
        @Nullable Integer limit,
        int width,
        int height) {
    public static final int MAX_HEIGHT = 12;

    /** Whose rows are shown. */
    public sealed interface Rows {
        /** Those of a view of the pipeline, live. */
        record OfView(String view) implements Rows {}

        /** Those of a query over stored rows, asked again as time goes on; not checked with the file. */
        record OfSql(String sql) implements Rows {}
    }

    /** How rows are drawn, and by which keys the file says so. */
    public enum Chart {
        LINE,
        AREA,
        BAR,
        STAT,
        TABLE,
        HEATMAP,
        MAP;

        /** The keys without which it cannot be drawn. */
        public List<String> required() {
            return switch (this) {
                case LINE, AREA, BAR, STAT -> List.of("y");
                case TABLE -> List.of();
                case HEATMAP -> List.of("y", "by");
                case MAP -> List.of("latitude", "longitude");
            };
        }

        /** All of {@code x}, {@code y}, {@code by}, {@code unit}, {@code latitude} and {@code longitude} that mean something. */
        public List<String> keys() {
            return switch (this) {
                case LINE, AREA, BAR, HEATMAP -> List.of("x", "y", "by", "unit");
                case STAT -> List.of("y", "by", "unit");
                case TABLE -> List.of("y");
                case MAP -> List.of("latitude", "longitude", "y", "by", "unit");
            };
        }

        /** Whether {@code y} may be more than one column. */
        public boolean takesMany() {
            return this != HEATMAP && this != MAP;
        }

        /** Whether the columns under the key must be numbers. */
        public boolean wantsNumbers(String key) {
            return key.equals("latitude")
                    || key.equals("longitude")
                    || (key.equals("y") && this != STAT && this != TABLE);
        }

        /** In columns of the grid, where the file says nothing: a number alone takes less room. */
        public int usualWidth() {
            return this == STAT ? 3 : 6;
        }

        /** In rows of the grid. */
        public int usualHeight() {
            return this == STAT ? 2 : 4;
        }

        /** As the file writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which columns of the rows are drawn.
     *
     * @param x along the axis; null for the view's time
     * @param y the values
     * @param by whose values tell series apart; empty for one series
     * @param latitude in degrees, of a map
     * @param longitude in degrees, of a map
     */
    public record Columns(
            @Nullable String x,
            List<String> y,
            List<String> by,
            @Nullable String latitude,
            @Nullable String longitude) {
        public Columns {
            y = List.copyOf(y);
            by = List.copyOf(by);
        }

        /** The names of the columns by the key that says them, where there are any. */
        public Map<String, List<String>> byKey() {
            Map<String, List<String>> named = new LinkedHashMap<>();
            put(named, "x", one(x));
            put(named, "y", y);
            put(named, "by", by);
            put(named, "latitude", one(latitude));
            put(named, "longitude", one(longitude));
            return Collections.unmodifiableMap(named);
        }

        private static List<String> one(@Nullable String column) {
            return column == null ? List.of() : List.of(column);
        }

        private static void put(Map<String, List<String>> named, String key, List<String> columns) {
            if (!columns.isEmpty()) {
                named.put(key, columns);
            }
        }
    }

    public Panel {
        Objects.requireNonNull(rows);
        Map<String, List<String>> named = columns.byKey();
        if (!named.keySet().containsAll(chart.required())
                || !chart.keys().containsAll(named.keySet())
                || (unit != null && !chart.keys().contains("unit"))
                || (columns.y().size() > 1 && !chart.takesMany())) {
            throw new IllegalArgumentException(chart.text() + " of " + named);
        }
        if (width < 1
                || width > Dashboard.COLUMNS
                || height < 1
                || height > MAX_HEIGHT
                || (limit != null && limit < 1)) {
            throw new IllegalArgumentException(width + " by " + height + ", at most " + limit);
        }
    }
}
