package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a store that is written to has the rows and the mark of one moment, in the table and in segments. */
class DuckDbCopyTest {
    private static final StoreOptions SMALL = new StoreOptions(64 << 20, 2, 100);

    @TempDir
    private Path folder;

    @Test
    void copy_whileCommitsGoOn_isWhatOneCommitLeft() throws Exception {
        List<Integer> copied = new ArrayList<>();
        Path first = folder.resolve("first");
        try (DuckDbStore store = open(first)) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int round = 1; round <= 200; round++) {
                    commit(store, round);
                }
            });
            for (int i = 0; i < 5; i++) {
                int atLeast = copied.isEmpty() ? 0 : copied.get(copied.size() - 1);
                await(() -> round(store) > atLeast || writing.isDone());
                store.copy(folder.resolve("copy" + i), () -> copied.add(round(store)));
            }
            writing.get(60, TimeUnit.SECONDS);
            assertThat(round(store)).isEqualTo(200);
            assertThat(store.read("plant.v", RowQuery.all())).hasSize(2_000);
        }
        for (int i = 0; i < 5; i++) {
            try (DuckDbStore copy = open(folder.resolve("copy" + i))) {
                int round = copied.get(i);
                assertThat(round(copy)).as("mark of copy %d", i).isEqualTo(round);
                assertThat(copy.read("plant.v", RowQuery.all()))
                        .as("rows of copy %d", i)
                        .hasSize(10 * round);
                commit(copy, round + 1);
                assertThat(copy.read("plant.v", RowQuery.all())).hasSize(10 * (round + 1));
            }
        }
        assertThat(copied).isSorted();
    }

    @Test
    void copy_ofSegments_staysWhenTheOriginalIsMerged() throws Exception {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (DuckDbStore store = open(first)) {
            for (int round = 1; round <= 30; round++) {
                commit(store, round);
            }
            await(() -> store.table("plant.v").segments.size() > 0);
            store.copy(second, () -> {});
            for (int round = 31; round <= 100; round++) {
                commit(store, round);
            }
            await(() -> store.table("plant.v").finalRows < 100);
        }
        try (DuckDbStore copy = open(second)) {
            assertThat(copy.table("plant.v").segments).isNotEmpty();
            assertThat(copy.read("plant.v", RowQuery.all())).hasSize(300);
        }
    }

    private static DuckDbStore open(Path folder) {
        DuckDbStore store = new DuckDbStore(folder, SMALL);
        store.ensure(new StoredView("plant.v", List.of(new Field("n", Simple.BIGINT)), null));
        return store;
    }

    /** Ten final rows, with the round's number as the mark. */
    private static void commit(DuckDbStore store, int round) {
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int second = round * 10 + i;
            rows.add(RowChange.put(key(second), 1, new @Nullable Object[] {(long) second}, true, second * 1_000L));
        }
        store.commit(
                new Commit("w", Integer.toString(round).getBytes(StandardCharsets.UTF_8), Map.of("plant.v", rows)));
    }

    private static byte[] key(int second) {
        return String.format("%016d%08d", second, second).getBytes(StandardCharsets.UTF_8);
    }

    private static int round(DuckDbStore store) {
        Optional<byte[]> mark = store.mark("w");
        return mark.map(bytes -> Integer.parseInt(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(0);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
