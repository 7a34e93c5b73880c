package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQuery;
import io.raudal.engine.store.RowQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stranger may write: each is refused or stopped, no file is touched, and query, store and commit go on. */
class HostileSqlIT {
    private static final String SECRET = "do not tell";

    @TempDir
    private static Path folder;

    private static QueryBed bed;
    private static Map<Path, Long> before;
    private static int window = 3;

    @BeforeAll
    static void open() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), SECRET);
        Files.writeString(folder.resolve("secret.csv"), "a,b\n" + SECRET + ",1\n");
        Files.writeString(folder.resolve("secret.json"), "{\"a\": \"" + SECRET + "\"}");
        bed = new QueryBed(folder.resolve("store"), new QueryLimits(2, Duration.ofSeconds(20), 64 << 20, 2), 4);
        bed.commit(QueryBed.row("a", 1, 1, true), QueryBed.row("b", 1, 1, true));
        bed.commit(QueryBed.row("a", 2, 1, true), QueryBed.row("b", 2, 1, true));
        DuckDbSegmentsTest.await(() -> !bed.store.table(QueryBed.VIEW).segments.isEmpty());
        before = files();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @AfterEach
    void everything_goesOn() throws IOException {
        assertThat(bed.query("SELECT count(*) FROM plant_north.temperature WHERE device = 'b'")
                        .value())
                .isEqualTo(2L);
        assertThat(files()).isEqualTo(before);
        bed.commit(QueryBed.row("c", window, 1, false));
        assertThat(bed.store.read(QueryBed.VIEW, new RowQuery(Map.of("device", "c"), 0, Long.MAX_VALUE, 1000)))
                .hasSize(window++ - 2);
    }

    static Stream<String> forbidden() {
        Path secret = folder.resolve("secret.txt");
        String segment = bed.store
                .files()
                .segment(bed.store.table(QueryBed.VIEW).segments.get(0).id())
                .toString();
        return Stream.of(
                "SELECT * FROM read_csv('$F/secret.csv')",
                "SELECT * FROM read_csv_auto('$F/secret.csv')",
                "SELECT * FROM read_text('" + secret + "')",
                "SELECT * FROM read_blob('" + secret + "')",
                "SELECT * FROM read_json('$F/secret.json')",
                "SELECT * FROM read_json_auto('$F/secret.json')",
                "SELECT * FROM read_ndjson_objects('$F/secret.json')",
                "SELECT * FROM read_parquet('" + segment + "')",
                "SELECT * FROM parquet_scan('" + segment + "')",
                "SELECT * FROM parquet_metadata('" + segment + "')",
                "SELECT * FROM read_duckdb('$F/store/store.duckdb')",
                "SELECT * FROM '$F/secret.csv'",
                "SELECT * FROM \"$F/secret.csv\"",
                "FROM '" + segment + "'",
                "WITH \"$F/secret.csv\" AS (SELECT 1) SELECT * FROM \"$F/secret.csv\" UNION ALL FROM \"$F/SECRET.csv\"",
                "SELECT * FROM (WITH \"$F/secret.csv\" AS (SELECT 1 a) FROM \"$F/secret.csv\"), \"$F/secret.csv\"",
                "SELECT (SELECT content FROM read_text('" + secret + "'))",
                "SELECT * FROM plant_north.temperature WHERE device IN (SELECT content FROM read_text('" + secret
                        + "'))",
                "SELECT * FROM glob('$F/*')",
                "SELECT * FROM sniff_csv('$F/secret.csv')",
                "SELECT * FROM system.main.read_text('" + secret + "')",
                "SELECT * FROM \"read_text\"('" + secret + "')",
                "SELECT * FROM ReAd_TeXt('" + secret + "')",
                "SELECT * FROM /* */ read_text -- \n ('" + secret + "')",
                "SELECT * FROM read_text\u00a0('" + secret + "')",
                "SELECT * FROM query('SELECT * FROM read_text(''" + secret + "'')')",
                "SELECT * FROM query_table('$F/secret.csv')",
                "SELECT * FROM query_table(['plant_north.temperature'])",
                "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "PRAGMA json_execute_serialized_sql('{}')",
                "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
                "SELECT * FROM 'https://localhost/x.parquet'",
                "SELECT * FROM 's3://bucket/x.parquet'",
                "SELECT getenv('HOME')",
                "SELECT * FROM duckdb_secrets()",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM duckdb_databases()",
                "SELECT * FROM duckdb_views()",
                "SELECT * FROM duckdb_extensions()",
                "SELECT * FROM pragma_database_list()",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT * FROM sqlite_master",
                "SHOW TABLES",
                "SHOW ALL TABLES",
                "SHOW DATABASES",
                "COPY plant_north.temperature TO '$F/stolen.csv'",
                "COPY (SELECT 1) TO '" + segment + "' (FORMAT parquet)",
                "COPY plant_north.temperature FROM '$F/secret.csv'",
                "EXPORT DATABASE '$F/stolen'",
                "IMPORT DATABASE '$F'",
                "ATTACH '$F/store/store.duckdb' AS store",
                "ATTACH ':memory:' AS other",
                "DETACH memory",
                "USE memory",
                "INSTALL httpfs",
                "FORCE INSTALL httpfs FROM 'http://127.0.0.1:1'",
                "LOAD httpfs",
                "LOAD '$F/secret.txt'",
                "PRAGMA version",
                "PRAGMA enable_external_access=true",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "SET GLOBAL threads = 64",
                "RESET lock_configuration",
                "SET VARIABLE x = 1",
                "CALL pragma_version()",
                "CALL duckdb_settings()",
                "CREATE TABLE t AS SELECT 1",
                "CREATE OR REPLACE VIEW plant_north.temperature AS SELECT 1",
                "CREATE MACRO f(x) AS TABLE SELECT * FROM read_text(x)",
                "CREATE SECRET (TYPE s3)",
                "CREATE PERSISTENT SECRET (TYPE s3)",
                "INSERT INTO plant_north.temperature VALUES (1)",
                "UPDATE plant_north.temperature SET n = 1",
                "DELETE FROM plant_north.temperature",
                "TRUNCATE plant_north.temperature",
                "MERGE INTO plant_north.temperature t USING (SELECT 1 a) s ON true WHEN MATCHED THEN DELETE",
                "DROP VIEW plant_north.temperature",
                "ALTER VIEW plant_north.temperature RENAME TO x",
                "WITH x AS (DELETE FROM plant_north.temperature RETURNING *) SELECT * FROM x",
                "WITH x AS MATERIALIZED (INSERT INTO open_0 VALUES (1) RETURNING *) SELECT * FROM x",
                "SELECT * FROM open_0",
                "SELECT 1; DROP VIEW plant_north.temperature",
                "SELECT 1; SELECT 2",
                "SELECT 1 -- \n; COPY (SELECT 1) TO '$F/stolen.csv'",
                "/* SELECT 1 */ COPY (SELECT 1) TO '$F/stolen.csv'",
                "SELECT ?",
                "SELECT $1",
                "SELECT * FROM plant_north.temperature WHERE device = $device",
                "PREPARE p AS SELECT 1",
                "EXECUTE p",
                "BEGIN",
                "CHECKPOINT",
                "VACUUM",
                "ANALYZE",
                "EXPLAIN ANALYZE SELECT 1",
                "COMMENT ON VIEW plant_north.temperature IS 'x'",
                "CREATE TRIGGER x",
                "\uFEFFCOPY (SELECT 1) TO '$F/stolen.csv'",
                "\u2028DROP VIEW plant_north.temperature",
                "SELECT * FROM re\u0430d_text('" + secret + "')",
                "\0DROP VIEW plant_north.temperature",
                "SELECT 1\0; DROP VIEW plant_north.temperature");
    }

    @ParameterizedTest
    @MethodSource
    void forbidden(String sql) {
        String text = sql.replace("$F", folder.toString());
        List<String> rows = new ArrayList<>();
        RaudalException failure = failure(text, rows);
        assertThat(failure).as("refusal of %s, which gave %s", text, rows).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SQL);
        assertThat(rows).isEmpty();
        assertThat(failure.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void settings_thatTellOfTheSystem_sayNothing() {
        assertThat(String.valueOf(
                        bed.query("SELECT current_setting('temp_directory')").value()))
                .isEmpty();
        assertThat(bed.query("SELECT current_setting('enable_external_access')").value())
                .isEqualTo(false);
    }

    private static @Nullable RaudalException failure(String sql, List<String> rows) {
        try {
            bed.sql.run(SqlQuery.of(sql, 1000), new RowSink() {
                @Override
                public void columns(List<Field> columns) {}

                @Override
                public void row(@Nullable Object[] values) {
                    rows.add(String.valueOf(values[0]));
                }
            });
            return null;
        } catch (RaudalException e) {
            return e;
        }
    }

    /** Every file with its size, but what the store writes meanwhile; names of those that must stay away. */
    private static Map<Path, Long> files() throws IOException {
        Set<String> written = Set.of("store.duckdb", "store.duckdb.wal");
        Map<Path, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!written.contains(file.getFileName().toString())) {
                    files.put(file, Files.size(file));
                }
            }
        }
        return files;
    }
}
