package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.store.RowQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries that would take all time or memory: each is stopped, and query, store and commit go on. */
class InsatiableSqlIT {
    @TempDir
    private static Path folder;

    private static QueryBed bed;
    private static int window = 3;

    @BeforeAll
    static void open() {
        bed = new QueryBed(folder, new QueryLimits(2, Duration.ofSeconds(4), 64 << 20, 2), 4);
        bed.commit(QueryBed.row("a", 1, 1, true), QueryBed.row("b", 1, 1, true));
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @AfterEach
    void everything_goesOn() {
        assertThat(bed.query("SELECT count(*) FROM plant_north.temperature WHERE device = 'b'")
                        .value())
                .isEqualTo(1L);
        bed.commit(QueryBed.row("c", window, 1, false));
        assertThat(bed.store.read(QueryBed.VIEW, new RowQuery(Map.of("device", "c"), 0, Long.MAX_VALUE, 1000)))
                .hasSize(window++ - 2);
    }

    /** Each would take minutes, all memory, or both; most of them cannot be interrupted inside their process. */
    static Stream<String> insatiable() {
        return Stream.of(
                "SELECT length(repeat('x', 4000000000))",
                "SELECT sum(length(repeat('x', 100000000 + i))) FROM range(100) t(i)",
                "SELECT len(range(1000000000))",
                "SELECT len(range(100000000)) FROM range(20)",
                "SELECT len(list_resize([1], 1000000000))",
                "SELECT length(rpad('x', 2000000000, 'y'))",
                "SELECT format('{:>1000000000}', 'x')",
                "SELECT printf('%1000000000d', 1)",
                "SELECT length(replace(repeat('x', 1000), 'x', repeat('y', 100000000)))",
                "SELECT list_transform(range(100000000), lambda x: x || 'abcdefghijklmnopqrst')",
                "SELECT bit_count(bitstring('1', 2000000000))",
                "SELECT string_agg(repeat('x', 1000), '') FROM range(100000000)",
                "SELECT list(i) FROM range(1000000000) t(i)",
                "SELECT count(DISTINCT i * 7) FROM range(10000000000) t(i)",
                "SELECT i FROM range(1000000000) t(i) ORDER BY hash(i)",
                "WITH RECURSIVE r(x) AS (SELECT 'x' UNION ALL SELECT x || x FROM r) SELECT max(length(x)) FROM r",
                "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT max(x) FROM r",
                "WITH RECURSIVE r(x) AS (SELECT 1 UNION SELECT x + 1 FROM r) SELECT count(*) FROM r",
                "SELECT count(*) FROM range(100000000) a, range(100000000) b",
                "SELECT sum(a.range * b.range) FROM range(100000000) a, range(100000000) b",
                "SELECT " + "length(".repeat(1) + "concat(a,a,a,a,a,a,a,a)) FROM (SELECT concat(a,a,a,a,a,a,a,a) a FROM"
                        + " (SELECT concat(a,a,a,a,a,a,a,a) a FROM (SELECT concat(a,a,a,a,a,a,a,a) a FROM"
                        + " (SELECT concat(a,a,a,a,a,a,a,a) a FROM (SELECT repeat('x', 10000) a FROM range(3000))))))",
                "SELECT " + "[".repeat(20_000) + "1" + "]".repeat(20_000),
                "SELECT " + "(".repeat(40_000) + "1" + ")".repeat(40_000),
                "SELECT " + "1+".repeat(45_000) + "1",
                "SELECT max(regexp_matches(repeat('a', 100000), '(a?){1000}a{1000}')) FROM range(1000000)");
    }

    @ParameterizedTest
    @MethodSource
    void insatiable(String sql) {
        long start = System.nanoTime();
        RaudalException failure = failure(sql);
        // Far more than the four seconds, for a machine that is busy; without an end they take minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        if (failure != null) {
            assertThat(failure.code().type())
                    .as(failure.getMessage())
                    .isIn(ErrorCode.Type.USER, ErrorCode.Type.RESOURCES);
        }
    }

    private static @Nullable RaudalException failure(String sql) {
        try {
            bed.query(sql);
            return null;
        } catch (RaudalException e) {
            return e;
        }
    }
}
