package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.plan.Field;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes row changes of a view inside the caller's transaction.
 *
 * <p>Rows of windows come once, later windows later. Where a batch has nothing but final rows, all above every row that there is, it is
 * appended as it is. Anything else goes through a temporary table, against which the rows there are joined by key: those of the table,
 * and those of the segments whose times overlap. A segment in which a row is replaced gives all its rows back to the table; a replay
 * does that, and what is stored again after a crash.
 */
final class TableWriter {
    private static final String STAGE = "stage";

    private final DuckDBConnection connection;
    private final StoreFiles files;

    TableWriter(Connection connection, StoreFiles files) {
        this.connection = (DuckDBConnection) connection;
        this.files = files;
    }

    /**
     * What a table is like once the transaction is committed.
     *
     * @param given segments whose rows are in the table again
     * @param replaced whether rows left the table or segments
     */
    record Written(
            ViewTable table, long finalRows, boolean hasOther, long maxEnd, List<Segment> given, boolean replaced) {}

    Written write(ViewTable table, List<RowChange> changes) throws SQLException {
        List<RowChange> latest = latest(changes);
        boolean finals = true;
        long minEnd = Long.MAX_VALUE;
        long maxEnd = Long.MIN_VALUE;
        for (RowChange change : latest) {
            finals &= change.isFinal() && !change.isDelete();
            minEnd = Math.min(minEnd, change.windowEnd());
            maxEnd = Math.max(maxEnd, change.windowEnd());
        }
        long highest = Math.max(maxEnd, table.maxEnd);
        if (finals && !table.hasOther && minEnd > table.maxEnd) {
            append("main", table.table(), table, latest);
            return new Written(table, table.finalRows + latest.size(), false, highest, List.of(), false);
        }
        DuckDb.run(connection, "CREATE TEMP TABLE " + STAGE + " AS FROM " + table.table() + " LIMIT 0");
        append("temp", STAGE, table, latest);
        List<Segment> given = giveBack(table, minEnd, maxEnd);
        String both = " WHERE stage.k = old.k";
        DuckDb.run(connection, "DELETE FROM stage USING " + table.table() + " old" + both + " AND stage.v <= old.v");
        long replaced;
        try (Statement delete = connection.createStatement()) {
            replaced = delete.executeUpdate("DELETE FROM " + table.table() + " old USING stage" + both);
        }
        DuckDb.run(connection, "INSERT INTO " + table.table() + " FROM " + STAGE);
        DuckDb.run(connection, "DROP TABLE " + STAGE);
        try (Statement select = connection.createStatement();
                ResultSet counts =
                        select.executeQuery("SELECT count(*) FILTER (f AND NOT d), count(*) FROM " + table.table())) {
            counts.next();
            long finalRows = counts.getLong(1);
            return new Written(
                    table, finalRows, counts.getLong(2) > finalRows, highest, given, replaced > 0 || !given.isEmpty());
        }
    }

    /** One change a key: the first of those with the highest version. */
    private static List<RowChange> latest(List<RowChange> changes) {
        Map<ByteBuffer, Integer> places = new HashMap<>(changes.size() * 2);
        List<RowChange> latest = new ArrayList<>(changes.size());
        for (RowChange change : changes) {
            Integer place = places.putIfAbsent(ByteBuffer.wrap(change.key()), latest.size());
            if (place == null) {
                latest.add(change);
            } else if (change.version() > latest.get(place).version()) {
                latest.set(place, change);
            }
        }
        return latest;
    }

    private void append(String place, String name, ViewTable table, List<RowChange> rows) throws SQLException {
        List<Field> columns = table.view.columns();
        String catalog = place.equals("temp") ? "temp" : connection.getCatalog();
        try (DuckDBAppender row = connection.createAppender(catalog, "main", name)) {
            for (RowChange change : rows) {
                row.beginRow();
                row.append(change.key());
                row.append(change.version());
                row.append(change.windowEnd());
                row.append(change.isFinal());
                row.append(change.isDelete());
                row.append(table.nextCommit);
                @Nullable Object @Nullable [] values = change.values();
                for (int i = 0; i < columns.size(); i++) {
                    // A writer of before a column was added knows nothing of it.
                    ColumnTypes.append(
                            row, columns.get(i).type(), values == null || i >= values.length ? null : values[i]);
                }
                row.endRow();
            }
        }
    }

    /** Drops staged rows that segments have already, and brings back the rows of segments that have older versions of others. */
    private List<Segment> giveBack(ViewTable table, long minEnd, long maxEnd) throws SQLException {
        List<Segment> overlapping = table.segments.stream()
                .filter(segment -> segment.maxEnd() >= minEnd && segment.minEnd() <= maxEnd)
                .toList();
        if (overlapping.isEmpty()) {
            return List.of();
        }
        List<Path> paths =
                overlapping.stream().map(segment -> files.segment(segment.id())).toList();
        DuckDb.run(
                connection,
                "CREATE TEMP TABLE met AS SELECT old.k, old.v, old.filename FROM "
                        + StoredRows.parquet(paths) + " old SEMI JOIN stage USING (k)"
                        + " WHERE old.e >= " + Math.max(minEnd, table.oldest) + " AND old.e <= " + maxEnd);
        DuckDb.run(connection, "DELETE FROM stage USING met WHERE stage.k = met.k AND stage.v <= met.v");
        List<Segment> given = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT DISTINCT met.filename FROM met SEMI JOIN stage USING (k)")) {
            while (row.next()) {
                given.add(overlapping.get(paths.indexOf(Path.of(row.getString(1)))));
            }
        }
        for (Segment segment : given) {
            DuckDb.run(
                    connection,
                    "INSERT INTO " + table.table() + " SELECT " + ViewTable.ROW + ", true, false, " + table.nextCommit
                            + table.columns(segment.columns()) + " FROM "
                            + StoredRows.parquet(List.of(files.segment(segment.id()))) + " WHERE e >= "
                            + table.oldest);
        }
        Catalog.remove(connection, given);
        DuckDb.run(connection, "DROP TABLE met");
        return given;
    }
}
