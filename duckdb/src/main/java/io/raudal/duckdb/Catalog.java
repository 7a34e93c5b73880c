package io.raudal.duckdb;

import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables in which the store keeps what it has: its format's version, views and their columns, segments, and writers' marks. */
final class Catalog {
    private static final int VERSION = 1;

    private Catalog() {}

    /**
     * Makes the tables where there are none.
     *
     * @throws RaudalException INVALID_STORE if a newer Raudal wrote them
     */
    static void prepare(Connection connection, Path file) throws SQLException {
        DuckDb.run(connection, "CREATE TABLE IF NOT EXISTS format (version INTEGER)");
        long version = DuckDb.number(connection, "SELECT max(version) FROM format");
        if (version > VERSION) {
            throw new RaudalException(ErrorCode.INVALID_STORE, StoreFailures.message("store.newer", file));
        }
        if (version == VERSION) {
            return;
        }
        DuckDb.run(connection, "BEGIN");
        DuckDb.run(connection, "CREATE TABLE views (id INTEGER, name VARCHAR, retention BIGINT, oldest BIGINT)");
        DuckDb.run(connection, "CREATE TABLE columns (view INTEGER, position INTEGER, name VARCHAR, type VARCHAR)");
        DuckDb.run(
                connection,
                "CREATE TABLE segments (id BIGINT, view INTEGER, row_count BIGINT, column_count INTEGER,"
                        + " min_end BIGINT, max_end BIGINT, bytes BIGINT)");
        DuckDb.run(connection, "CREATE TABLE marks (writer VARCHAR PRIMARY KEY, mark BLOB)");
        DuckDb.run(connection, "INSERT INTO format VALUES (" + VERSION + ")");
        DuckDb.run(connection, "COMMIT");
    }

    static List<ViewTable> load(Connection connection) throws SQLException {
        List<ViewTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, name, retention, oldest FROM views ORDER BY id")) {
            while (row.next()) {
                int id = row.getInt(1);
                String name = row.getString(2);
                long millis = row.getLong(3);
                Duration retention = row.wasNull() ? null : Duration.ofMillis(millis);
                StoredView view = new StoredView(name, List.of(), retention);
                tables.add(new ViewTable(id, view, List.of(), row.getLong(4)));
            }
        }
        for (ViewTable table : tables) {
            table.view = new StoredView(table.view.name(), columns(connection, table.id), table.view.retention());
            refresh(connection, table);
        }
        return tables;
    }

    /** Takes note of the rows and segments that a table has. */
    static void refresh(Connection connection, ViewTable table) throws SQLException {
        table.segments = segments(connection, table.id);
        table.oldest = DuckDb.number(connection, "SELECT oldest FROM views WHERE id = " + table.id);
        table.replacements++;
        count(connection, table);
    }

    private static List<Field> columns(Connection connection, int view) throws SQLException {
        List<Field> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT name, type FROM columns WHERE view = " + view + " ORDER BY position")) {
            while (row.next()) {
                columns.add(new Field(
                        row.getString(1), DataType.parse(row.getString(2)).orElseThrow()));
            }
        }
        return columns;
    }

    private static List<Segment> segments(Connection connection, int view) throws SQLException {
        List<Segment> segments = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, row_count, column_count, min_end, max_end, bytes"
                        + " FROM segments WHERE view = " + view + " ORDER BY min_end, id")) {
            while (row.next()) {
                segments.add(new Segment(
                        row.getLong(1), row.getLong(2), row.getInt(3), row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return segments;
    }

    private static void count(Connection connection, ViewTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FILTER (f AND NOT d), count(*), max(e), max(s) FROM " + table.table())) {
            row.next();
            table.finalRows = row.getLong(1);
            table.hasOther = row.getLong(2) > table.finalRows;
            table.maxEnd = row.getLong(3);
            if (row.wasNull()) {
                table.maxEnd = Long.MIN_VALUE;
            }
            table.nextCommit = row.getLong(4) + 1;
        }
        for (Segment segment : table.segments) {
            table.maxEnd = Math.max(table.maxEnd, segment.maxEnd());
        }
    }

    /** Adds a view, in a transaction of the caller's. */
    static void add(Connection connection, int id, StoredView view) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO views VALUES (?, ?, ?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, view.name());
            insert.setObject(3, retention(view));
            insert.setLong(4, Long.MIN_VALUE);
            insert.execute();
        }
        // What leaves soon is not worth compressing.
        DuckDb.run(
                connection,
                "CREATE TABLE rows_" + id + " (k BLOB USING COMPRESSION uncompressed, v BIGINT, e BIGINT, f BOOLEAN,"
                        + " d BOOLEAN, s BIGINT)");
        addColumns(connection, id, List.of(), view.columns());
    }

    /** Brings a view that is there to what it now is; columns were only added. */
    static void evolve(Connection connection, ViewTable table, StoredView now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE views SET retention = ? WHERE id = ?")) {
            update.setObject(1, retention(now));
            update.setInt(2, table.id);
            update.execute();
        }
        addColumns(connection, table.id, table.view.columns(), now.columns());
    }

    /** Removes a view with its rows, in a transaction of the caller's; the files of its segments stay. */
    static void remove(Connection connection, ViewTable table) throws SQLException {
        DuckDb.run(connection, "DROP TABLE " + table.table());
        for (String catalog : List.of("columns WHERE view", "segments WHERE view", "views WHERE id")) {
            DuckDb.run(connection, "DELETE FROM " + catalog + " = " + table.id);
        }
    }

    private static @Nullable Long retention(StoredView view) {
        return view.retention() == null ? null : view.retention().toMillis();
    }

    private static void addColumns(Connection connection, int id, List<Field> there, List<Field> now)
            throws SQLException {
        for (int i = there.size(); i < now.size(); i++) {
            Field column = now.get(i);
            DuckDb.run(
                    connection, "ALTER TABLE rows_" + id + " ADD COLUMN c" + i + " " + ColumnTypes.name(column.type()));
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO columns VALUES (?, ?, ?, ?)")) {
                insert.setInt(1, id);
                insert.setInt(2, i);
                insert.setString(3, column.name());
                insert.setString(4, column.type().toString());
                insert.execute();
            }
        }
    }

    static void add(Connection connection, int view, Segment segment) throws SQLException {
        DuckDb.run(
                connection,
                "INSERT INTO segments VALUES (" + segment.id() + ", " + view + ", " + segment.rows() + ", "
                        + segment.columns() + ", " + segment.minEnd() + ", " + segment.maxEnd() + ", "
                        + segment.bytes() + ")");
    }

    static void remove(Connection connection, List<Segment> segments) throws SQLException {
        for (Segment segment : segments) {
            DuckDb.run(connection, "DELETE FROM segments WHERE id = " + segment.id());
        }
    }

    static void mark(Connection connection, String writer, byte[] mark) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT OR REPLACE INTO marks VALUES (?, ?)")) {
            insert.setString(1, writer);
            insert.setBytes(2, mark);
            insert.execute();
        }
    }

    static void unmark(Connection connection, String writer) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM marks WHERE writer = ?")) {
            delete.setString(1, writer);
            delete.execute();
        }
    }

    static Optional<byte[]> mark(Connection connection, String writer) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT mark FROM marks WHERE writer = ?")) {
            select.setString(1, writer);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
