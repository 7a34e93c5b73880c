package io.raudal.duckdb;

import io.raudal.plan.Field;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The process that runs queries, one at a time, each in an instance in memory of its own that is locked before it sees the query. It ends
 * with its parent, and by itself when a query takes more memory than it may.
 */
final class QueryWorker {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final MemoryGuard guard = new MemoryGuard();

    private QueryWorker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
        // Nothing else may be said where answers are.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        preferredVictim();
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(0));
        });
        QueryWorker worker = new QueryWorker(new DataInputStream(new BufferedInputStream(System.in, 1 << 16)), out);
        worker.guard.start();
        try {
            QueryFunctions functions = worker.warmUp();
            while (true) {
                worker.serve(functions);
            }
        } catch (EOFException | SQLException e) {
            // Nobody asks any more, or nothing can be answered.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Where the system runs out of memory, Linux ends this process first. */
    private static void preferredVictim() {
        try {
            Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
        } catch (IOException e) {
            // It was worth the try.
        }
    }

    private QueryFunctions warmUp() throws IOException, SQLException {
        QueryFunctions functions;
        try (Connection connection = DuckDb.open("", new Properties())) {
            functions = QueryFunctions.of(connection);
        }
        out.writeByte(Wire.READY);
        out.flush();
        return functions;
    }

    private void serve(QueryFunctions functions) throws IOException {
        in.readByte();
        String sql = Wire.readText(in);
        int limit = in.readInt();
        long memoryBytes = in.readLong();
        int threads = in.readInt();
        guard.allow(memoryBytes);
        Properties settings = new Properties();
        settings.setProperty("threads", Integer.toString(threads));
        settings.setProperty("memory_limit", (memoryBytes >> 10) + "KiB");
        settings.setProperty("temp_directory", "");
        try (Connection connection = DuckDb.open("", settings)) {
            // One row more than wanted tells whether there are more.
            QueryCheck.Checked query = QueryCheck.check(connection, functions, sql, limit + 1);
            out.writeByte(Wire.TABLES);
            out.writeInt(query.tables().size());
            for (QueryCheck.Reference table : query.tables()) {
                Wire.writeText(out, table.name());
                out.writeLong(table.position());
            }
            out.flush();
            if (in.readByte() == Wire.RUN) {
                lay(connection, readTables());
                run(connection, query.sql(), limit);
            }
        } catch (QueryFailure e) {
            fail(e);
        } catch (SQLException e) {
            fail(QueryFailure.of(e, 1));
        }
        guard.allow(0);
    }

    private List<QueryTable> readTables() throws IOException {
        List<QueryTable> tables = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tables.add(QueryTable.read(in));
        }
        return tables;
    }

    /** Makes the tables, and locks the instance: from here on it opens their files and nothing else. */
    private static void lay(Connection connection, List<QueryTable> tables) throws SQLException {
        for (QueryTable table : tables) {
            String columns = table.columns().stream()
                    .map(column -> ColumnTypes.quoted(column.name()) + " " + ColumnTypes.name(column.type()))
                    .collect(Collectors.joining(", "));
            if (!table.columns().isEmpty()) {
                DuckDb.run(connection, "CREATE TABLE " + ColumnTypes.quoted(table.name()) + " (" + columns + ")");
                append((DuckDBConnection) connection, table);
            }
            for (String statement : table.statements()) {
                DuckDb.run(connection, statement);
            }
        }
        String files = tables.stream()
                .flatMap(table -> table.files().stream())
                .map(ColumnTypes::text)
                .collect(Collectors.joining(", "));
        DuckDb.run(connection, "SET GLOBAL allowed_paths = [" + files + "]");
        DuckDb.run(connection, "SET GLOBAL enable_external_access = false");
        DuckDb.run(connection, "SET GLOBAL lock_configuration = true");
    }

    private static void append(DuckDBConnection connection, QueryTable table) throws SQLException {
        try (DuckDBAppender row = connection.createAppender(connection.getCatalog(), "main", table.name())) {
            for (@Nullable Object[] values : table.rows()) {
                row.beginRow();
                for (int i = 0; i < values.length; i++) {
                    ColumnTypes.append(row, table.columns().get(i).type(), values[i]);
                }
                row.endRow();
            }
        }
    }

    private void run(Connection connection, String sql, int limit) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<Field> columns = columns(row.getMetaData());
            out.writeByte(Wire.COLUMNS);
            Wire.writeFields(out, columns);
            int rows = 0;
            boolean more = row.next();
            while (more && rows < limit) {
                @Nullable Object[] values = new @Nullable Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = ResultType.value(row, i + 1, columns.get(i).type());
                }
                out.writeByte(Wire.ROW);
                Wire.writeRow(out, columns, values);
                rows++;
                more = row.next();
            }
            out.writeByte(Wire.END);
            out.writeBoolean(more);
            out.flush();
        }
    }

    private static List<Field> columns(ResultSetMetaData result) throws SQLException {
        List<Field> columns = new ArrayList<>();
        for (int i = 1; i <= result.getColumnCount(); i++) {
            columns.add(new Field(result.getColumnName(i), ResultType.of(result.getColumnTypeName(i))));
        }
        return columns;
    }

    private void fail(QueryFailure failure) throws IOException {
        out.writeByte(Wire.ERROR);
        Wire.writeText(out, failure.key());
        Wire.writeTexts(out, failure.arguments());
        out.flush();
    }
}
