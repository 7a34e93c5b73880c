package io.raudal.duckdb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * The type of a result's column among Raudal's: what DuckDB has beyond them is the nearest that loses nothing, or text. Values are
 * taken as the driver gives them in a JVM whose time zone is UTC.
 */
final class ResultType {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    private ResultType() {}

    /** @param name as DuckDB writes the type, such as {@code MAP(VARCHAR, DOUBLE)[]} */
    static DataType of(String name) {
        if (name.endsWith("]")) {
            return new DataType.Array(of(name.substring(0, name.lastIndexOf('['))));
        }
        if (name.startsWith("MAP(VARCHAR, ")) {
            return new DataType.Map(of(name.substring("MAP(VARCHAR, ".length(), name.length() - 1)));
        }
        if (name.startsWith("MAP(") || name.startsWith("STRUCT(") || name.startsWith("UNION(")) {
            return Simple.JSON;
        }
        if (name.startsWith("DECIMAL(")) {
            return DataType.parse(name).orElse(Simple.STRING);
        }
        return switch (name) {
            case "BOOLEAN" -> Simple.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> Simple.INT;
            case "BIGINT", "UINTEGER" -> Simple.BIGINT;
            case "HUGEINT", "UBIGINT", "UHUGEINT" -> new DataType.Decimal(DataType.Decimal.MAX_PRECISION, 0);
            case "FLOAT", "DOUBLE" -> Simple.DOUBLE;
            case "DATE" -> Simple.DATE;
            case "TIME" -> Simple.TIME;
            case "JSON" -> Simple.JSON;
            default -> name.startsWith("TIMESTAMP") ? Simple.TIMESTAMP : Simple.STRING;
        };
    }

    static @Nullable Object value(ResultSet row, int column, DataType type) throws SQLException {
        if (type == Simple.STRING) {
            return row.getString(column);
        }
        if (type == Simple.DOUBLE) {
            double value = row.getDouble(column);
            return row.wasNull() ? null : value;
        }
        return value(type, row.getObject(column));
    }

    private static @Nullable Object value(DataType type, @Nullable Object value) throws SQLException {
        if (value == null) {
            return null;
        }
        if (type instanceof DataType.Decimal) {
            return value instanceof BigInteger whole ? new BigDecimal(whole) : value;
        }
        if (type instanceof DataType.Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : (@Nullable Object[]) ((Array) value).getArray()) {
                items.add(value(array.element(), item));
            }
            return items;
        }
        if (type instanceof DataType.Map map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                entries.put(String.valueOf(entry.getKey()), value(map.value(), entry.getValue()));
            }
            return entries;
        }
        return switch ((Simple) type) {
            case INT -> ((Number) value).intValue();
            case BIGINT -> ((Number) value).longValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DATE -> (int) ((LocalDate) value).toEpochDay();
            case TIME -> ((LocalTime) value).toNanoOfDay() / 1000;
            case TIMESTAMP -> micros(value);
            case JSON -> json(value);
            case STRING -> String.valueOf(value);
            default -> value;
        };
    }

    private static long micros(Object value) {
        LocalDateTime time;
        if (value instanceof OffsetDateTime offset) {
            time = offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        } else {
            time = value instanceof Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) value;
        }
        return ChronoUnit.MICROS.between(EPOCH, time);
    }

    /** JSON as it is; a structure as an object, a map as the pairs of its keys as text and its values. */
    private static String json(Object value) throws SQLException {
        if (!(value instanceof Struct) && !(value instanceof Map)) {
            return value.toString();
        }
        try {
            return JSON.writeValueAsString(tree(value));
        } catch (JsonProcessingException e) {
            throw new SQLException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object tree(@Nullable Object value) throws SQLException {
        if (value instanceof DuckDBStruct struct) {
            return tree(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.put(String.valueOf(entry.getKey()), tree(entry.getValue()));
            }
            return entries;
        }
        if (value instanceof Array array) {
            List<@Nullable Object> items = new ArrayList<>();
            for (Object item : (@Nullable Object[]) array.getArray()) {
                items.add(tree(item));
            }
            return items;
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
    }
}
