package io.raudal.duckdb;

import io.raudal.engine.Vector;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Raudal's types in DuckDB: what a column is declared as, and how values go in and come out. Times come out as the numbers that
 * Raudal keeps, so that no time zone of the JVM has a part in it.
 */
final class ColumnTypes {
    private static final int MICROS = 1_000_000;

    private ColumnTypes() {}

    static String name(DataType type) {
        if (type instanceof DataType.Decimal) {
            return type.toString();
        }
        if (type instanceof DataType.Array array) {
            return name(array.element()) + "[]";
        }
        if (type instanceof DataType.Map map) {
            return "MAP(VARCHAR, " + name(map.value()) + ")";
        }
        return switch ((Simple) type) {
            case STRING -> "VARCHAR";
            case INT -> "INTEGER";
            case BOOLEAN, BIGINT, DOUBLE, DATE, TIME, TIMESTAMP, JSON -> type.toString();
            case INTERVAL_DAY, INTERVAL_MONTH -> throw new IllegalArgumentException(type + " is no column's type");
        };
    }

    /** The expression with every date and time in it as a number. */
    static String asNumbers(String expression, DataType type) {
        return asNumbers(expression, type, 0);
    }

    private static String asNumbers(String expression, DataType type, int depth) {
        if (type == Simple.TIMESTAMP || type == Simple.TIME) {
            return "epoch_us(" + expression + ")";
        }
        if (type == Simple.DATE) {
            return "(" + expression + " - DATE '1970-01-01')";
        }
        String item = "x" + depth;
        if (type instanceof DataType.Array array && hasTime(array.element())) {
            return "list_transform(" + expression + ", lambda " + item + ": "
                    + asNumbers(item, array.element(), depth + 1) + ")";
        }
        if (type instanceof DataType.Map map && hasTime(map.value())) {
            return "map_from_entries(list_transform(map_entries(" + expression + "), lambda " + item + ": {'k': " + item
                    + ".key, 'v': " + asNumbers(item + ".value", map.value(), depth + 1) + "}))";
        }
        return expression;
    }

    private static boolean hasTime(DataType type) {
        if (type instanceof DataType.Array array) {
            return hasTime(array.element());
        }
        if (type instanceof DataType.Map map) {
            return hasTime(map.value());
        }
        return type == Simple.TIMESTAMP || type == Simple.TIME || type == Simple.DATE;
    }

    static void append(DuckDBAppender row, DataType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            row.appendNull();
        } else if (type instanceof DataType.Decimal) {
            row.append((BigDecimal) value);
        } else if (type instanceof DataType.Array) {
            row.append((List<?>) java(type, value));
        } else if (type instanceof DataType.Map) {
            row.append((Map<?, ?>) java(type, value));
        } else {
            switch ((Simple) type) {
                case STRING, JSON -> row.append((String) value);
                case BOOLEAN -> row.append((boolean) (Boolean) value);
                case INT -> row.append((int) (Integer) value);
                case BIGINT -> row.append((long) (Long) value);
                case DOUBLE -> row.append((double) (Double) value);
                case DATE -> row.appendEpochDays((Integer) value);
                case TIME -> row.appendDayMicros((Long) value);
                case TIMESTAMP -> row.appendEpochMicros((Long) value);
                case INTERVAL_DAY, INTERVAL_MONTH -> throw new IllegalArgumentException(type.toString());
            }
        }
    }

    /** A value inside a list or map as the driver takes it. */
    private static @Nullable Object java(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type instanceof DataType.Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            ((List<?>) value).forEach(item -> items.add(java(array.element(), item)));
            return items;
        }
        if (type instanceof DataType.Map map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, item) -> entries.put((String) key, java(map.value(), item)));
            return entries;
        }
        if (type == Simple.DATE) {
            return LocalDate.ofEpochDay((Integer) value);
        }
        if (type == Simple.TIME) {
            return LocalTime.ofNanoOfDay((Long) value * 1000);
        }
        if (type == Simple.TIMESTAMP) {
            long micros = (Long) value;
            return LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, (long) MICROS) * 1000, ZoneOffset.UTC);
        }
        return value;
    }

    /** The value of a column that was selected {@link #asNumbers}. */
    static @Nullable Object value(ResultSet row, int column, DataType type) throws SQLException {
        Object value;
        if (type instanceof DataType.Decimal) {
            value = row.getBigDecimal(column);
        } else if (type instanceof DataType.Array || type instanceof DataType.Map) {
            value = raudal(type, row.getObject(column));
        } else {
            value = switch ((Simple) type) {
                case STRING, JSON -> row.getString(column);
                case BOOLEAN -> row.getBoolean(column);
                case INT, DATE -> row.getInt(column);
                case BIGINT, TIME, TIMESTAMP -> row.getLong(column);
                case DOUBLE -> row.getDouble(column);
                case INTERVAL_DAY, INTERVAL_MONTH -> throw new IllegalArgumentException(type.toString());
            };
        }
        return row.wasNull() ? null : value;
    }

    /** A value inside a list or map as Raudal has it; times are numbers already. */
    private static @Nullable Object raudal(DataType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        if (type instanceof DataType.Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : (@Nullable Object[]) ((Array) value).getArray()) {
                items.add(raudal(array.element(), item));
            }
            return items;
        }
        if (type instanceof DataType.Map map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                entries.put(String.valueOf(entry.getKey()), raudal(map.value(), entry.getValue()));
            }
            return entries;
        }
        if (type == Simple.DATE) {
            return ((Number) value).intValue();
        }
        return type == Simple.STRING || type == Simple.JSON ? value.toString() : value;
    }

    /** Puts a column's value into a vector of {@link Vector#of} the type. */
    static void put(ResultSet from, int column, DataType type, Vector to, int row) throws SQLException {
        if (to instanceof Vector.Longs longs && type != Simple.BOOLEAN) {
            longs.values[row] = from.getLong(column);
            to.setNull(row, from.wasNull());
        } else if (to instanceof Vector.Doubles doubles) {
            doubles.values[row] = from.getDouble(column);
            to.setNull(row, from.wasNull());
        } else {
            io.raudal.engine.expression.Cells.put(to, row, value(from, column, type));
        }
    }

    /** The value as SQL writes it. */
    static String literal(DataType type, Object value) {
        if (type instanceof DataType.Array array) {
            List<String> items = new ArrayList<>();
            ((List<?>) value).forEach(item -> items.add(item == null ? "NULL" : literal(array.element(), item)));
            return "CAST([" + String.join(", ", items) + "] AS " + name(type) + ")";
        }
        if (type instanceof DataType.Map map) {
            List<String> entries = new ArrayList<>();
            ((Map<?, ?>) value)
                    .forEach((key, item) -> entries.add(
                            text((String) key) + ": " + (item == null ? "NULL" : literal(map.value(), item))));
            return "CAST(MAP {" + String.join(", ", entries) + "} AS " + name(type) + ")";
        }
        if (type == Simple.STRING) {
            return text((String) value);
        }
        if (type == Simple.DATE) {
            return "(DATE '1970-01-01' + CAST(" + value + " AS INTEGER))";
        }
        if (type == Simple.TIME) {
            return "CAST(make_timestamp(" + value + ") AS TIME)";
        }
        if (type == Simple.TIMESTAMP) {
            return "make_timestamp(" + value + ")";
        }
        return "CAST(" + text(value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString()) + " AS "
                + (type == Simple.JSON ? "VARCHAR" : name(type)) + ")";
    }

    /** A text literal; SQL text ends at a zero byte, so such a text is written in hexadecimal. */
    static String text(String value) {
        if (value.indexOf('\0') < 0) {
            return "'" + value.replace("'", "''") + "'";
        }
        byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        StringBuilder hex = new StringBuilder("decode(unhex('");
        for (byte b : bytes) {
            hex.append(String.format("%02x", b));
        }
        return hex.append("'))").toString();
    }

    /** A name in quotes. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** {@code c0, c1, ...}: a stored row's own columns. */
    static List<String> stored(int columns) {
        String[] names = new String[columns];
        Arrays.setAll(names, i -> "c" + i);
        return List.of(names);
    }
}
