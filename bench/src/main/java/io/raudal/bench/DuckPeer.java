package io.raudal.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** DuckDB over the same file, columns declared, its own threads, rows written as NDJSON to the file of the second argument. */
final class DuckPeer {
    private DuckPeer() {}

    public static void main(String[] arguments) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query(arguments[0]) + ") TO '" + arguments[1] + "' (FORMAT json)");
        }
    }

    static String query(String file) {
        return """
                SELECT device, make_timestamp(ts // 10000 * 10000000) AS window_start, count(*) AS n, avg(value) AS avg_v,
                       min(value) AS min_v, max(value) AS max_v
                FROM read_json('%s', format = 'newline_delimited', columns = {ts: 'BIGINT', device: 'VARCHAR', value: 'DOUBLE'})
                GROUP BY device, ts // 10000
                ORDER BY ts // 10000, device""".formatted(file);
    }
}
