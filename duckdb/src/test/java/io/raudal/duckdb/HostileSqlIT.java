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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
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

    /** Each way to call a function, with those that read or change what is none of a query's business. */
    static Stream<String> told() {
        return Stream.of(
                "SELECT current_setting('temp_directory')",
                "SELECT current_setting('enable_external_access'), current_setting('memory_limit')",
                "SELECT CURRENT_Setting('secret_directory')",
                "SELECT \"current_setting\"('threads')",
                "SELECT system.main.current_setting('threads')",
                "SELECT main.current_setting('threads')",
                "SELECT 'threads'.current_setting()",
                "SELECT current_setting /* */ ('threads')",
                "SELECT list_transform(['threads'], x -> current_setting(x))",
                "SELECT list_transform(['threads'], lambda x: current_setting(x))",
                "SELECT [current_setting(x) FOR x IN ['threads']]",
                "SELECT COLUMNS(c -> c = current_setting('threads')) FROM (SELECT 1 AS a)",
                "SELECT 1 ORDER BY getvariable('x')",
                "SELECT 1 LIMIT sleep_ms(1)",
                "SELECT sum(1) FILTER (WHERE write_log('x') IS NULL)",
                "SELECT sum(1) OVER (ORDER BY write_log('x'))",
                "SELECT count(*) FROM plant_north.temperature WHERE write_log(device) IS NULL",
                "SELECT count(*) FROM plant_north.temperature GROUP BY getvariable('x') HAVING sleep_ms(1)",
                "SELECT * FROM range(sleep_ms(1))",
                "SELECT * FROM unnest([getvariable('x')])",
                "SELECT * FROM plant_north.temperature t JOIN plant_north.temperature u ON sleep_ms(1) IS NULL",
                "SELECT * FROM plant_north.temperature PIVOT (sum(n) FOR getvariable('x') IN ('a'))",
                "WITH x AS (SELECT getvariable('x')) SELECT * FROM x",
                "VALUES (getvariable('x'))",
                "SELECT write_log('x', level := 'ERROR')",
                "SELECT pg_sleep(1)",
                "SELECT getvariable('x')",
                "SELECT get_block_size('memory')",
                "SELECT pg_get_viewdef(1)",
                "SELECT current_query()",
                "SELECT version()",
                "SELECT nextval('x')",
                "SELECT txid_current()",
                "SELECT setseed(0.5)",
                "SELECT stats(n) FROM plant_north.temperature",
                "SELECT json_serialize_plan('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT __internal_compress_integral_utinyint(1, 1)");
    }

    @ParameterizedTest
    @MethodSource
    void told(String sql) {
        List<String> rows = new ArrayList<>();
        RaudalException failure = failure(sql, rows);
        assertThat(failure).as("refusal of %s, which gave %s", sql, rows).isNotNull();
        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SQL);
        assertThat(failure.in(Locale.ENGLISH)).contains("(...) is not called here");
        assertThat(failure.in(Locale.forLanguageTag("es"))).contains("aquí no se llama a");
    }

    /** A newer DuckDB may bring functions: whoever takes it decides on them here. */
    @Test
    void functions_thatAreRefused_areThoseThatDependOnMoreThanTheirArguments() throws SQLException {
        try (Connection connection = DuckDb.open("", new Properties())) {
            assertThat(QueryFunctions.of(connection).refused().stream()
                            .filter(name -> !name.startsWith("__internal_"))
                            .sorted())
                    .containsExactly(
                            "current_catalog",
                            "current_connection_id",
                            "current_database",
                            "current_query",
                            "current_query_id",
                            "current_schema",
                            "current_schemas",
                            "current_setting",
                            "current_transaction_id",
                            "currval",
                            "format_type",
                            "get_block_size",
                            "getvariable",
                            "in_search_path",
                            "index_key",
                            "json_serialize_plan",
                            "nextval",
                            "pg_get_constraintdef",
                            "pg_get_viewdef",
                            "pg_sleep",
                            "setseed",
                            "setval",
                            "sleep_ms",
                            "stats",
                            "txid_current",
                            "vector_type",
                            "version",
                            "write_log");
        }
    }

    @Test
    void functions_ofArgumentsClockAndChance_areCalled() {
        for (String sql : List.of(
                "SELECT date_trunc('hour', window_end), window_end AT TIME ZONE 'Europe/Madrid' FROM plant_north.temperature",
                "SELECT now(), current_date, current_timestamp, today(), random(), uuid(), gen_random_uuid()",
                "SELECT geomean(n), quantile_cont(avg_t, 0.5), list(n), string_agg(device, ',') FROM plant_north.temperature",
                "SELECT row_number() OVER (ORDER BY n), lag(n) OVER (ORDER BY n) FROM plant_north.temperature",
                "SELECT list_sum([1, 2]), list_transform([1], lambda x: x + 1), if(true, 1, 2), nullif(1, 2), coalesce(NULL, 1)",
                "SELECT json_extract('{}', '$.a'), '{\"a\": 1}'::JSON->>'a', strftime(now(), '%Y'), split_part('a-b', '-', 1)",
                "SELECT unnest(generate_series(1, 3)), regexp_replace('a', 'b', 'c'), age(now()), ago(INTERVAL 1 DAY)",
                "SELECT a.* FROM json_each('[1, 2]') a, range(3)",
                "SELECT 'a' LIKE 'b', 'a' SIMILAR TO 'b', 1 BETWEEN 0 AND 2, -1 % 2, 2 ** 3, [1, 2][1], {'a': 1}.a")) {
            assertThat(bed.query(sql).rows).as(sql).isNotEmpty();
        }
    }

    @Test
    void statements_thatAreNoSelect_areRefusedWithWhatThereIsInstead() {
        Map<String, String> said = Map.ofEntries(
                Map.entry("PIVOT plant_north.temperature ON device USING sum(n)", "name the values in a SELECT"),
                Map.entry("pivot (SELECT 1 AS a) ON a", "name the values in a SELECT"),
                Map.entry("UNPIVOT plant_north.temperature ON n", "write it into a SELECT"),
                Map.entry("SHOW TABLES", "Explore and GET /api/v1/pipelines list views"),
                Map.entry("/* a */ -- b\n show all tables", "Explore and GET /api/v1/pipelines list views"),
                Map.entry("EXPLAIN SELECT 1", "run the SELECT itself"),
                Map.entry("EXPLAIN (FORMAT json) SELECT 1", "run the SELECT itself"),
                Map.entry("VACUUM", "the store looks after itself"),
                Map.entry("PRAGMA version", "settings are neither read nor changed here"),
                Map.entry("LOAD httpfs", "settings are neither read nor changed here"),
                Map.entry("SET threads = 1;", "settings are neither read nor changed here"),
                Map.entry("DELETE FROM plant_north.temperature", "views are changed by their pipelines"),
                Map.entry("vacuum.x", "there is no view or stream vacuum.x"));
        said.forEach((sql, words) -> {
            RaudalException failure = failure(sql, new ArrayList<>());
            assertThat(failure).as(sql).isNotNull();
            assertThat(failure.in(Locale.ENGLISH)).as(sql).contains(words);
            assertThat(failure.in(Locale.forLanguageTag("es"))).as(sql).doesNotContain(words);
        });
    }

    @Test
    void remedies_thatAreOffered_work() {
        assertThat(bed.query("SELECT * FROM plant_north.temperature PIVOT (sum(n) FOR device IN ('a', 'b'))").rows)
                .isNotEmpty();
        assertThat(bed.query("SELECT * FROM plant_north.temperature UNPIVOT (value FOR name IN (n))").rows)
                .isNotEmpty();
        assertThat(bed.query("DESCRIBE plant_north.temperature").rows).hasSize(4);
    }

    @Test
    void words_ofDuckDb_areQuotedAsSuch_andNeverAdviseSettings() {
        Map<String, String> said = Map.of(
                "SELECT nobody FROM plant_north.temperature",
                "DuckDB says: Binder Error: Referenced column",
                "SELECT 1 +",
                "DuckDB says: ",
                "SELECT (SELECT n FROM plant_north.temperature)",
                "DuckDB says: ",
                "SELECT CAST('x' AS INT)",
                "DuckDB says: Conversion Error",
                "SELECT n FROM plant_north.temperature ORDER BY 'x'",
                "DuckDB says: ",
                "SELECT " + "(".repeat(2_000) + "1" + ")".repeat(2_000),
                "nested too deeply",
                "SELECT " + "1 + ".repeat(2_000) + "1",
                "nested too deeply");
        said.forEach((sql, words) -> {
            RaudalException failure = failure(sql, new ArrayList<>());
            assertThat(failure).as(sql).isNotNull();
            assertThat(failure.in(Locale.ENGLISH))
                    .contains(words)
                    .doesNotContain("SET ")
                    .doesNotContain("PRAGMA");
            assertThat(failure.in(Locale.forLanguageTag("es")))
                    .containsAnyOf("la consulta no se puede ejecutar; DuckDB dice: «", "demasiados niveles");
        });
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
