package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.duckdb.QueryBed.Rows;
import io.raudal.engine.RowChange;
import io.raudal.engine.query.SqlQuery;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploratorySqlIT {
    private static final String FOREVER = "SELECT max(a.range * b.range) FROM range(1000000) a, range(10000000) b";

    @TempDir
    private Path folder;

    private QueryBed bed;

    @BeforeEach
    void open() {
        bed = new QueryBed(folder, new QueryLimits(2, Duration.ofSeconds(20), 128 << 20, 2), 4);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void view_isOneTable_ofSegmentsLatestAndOpenRows() {
        for (int window = 1; window <= 50; window++) {
            bed.commit(QueryBed.row("a", window, 1, true), QueryBed.row("b", window, 1, true));
        }
        DuckDbSegmentsTest.await(() -> !bed.store.table(QueryBed.VIEW).segments.isEmpty());
        bed.changes.publish(QueryBed.VIEW, List.of(QueryBed.row("a", 51, 7, false), QueryBed.row("b", 51, 8, false)));
        assertThat(bed.query("SELECT count(*), sum(n), max(window_end) FROM plant_north.temperature").rows)
                .containsExactly(Arrays.asList(102L, new BigDecimal(115), 51_000_000L));
        assertThat(bed.query("SELECT device, n FROM Plant_North.Temperature WHERE window_end > '1970-01-01 00:00:50'"
                                + " ORDER BY device")
                        .rows)
                .containsExactly(List.of("a", 7L), List.of("b", 8L));
    }

    /** Between the look at what is open and the look at what is stored, a window may end; and rows of an unbounded GROUP BY are in both. */
    @Test
    void row_thatIsOpenAndStored_countsOnceWithItsHigherVersion() {
        bed.commit(QueryBed.row("a", 1, 5, true), QueryBed.row("b", 1, 5, true), QueryBed.row("c", 1, 5, true));
        bed.commit(QueryBed.row("d", 2, 5, true), QueryBed.row("e", 2, 5, true));
        bed.commit(QueryBed.row("total", 0, 5, false));
        DuckDbSegmentsTest.await(() -> !bed.store.table(QueryBed.VIEW).segments.isEmpty());
        bed.changes.publish(
                QueryBed.VIEW,
                List.of(
                        QueryBed.row("a", 1, 4, false),
                        QueryBed.row("b", 1, 6, false),
                        QueryBed.row("d", 2, 5, false),
                        QueryBed.row("total", 0, 6, false),
                        QueryBed.row("new", 3, 1, false)));
        assertThat(bed.query("SELECT device, n FROM plant_north.temperature ORDER BY device").rows)
                .containsExactly(
                        List.of("a", 5L),
                        List.of("b", 6L),
                        List.of("c", 5L),
                        List.of("d", 5L),
                        List.of("e", 5L),
                        List.of("new", 1L),
                        List.of("total", 6L));
    }

    @Test
    void time_bounds_viewsAndStreams() {
        for (int window = 1; window <= 20; window++) {
            bed.commit(QueryBed.row("a", window, 1, true));
        }
        bed.changes.publish(QueryBed.VIEW, List.of(QueryBed.row("a", 21, 7, false)));
        Rows rows = new Rows();
        bed.sql.run(
                new SqlQuery("SELECT min(window_end), max(window_end) FROM plant_north.temperature", 5_000, 11_000, 10),
                rows);
        assertThat(rows.rows).containsExactly(List.of(5_000_000L, 10_000_000L));
        rows = new Rows();
        bed.sql.run(new SqlQuery("FROM plant_north.readings", 1_000, 2_000, 10), rows);
        assertThat(rows.rows).containsExactly(List.of("d1", 1_000_000L));
        assertThat(rows.columns).containsExactly(new Field("device", Simple.STRING), new Field("ts", Simple.TIMESTAMP));
    }

    @Test
    void everyType_ofAView_comesAsItWent() {
        List<Field> columns = List.of(
                new Field("b", Simple.BOOLEAN),
                new Field("B", Simple.INT),
                new Field("i", Simple.INT),
                new Field("m", new DataType.Decimal(38, 4)),
                new Field("day", Simple.DATE),
                new Field("t", Simple.TIME),
                new Field("ts", Simple.TIMESTAMP),
                new Field("j", Simple.JSON),
                new Field("a", new DataType.Array(Simple.TIMESTAMP)),
                new Field("o", new DataType.Map(new DataType.Decimal(10, 2))),
                new Field("d", Simple.DOUBLE),
                new Field("s", Simple.STRING));
        bed.store.ensure(new StoredView("plant.types", columns, null));
        @Nullable Object[] values = {
            true,
            8,
            -7,
            new BigDecimal("1234567890123456789012345678901234.5678"),
            20_454,
            86_399_999_999L,
            -1L,
            "{\"x\": [1, {}]}",
            Arrays.asList(0L, null, 1_700_000_000_123_456L),
            Map.of("k", new BigDecimal("5.25")),
            Double.NaN,
            "ñ\0'\"\u2028😀"
        };
        @Nullable Object[] infinite = values.clone();
        infinite[10] = Double.NEGATIVE_INFINITY;
        bed.store.commit(new Commit(
                "w",
                new byte[1],
                Map.of(
                        "plant.types",
                        List.of(
                                RowChange.put(new byte[] {1}, 1, values, true, 5),
                                RowChange.put(new byte[] {2}, 1, infinite, true, 6),
                                RowChange.put(new byte[] {3}, 1, new @Nullable Object[12], true, 7)))));
        bed.changes.publish("plant.types", List.of(RowChange.put(new byte[] {4}, 1, values, false, 8)));
        Rows rows = bed.query("SELECT * FROM plant.types ORDER BY d = '-Infinity', d");
        List<Field> expected = new ArrayList<>(columns);
        expected.set(1, new Field("B_1", Simple.INT));
        assertThat(rows.columns).isEqualTo(expected);
        assertThat(rows.rows)
                .containsExactlyInAnyOrder(
                        Arrays.asList(values),
                        Arrays.asList(values),
                        Arrays.asList(infinite),
                        Arrays.asList(new @Nullable Object[12]));
        assertThat(bed.store
                        .read("plant.types", io.raudal.engine.store.RowQuery.all())
                        .get(0)
                        .values())
                .isEqualTo(values);
    }

    @Test
    void typesOfDuckDb_beyondOurs_areTheNearest() {
        Rows rows = bed.query("SELECT 1::UTINYINT a, 1::HUGEINT b, 1.5::FLOAT c, {'x': [1, NULL], 'y': {'z': 'q'}} d,"
                + " MAP {1: 2} e, INTERVAL 3 DAY f, '2026-01-01 00:00:00+02'::TIMESTAMPTZ g, [1, 2]::INT[2] h, NULL i,"
                + " 18446744073709551615::UBIGINT j, 'ab'::BLOB k, 1 a");
        assertThat(rows.columns)
                .containsExactly(
                        new Field("a", Simple.INT),
                        new Field("b", new DataType.Decimal(38, 0)),
                        new Field("c", Simple.DOUBLE),
                        new Field("d", Simple.JSON),
                        new Field("e", Simple.JSON),
                        new Field("f", Simple.STRING),
                        new Field("g", Simple.TIMESTAMP),
                        new Field("h", new DataType.Array(Simple.INT)),
                        new Field("i", Simple.STRING),
                        new Field("j", new DataType.Decimal(38, 0)),
                        new Field("k", Simple.STRING),
                        new Field("a_1", Simple.INT));
        assertThat(rows.rows.get(0).subList(0, 10))
                .containsExactly(
                        1,
                        BigDecimal.ONE,
                        1.5,
                        "{\"x\":[1,null],\"y\":{\"z\":\"q\"}}",
                        "{\"1\":2}",
                        "3 days",
                        1_767_218_400_000_000L,
                        List.of(1, 2),
                        null,
                        new BigDecimal("18446744073709551615"));
    }

    @Test
    void limit_stopsEndlessRows() {
        Rows rows = new Rows();
        assertThat(bed.sql.run(SqlQuery.of("SELECT * FROM range(1000000000000)", 100), rows))
                .isTrue();
        assertThat(rows.rows).hasSize(100);
        rows = new Rows();
        assertThat(bed.sql.run(SqlQuery.of("SELECT * FROM range(100)", 100), rows))
                .isFalse();
        assertThat(rows.rows).hasSize(100);
    }

    @Test
    void failure_says_whereAndWhy() {
        refused("SELECT\n  nothing FROM plant_north.temperature", "line 2, column 3:", "\"nothing\" not found");
        refused("SELECT 'é😀', )", "line 1, column 15:", "syntax error");
        refused("SELECT * FROM plant_north.humidity", "line 1, column 15:", "plant_north.temperature");
        refused("SELECT * FROM temperature", "there is no view or stream temperature");
        refused(
                "SELECT *, 'é'\nFROM plant-north.temperature",
                "line 2, column 11:",
                "the hyphen of plant-north for a minus; write plant_north");
        refused("SELECT 1 -", "syntax error");
        refused("SELECT CAST('x' AS INTEGER)", "Conversion Error");
        refused("SELECT 1; SELECT 2", "got 2 statements");
        refused("", "got 0 statements");
        refused("SELECT " + "x".repeat(100_000), "too long");
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> bed.query("DROP TABLE x"))
                .satisfies(e -> assertThat(e.in(Locale.forLanguageTag("es"))).contains("solo se ejecuta un SELECT"));
    }

    private void refused(String sql, String... texts) {
        assertThatExceptionOfType(RaudalException.class)
                .as(sql)
                .isThrownBy(() -> bed.query(sql))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SQL))
                .satisfies(e -> assertThat(e.getMessage()).contains(texts));
    }

    @Test
    void query_thatNobodyWaitsFor_isStopped() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        long start = System.nanoTime();
        Rows gone = new Rows() {
            @Override
            public boolean isGone() {
                asked.countDown();
                return asked.getCount() == 0;
            }
        };
        assertThat(bed.sql.run(SqlQuery.of(FOREVER, 10), gone)).isTrue();
        assertThat(gone.rows).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(bed.query("SELECT 1").value()).isEqualTo(1);
    }

    @Test
    void queries_pastTheirNumber_waitAndAreRefused() throws Exception {
        try (QueryBed small =
                new QueryBed(folder.resolve("small"), new QueryLimits(1, Duration.ofSeconds(4), 64 << 20, 1), 100)) {
            CompletableFuture<Throwable> first = CompletableFuture.supplyAsync(() -> failure(small, FOREVER));
            CompletableFuture<Throwable> second = CompletableFuture.supplyAsync(() -> failure(small, FOREVER));
            CompletableFuture<Throwable> third = CompletableFuture.supplyAsync(() -> failure(small, FOREVER));
            List<String> messages = new ArrayList<>();
            for (CompletableFuture<Throwable> query : List.of(first, second, third)) {
                messages.add(query.get(1, TimeUnit.MINUTES).getMessage());
            }
            assertThat(messages)
                    .anyMatch(text -> text.contains("too many queries"))
                    .anyMatch(text -> text.contains("longer than 4 s"));
            assertThat(small.query("SELECT 1").value()).isEqualTo(1);
        }
    }

    @Test
    void close_endsWhatRuns() throws Exception {
        CompletableFuture<Throwable> query = CompletableFuture.supplyAsync(() -> failure(bed, FOREVER));
        DuckDbSegmentsTest.await(() -> ProcessHandle.current()
                .children()
                .anyMatch(child -> child.info().commandLine().orElse("").contains("QueryWorker")));
        bed.sql.close();
        assertThat(query.get(1, TimeUnit.MINUTES)).hasMessageContaining("going down");
    }

    @Test
    void query_afterClose_isRefused() {
        bed.sql.close();
        assertThat(failure(bed, FOREVER)).hasMessageContaining("going down");
    }

    private static Throwable failure(QueryBed bed, String sql) {
        try {
            bed.query(sql);
            return new AssertionError("it came to an end");
        } catch (RaudalException e) {
            return e;
        }
    }

    @Test
    void commits_besideARunawayQuery_goOn() throws Exception {
        CompletableFuture<Throwable> query = CompletableFuture.supplyAsync(() -> failure(bed, FOREVER));
        List<Long> micros = new ArrayList<>();
        for (int window = 1; !query.isDone() && window <= 200; window++) {
            long start = System.nanoTime();
            bed.commit(QueryBed.row("a", window, 1, true));
            micros.add((System.nanoTime() - start) / 1000);
        }
        assertThat(micros).hasSize(200);
        micros.sort(null);
        assertThat(micros.get(100)).isLessThan(500_000);
        assertThat(new String(QueryBed.key("a", 1), StandardCharsets.UTF_8)).isNotEmpty();
        bed.sql.close();
        query.get(1, TimeUnit.MINUTES);
    }
}
