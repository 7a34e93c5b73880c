package io.raudal.duckdb;

import io.raudal.plan.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A view's rows of a time range as they are at one moment: a transaction that sees the table, and the segments, kept until this is closed. */
final class StoredRows implements AutoCloseable {
    private final StoreFiles files;
    private final Connection connection;
    private final ViewTable table;
    private final List<Field> columns;
    private final List<Segment> segments;
    private final long fromMillis;
    private final long toMillis;

    /** To be called under the store's lock on files. */
    StoredRows(StoreFiles files, Connection connection, ViewTable table, long fromMillis, long toMillis)
            throws SQLException {
        this.files = files;
        this.connection = connection;
        this.table = table;
        this.fromMillis = Math.max(fromMillis, table.oldest);
        this.toMillis = toMillis;
        columns = table.view.columns();
        segments = table.segments.stream()
                .filter(segment -> segment.overlaps(this.fromMillis, toMillis))
                .toList();
        DuckDb.run(connection, "BEGIN");
        // The first look at a table is what a transaction sees of it ever after.
        DuckDb.run(connection, "SELECT 1 FROM " + table.table() + " LIMIT 1");
        files.pin(segments);
    }

    Connection connection() {
        return connection;
    }

    List<Field> columns() {
        return columns;
    }

    List<Segment> segments() {
        return segments;
    }

    /** {@code WHERE} of the range. */
    String range() {
        return " WHERE e >= " + fromMillis + " AND e < " + toMillis;
    }

    /**
     * The rows as SQL, {@code k, v, e, f, c0, c1, ...}.
     *
     * @param condition further SQL behind a WHERE, or nothing
     */
    String sql(String condition) {
        List<String> parts = new ArrayList<>();
        parts.add(tableSql() + condition);
        Map<Integer, List<Segment>> byColumns =
                new TreeMap<>(segments.stream().collect(Collectors.groupingBy(Segment::columns)));
        byColumns.forEach((there, some) -> parts.add("SELECT " + ViewTable.ROW + ", true AS f" + table.columns(there)
                + " FROM " + parquet(paths(some)) + range() + condition));
        return String.join(" UNION ALL ", parts);
    }

    /** The view's columns in a file that has so many. */
    String columnsSql(int there) {
        return table.columns(there);
    }

    /** Writes the rows that are in no segment to a file, if there are any. */
    boolean export(Path file) throws SQLException {
        if (DuckDb.number(connection, "SELECT 1 FROM (" + tableSql() + ") LIMIT 1") == 0) {
            return false;
        }
        DuckDb.run(
                connection,
                "COPY (" + tableSql() + ") TO " + ColumnTypes.text(file.toString())
                        + " (FORMAT parquet, COMPRESSION snappy, USE_TMP_FILE false)");
        return true;
    }

    private String tableSql() {
        return "SELECT " + ViewTable.ROW + ", f" + table.columns(columns.size()) + " FROM " + table.table() + range()
                + " AND NOT d";
    }

    List<Path> paths(List<Segment> some) {
        return some.stream().map(segment -> files.segment(segment.id())).toList();
    }

    static String parquet(List<Path> paths) {
        return paths.stream()
                .map(path -> ColumnTypes.text(path.toString()))
                .collect(Collectors.joining(", ", "read_parquet([", "], filename = true)"));
    }

    /** Ends the transaction, which would keep DuckDB from tidying up; the segments are kept on. */
    void endTransaction() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Closing takes the transaction with it; there is nothing to keep.
        }
    }

    @Override
    public void close() {
        files.unpin(segments);
        endTransaction();
    }
}
