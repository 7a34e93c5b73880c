package io.raudal.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What is said to DuckDB in one line. A transaction is begun and ended by statements: the driver's own {@code commit()} returns as if all
 * were well when the disk is full and nothing was kept.
 */
final class DuckDb {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private DuckDb() {}

    /** Opens an instance, in memory if the file is empty. Nothing is ever fetched or loaded from elsewhere. */
    static Connection open(String file, Properties settings) throws SQLException {
        Properties all = new Properties();
        all.putAll(settings);
        all.setProperty("autoinstall_known_extensions", "false");
        all.setProperty("autoload_known_extensions", "false");
        all.setProperty("allow_community_extensions", "false");
        all.setProperty("allow_persistent_secrets", "false");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, all);
        unlinkLibrary();
        run(connection, "SET GLOBAL TimeZone = 'UTC'");
        run(connection, "SET GLOBAL parquet_metadata_cache = true");
        return connection;
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The whole number that a query gives, 0 for NULL or no row. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Ends a transaction that failed. */
    static void rollback(Connection connection, Throwable failure) {
        try {
            run(connection, "ROLLBACK");
        } catch (SQLException e) {
            // A commit that failed has ended it already.
            failure.addSuppressed(e);
        }
    }

    /**
     * Removes the 70 MB that the driver unpacks into the folder for temporary files at its first use; the process has them mapped, and
     * one that is killed would leave them behind each time. Where files in use cannot be removed, they stay until the JVM ends.
     */
    private static void unlinkLibrary() {
        if (!Files.isReadable(MAPS)) {
            return;
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<String> lines = Files.lines(MAPS)) {
            List<Path> libraries = lines.filter(line -> line.contains("/libduckdb_java") && line.endsWith(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(path -> folder.equals(path.getParent()))
                    .distinct()
                    .toList();
            for (Path library : libraries) {
                Files.deleteIfExists(library);
            }
        } catch (IOException e) {
            // It is there a second time at worst.
        }
    }
}
