package io.raudal.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Copies a store's files while nobody writes: segments are linked, for they never change; DuckDB copies its own database. */
final class StoreCopy {
    private StoreCopy() {}

    /** @param alongside done when the segments are there */
    static void write(Connection connection, StoreFiles files, List<ViewTable> tables, Path folder, Runnable alongside)
            throws SQLException, IOException {
        Path segments = Files.createDirectories(folder.resolve("segments"));
        for (ViewTable table : tables) {
            for (Segment segment : table.segments) {
                Path file = files.segment(segment.id());
                Files.createLink(segments.resolve(file.getFileName()), file);
            }
        }
        alongside.run();
        Path database = folder.resolve(files.database().getFileName());
        DuckDb.run(connection, "ATTACH " + ColumnTypes.text(database.toString()) + " AS copied");
        try {
            DuckDb.run(connection, "COPY FROM DATABASE " + connection.getCatalog() + " TO copied");
        } finally {
            DuckDb.run(connection, "DETACH copied");
        }
    }
}
