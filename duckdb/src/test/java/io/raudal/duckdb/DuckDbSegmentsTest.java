package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.MemoryStore;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoreContract;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's contract, with rows that move into segments at once; and that nobody sees them move. */
class DuckDbSegmentsTest extends StoreContract {
    private static final StoreOptions SMALL = new StoreOptions(64 << 20, 2, 2);
    private static final List<Field> COLUMNS =
            List.of(new Field("device", Simple.STRING), new Field("n", Simple.BIGINT));

    @TempDir
    private Path folder;

    @Override
    protected Store open() {
        return new DuckDbStore(folder.resolve("contract"), SMALL);
    }

    /** Against the store in memory: what segments, merges, replays into segments, retention and new starts could get wrong. */
    @Test
    void anything_atRandom_readsAsFromMemory() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        MemoryStore memory = new MemoryStore(1 << 20);
        DuckDbStore duck = new DuckDbStore(folder, SMALL);
        List<Field> columns = new ArrayList<>(COLUMNS);
        long watermark = 0;
        int moved = 0;
        try {
            for (int round = 0; round < 150; round++) {
                StoredView view = new StoredView("plant.v", columns, Duration.ofSeconds(60));
                if (round % 50 == 0) {
                    memory.ensure(view);
                    duck.ensure(view);
                }
                List<RowChange> changes = changes(random, columns.size(), watermark);
                Commit commit = new Commit("w", new byte[] {(byte) round}, Map.of("plant.v", changes));
                memory.commit(commit);
                duck.commit(commit);
                if (random.nextInt(4) == 0) {
                    DuckDbStore now = duck;
                    await(() -> segments(now) > 0 || rowsThatMove(now) < 2);
                }
                moved = Math.max(moved, segments(duck));
                if (random.nextInt(10) == 0) {
                    watermark += random.nextInt(20_000);
                    assertThat(duck.drop("plant.v", watermark))
                            .as("seed %d round %d", seed, round)
                            .isEqualTo(memory.drop("plant.v", watermark));
                }
                if (round == 75) {
                    columns.add(new Field("late", Simple.DOUBLE));
                    memory.ensure(new StoredView("plant.v", columns, Duration.ofSeconds(60)));
                    duck.ensure(new StoredView("plant.v", columns, Duration.ofSeconds(60)));
                }
                if (random.nextInt(20) == 0) {
                    duck.close();
                    duck = new DuckDbStore(folder, SMALL);
                }
                same(memory, duck, random, "seed " + seed + " round " + round);
            }
            assertThat(moved).isPositive();
        } finally {
            duck.close();
        }
    }

    /** A copy that was begun before a replacement must not bring the old row back. */
    @Test
    void rowReplaced_whileASegmentIsWritten_staysReplaced() {
        try (DuckDbStore store = new DuckDbStore(folder, new StoreOptions(64 << 20, 2, 2_000))) {
            store.ensure(new StoredView("plant.v", COLUMNS, null));
            for (int round = 0; round < 40; round++) {
                int window = 10_000 * (round + 1);
                List<RowChange> rows = new ArrayList<>();
                for (int i = 0; i < 3_000; i++) {
                    rows.add(row(window + i, 1));
                }
                commit(store, rows);
                for (int version = 2; version < 6; version++) {
                    commit(store, List.of(row(window + 7, version)));
                }
                List<RowChange> found =
                        store.read("plant.v", new RowQuery(Map.of(), window * 1000L, (window + 3_000) * 1000L, 10_000));
                assertThat(found).hasSize(3_000);
                assertThat(found.get(7).version()).isEqualTo(5);
            }
            assertThat(segments(store)).isPositive();
        }
    }

    /** A row is in the table or in a segment, never in both or in neither. */
    @Test
    void rowsRead_whileTheyMove_areThereOnce() throws Exception {
        try (DuckDbStore store = new DuckDbStore(folder, new StoreOptions(64 << 20, 2, 50))) {
            store.ensure(new StoredView("plant.v", COLUMNS, null));
            AtomicInteger committed = new AtomicInteger();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 300; i++) {
                    List<RowChange> rows = new ArrayList<>();
                    for (int k = 0; k < 20; k++) {
                        rows.add(row(i * 20 + k + 1, 1));
                    }
                    commit(store, rows);
                    committed.addAndGet(20);
                }
            });
            while (!writer.isDone()) {
                int before = committed.get();
                List<RowChange> found = store.read("plant.v", RowQuery.all());
                assertThat(found).hasSizeBetween(before, committed.get() + 20);
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i).windowEnd()).isEqualTo(1000L * (i + 1));
                }
            }
            writer.get(1, TimeUnit.MINUTES);
            assertThat(segments(store)).isPositive();
        }
    }

    private static RowChange row(int window, int version) {
        return RowChange.put(
                String.format("%08d-start---device", window).getBytes(StandardCharsets.UTF_8),
                version,
                new @Nullable Object[] {"device", (long) version},
                true,
                window * 1000L);
    }

    private static void commit(Store store, List<RowChange> rows) {
        store.commit(new Commit("w", new byte[] {1}, Map.of("plant.v", rows)));
    }

    private static void same(Store memory, Store duck, Random random, String about) {
        long from = random.nextInt(100_000);
        String device = "device" + random.nextInt(10);
        List<RowQuery> queries = List.of(
                RowQuery.all(),
                new RowQuery(Map.of("device", device), from, from + 50_000, 5),
                new RowQuery(Map.of("device", device), 0, from, 5, true));
        for (RowQuery query : queries) {
            assertThat(duck.read("plant.v", query)).as(about).isEqualTo(memory.read("plant.v", query));
        }
        assertThat(scan(duck, from)).as(about).isEqualTo(scan(memory, from));
        assertThat(duck.mark("w"))
                .as(about)
                .hasValueSatisfying(
                        mark -> assertThat(mark).isEqualTo(memory.mark("w").orElseThrow()));
    }

    private static List<String> scan(Store store, long from) {
        List<String> rows = new ArrayList<>();
        store.scan("plant.v", from, Long.MAX_VALUE, (columns, size) -> {
            for (int row = 0; row < size; row++) {
                rows.add(Cells.get(columns[0], row, Simple.STRING) + " " + Cells.get(columns[1], row, Simple.BIGINT));
            }
        });
        return rows;
    }

    /** Mostly what windows do (later ones final), some late ones, some again, some replaced, open or deleted. */
    private static List<RowChange> changes(Random random, int columns, long watermark) {
        List<RowChange> changes = new ArrayList<>();
        boolean calm = random.nextInt(3) > 0;
        for (int i = random.nextInt(30); i >= 0; i--) {
            int window = (int) (watermark / 1000) + random.nextInt(calm ? 60 : 100);
            byte[] key = String.format("%08d-start---device%d", window, random.nextInt(10))
                    .getBytes(StandardCharsets.UTF_8);
            long end = window * 1000L;
            long version = calm ? 1 : 1 + random.nextInt(4);
            if (!calm && random.nextInt(6) == 0) {
                changes.add(RowChange.delete(key, version, false, end));
                continue;
            }
            @Nullable Object[] values = new @Nullable Object[columns];
            values[0] = "device" + (char) key[key.length - 1];
            values[1] = version * 31 + window;
            if (columns > 2) {
                values[2] = version / 2.0;
            }
            changes.add(RowChange.put(key, version, values, calm || random.nextBoolean(), end));
        }
        return changes;
    }

    private static int segments(DuckDbStore store) {
        return store.table("plant.v").segments.size();
    }

    private static long rowsThatMove(DuckDbStore store) {
        store.writing().lock();
        try {
            return store.table("plant.v").finalRows;
        } finally {
            store.writing().unlock();
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
