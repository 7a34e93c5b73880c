package io.raudal.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Changes} must do. A module that implements one inherits this suite. */
public abstract class ChangesContract {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;

    private Changes changes;

    /** New changes, of which at least {@code capacity} a view, and not many more, are kept. */
    protected abstract Changes open(int capacity);

    @BeforeEach
    void openChanges() {
        changes = open(100);
    }

    @Test
    void snapshot_thenReads_tellEverythingOnce() throws Exception {
        changes.publish("v", List.of(put("a", 1, false), put("b", 1, false), put("done", 1, true)));
        OpenRows open = changes.snapshot("v");
        assertThat(open.rows()).containsExactly(put("a", 1, false), put("b", 1, false));
        assertThat(rows("v", open.cursor(), 10)).isEmpty();
        changes.publish("v", List.of(put("a", 2, false), put("c", 1, false)));
        changes.publish("v", List.of(put("a", 3, true)));
        Changed.Rows first = (Changed.Rows) changes.read("v", open.cursor(), 2, NONE);
        assertThat(first.changes()).containsExactly(put("a", 2, false), put("c", 1, false));
        assertThat(rows("v", first.cursor(), 10)).containsExactly(put("a", 3, true));
        assertThat(changes.snapshot("v").rows()).containsExactly(put("b", 1, false), put("c", 1, false));
    }

    @Test
    void read_saysWhenTheFirstChangeWasPublished() throws Exception {
        long cursor = changes.snapshot("v").cursor();
        long before = micros();
        changes.publish("v", List.of(put("a", 1, false)));
        long between = micros();
        changes.publish("v", List.of(put("a", 2, false)));
        Changed.Rows both = (Changed.Rows) changes.read("v", cursor, 10, NONE);
        assertThat(both.publishedMicros()).isBetween(before, between);
        Changed.Rows first = (Changed.Rows) changes.read("v", cursor, 1, NONE);
        Changed.Rows second = (Changed.Rows) changes.read("v", first.cursor(), 10, NONE);
        assertThat(second.publishedMicros()).isBetween(between, micros());
        assertThat(((Changed.Rows) changes.read("v", both.cursor(), 10, NONE)).publishedMicros())
                .isZero();
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Test
    void session_thatMerges_leavesOneOpenRow() {
        changes.publish("v", List.of(put("a@1-5", 1, false), put("a@8-12", 1, false)));
        changes.publish("v", List.of(delete("a@1-5", 2), delete("a@8-12", 2), put("a@1-12", 2, false)));
        assertThat(changes.snapshot("v").rows()).containsExactly(put("a@1-12", 2, false));
    }

    @Test
    void having_thatFlips_closesAndOpensTheRow() {
        changes.publish("v", List.of(put("a", 1, false)));
        changes.publish("v", List.of(delete("a", 2)));
        assertThat(changes.snapshot("v").rows()).isEmpty();
        changes.publish("v", List.of(put("a", 3, false)));
        assertThat(changes.snapshot("v").rows()).containsExactly(put("a", 3, false));
    }

    @Test
    void topN_thatEvicts_keepsTheRowsOfItsRanks() {
        changes.publish("v", List.of(put("rank1", 1, false), put("rank2", 1, false), put("rank3", 1, false)));
        changes.publish("v", List.of(put("rank1", 2, false), delete("rank3", 2)));
        assertThat(changes.snapshot("v").rows()).containsExactly(put("rank1", 2, false), put("rank2", 1, false));
    }

    @Test
    void read_withACursorThatIsTooOld_isReset() throws Exception {
        long start = changes.snapshot("v").cursor();
        for (int i = 0; i < 1000; i++) {
            changes.publish("v", List.of(put("k" + i % 3, i, false)));
        }
        assertThat(changes.read("v", start, 10, LONG)).isInstanceOf(Changed.Reset.class);
        OpenRows open = changes.snapshot("v");
        assertThat(open.rows()).hasSize(3);
        changes.publish("v", List.of(put("x", 1, false)));
        assertThat(rows("v", open.cursor(), 10)).containsExactly(put("x", 1, false));
    }

    @Test
    void forget_aView_hasNoOpenRowsAndResetsItsReaders() throws Exception {
        changes.publish("v", List.of(put("a", 1, false)));
        changes.publish("w", List.of(put("b", 1, false)));
        long cursor = changes.snapshot("v").cursor();
        changes.forget("v");
        assertThat(changes.snapshot("v").rows()).isEmpty();
        assertThat(changes.snapshot("w").rows()).hasSize(1);
        assertThat(changes.read("v", cursor, 10, LONG)).isInstanceOf(Changed.Reset.class);
        changes.publish("v", List.of(put("a", 1, false)));
        assertThat(changes.snapshot("v").rows()).hasSize(1);
    }

    @Test
    void read_withACursorOfNoLife_isReset() throws Exception {
        changes.publish("v", List.of(put("a", 1, false)));
        assertThat(changes.read("v", 0, 10, LONG)).isInstanceOf(Changed.Reset.class);
        assertThat(changes.read("v", changes.snapshot("v").cursor() + 1, 10, LONG))
                .isInstanceOf(Changed.Reset.class);
    }

    @Test
    void read_withNothingThere_waitsForAChange() throws Exception {
        long cursor = changes.snapshot("v").cursor();
        CompletableFuture<Void> later = CompletableFuture.runAsync(
                () -> changes.publish("v", List.of(put("a", 1, false))),
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        assertThat(((Changed.Rows) changes.read("v", cursor, 10, LONG)).changes())
                .containsExactly(put("a", 1, false));
        later.get(20, TimeUnit.SECONDS);
    }

    @Test
    void views_areApart() throws Exception {
        long cursor = changes.snapshot("v").cursor();
        changes.publish("w", List.of(put("a", 1, false)));
        assertThat(changes.snapshot("v").rows()).isEmpty();
        assertThat(rows("v", cursor, 10)).isEmpty();
    }

    @Test
    void readers_whoFollowFromAnyMoment_endWithTheSameRows() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ChangesContract seed " + seed);
        Changes large = open(100_000);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            Random random = new Random(seed);
            for (int version = 1; version <= 20_000; version++) {
                String key = "k" + random.nextInt(50);
                large.publish(
                        "v",
                        List.of(
                                random.nextInt(5) == 0
                                        ? delete(key, version)
                                        : put(key, version, random.nextInt(20) == 0)));
            }
        });
        List<CompletableFuture<Map<byte[], RowChange>>> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(CompletableFuture.supplyAsync(() -> follow(large, writer)));
        }
        for (CompletableFuture<Map<byte[], RowChange>> reader : readers) {
            assertThat(reader.get(60, TimeUnit.SECONDS).values())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(large.snapshot("v").rows());
        }
    }

    private static Map<byte[], RowChange> follow(Changes changes, CompletableFuture<Void> writer) {
        Map<byte[], RowChange> open = new TreeMap<>(Arrays::compareUnsigned);
        OpenRows snapshot = changes.snapshot("v");
        snapshot.rows().forEach(row -> open.put(row.key(), row));
        long cursor = snapshot.cursor();
        try {
            while (true) {
                boolean last = writer.isDone();
                Changed.Rows read = (Changed.Rows) changes.read("v", cursor, 7, Duration.ofMillis(1));
                cursor = read.cursor();
                for (RowChange change : read.changes()) {
                    if (change.isDelete() || change.isFinal()) {
                        open.remove(change.key());
                    } else {
                        open.put(change.key(), change);
                    }
                }
                if (last && read.changes().isEmpty()) {
                    return open;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<RowChange> rows(String view, long cursor, int limit) throws InterruptedException {
        return ((Changed.Rows) changes.read(view, cursor, limit, NONE)).changes();
    }

    private static RowChange put(String key, long version, boolean isFinal) {
        return RowChange.put(
                key.getBytes(StandardCharsets.UTF_8), version, new @Nullable Object[] {key}, isFinal, 10_000);
    }

    private static RowChange delete(String key, long version) {
        return RowChange.delete(key.getBytes(StandardCharsets.UTF_8), version, false, 10_000);
    }
}
