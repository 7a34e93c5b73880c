package io.raudal.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.raudal.engine.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Log} must do. A module that implements one inherits this suite. */
public abstract class LogContract {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    /** The log's clock, where the log has one of its own choosing. */
    protected final SettableClock clock = new SettableClock();

    private Log log;

    /** A new, empty log. */
    protected abstract Log open();

    @BeforeEach
    void openLog() {
        log = open();
        log.ensure(new LogStream("plant.readings", 3, Duration.ofDays(7), 1L << 30));
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void append_severalBatches_haveOffsetsThatFollow() throws Exception {
        assertThat(append(0, "a", "b")).isZero();
        assertThat(append(0, "c")).isEqualTo(2);
        assertThat(append(1, "d")).isZero();
        assertThat(log.range("plant.readings", 0)).isEqualTo(new OffsetRange(0, 3));
        assertThat(log.range("plant.readings", 2)).isEqualTo(new OffsetRange(0, 0));
    }

    @Test
    void read_fromAnyOffset_givesTheRecordsFromThere() throws Exception {
        append(0, "a", "b", "", "é\n\u0000");
        append(0, "e");
        assertThat(read(0, 0, 5)).containsExactly("a", "b", "", "é\n\u0000", "e");
        assertThat(read(0, 2, 3)).containsExactly("", "é\n\u0000", "e");
        assertThat(read(0, 4, 1)).containsExactly("e");
    }

    @Test
    void read_slices_haveRoomToReadBehind() throws Exception {
        append(0, "a", "b");
        try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L))) {
            LogRecords.Events events = (LogRecords.Events) reader.poll(LONG);
            Slices slices = events.slices();
            int last = slices.size() - 1;
            assertThat(slices.bytes().length)
                    .isGreaterThanOrEqualTo(slices.start(last) + slices.length(last) + Decoder.PADDING);
        }
    }

    @Test
    void read_appendTime_isTheClocksAndNotTheEvents() throws Exception {
        long before = clock.millis();
        append(0, "{\"ts\":\"1999-01-01T00:00:00Z\"}");
        try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L))) {
            LogRecords.Events events = (LogRecords.Events) reader.poll(LONG);
            assertThat(events.appendMillis()[0]).isBetween(before, clock.millis() + 60_000);
        }
    }

    @Test
    void control_betweenEvents_takesAnOffsetAndComesInOrder() throws Exception {
        append(0, "a");
        assertThat(log.append("plant.readings", 0, new Control.Idle(-5))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isEqualTo(1);
        append(0, "b");
        List<Object> seen = new ArrayList<>();
        try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L))) {
            long next = 0;
            while (next < 3) {
                LogRecords records = reader.poll(LONG);
                if (records instanceof LogRecords.Decided decided) {
                    assertThat(decided.offset()).isEqualTo(1);
                    seen.add(decided.control());
                } else if (records instanceof LogRecords.Events events) {
                    for (int i = 0; i < events.slices().size(); i++) {
                        seen.add(events.firstOffset() + i + events.slices().string(i));
                    }
                }
                next = records.nextOffset();
            }
        }
        assertThat(seen).containsExactly("0a", new Control.Idle(-5), "2b");
    }

    @Test
    void reader_ofSeveralPartitions_readsEachInOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            append(i % 3, "e" + i);
        }
        Map<Integer, List<String>> seen = new HashMap<>();
        try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L, 1, 0L, 2, 10L))) {
            int left = 34 + 33 + 23;
            while (left > 0) {
                LogRecords.Events events = (LogRecords.Events) reader.poll(LONG);
                assertThat(events).isNotNull();
                for (int i = 0; i < events.slices().size(); i++, left--) {
                    seen.computeIfAbsent(events.partition(), p -> new ArrayList<>())
                            .add(events.slices().string(i));
                }
            }
            assertThat(reader.poll(SHORT)).isNull();
        }
        assertThat(seen.get(0)).hasSize(34).startsWith("e0", "e3").endsWith("e99");
        assertThat(seen.get(2)).hasSize(23).startsWith("e32", "e35").endsWith("e98");
    }

    @Test
    void poll_withNothingThere_waitsForAnAppend() throws Exception {
        try (LogReader reader = log.reader("plant.readings", Map.of(1, 0L))) {
            assertThat(reader.poll(SHORT)).isNull();
            CompletableFuture<Long> later = CompletableFuture.supplyAsync(() -> {
                try {
                    Thread.sleep(50);
                    return append(1, "late");
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            });
            LogRecords records = reader.poll(LONG);
            assertThat(((LogRecords.Events) records).slices().string(0)).isEqualTo("late");
            later.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void wakeup_ofAWaitingPoll_endsIt() throws Exception {
        try (LogReader reader = log.reader("plant.readings", Map.of(1, 0L))) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(
                    reader::wakeup, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
            long start = System.nanoTime();
            assertThat(reader.poll(LONG)).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
            later.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void appendAndRead_atTheSameTime_loseAndRepeatNothing() throws Exception {
        int writers = 3;
        int each = 2000;
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            running.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < each; i += 4) {
                        append(
                                0,
                                writer + ":" + i,
                                writer + ":" + (i + 1),
                                writer + ":" + (i + 2),
                                writer + ":" + (i + 3));
                    }
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }));
        }
        int[] next = new int[writers];
        long offset = 0;
        try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L))) {
            while (offset < (long) writers * each) {
                LogRecords.Events events = (LogRecords.Events) reader.poll(LONG);
                assertThat(events).isNotNull();
                assertThat(events.firstOffset()).isEqualTo(offset);
                for (int i = 0; i < events.slices().size(); i++) {
                    String[] parts = events.slices().string(i).split(":", -1);
                    int writer = Integer.parseInt(parts[0]);
                    assertThat(Integer.parseInt(parts[1])).isEqualTo(next[writer]++);
                    // A batch stands side by side.
                    assertThat((offset + i) % 4).isEqualTo(Integer.parseInt(parts[1]) % 4);
                }
                offset = events.nextOffset();
            }
        }
        for (CompletableFuture<Void> writer : running) {
            writer.get(20, TimeUnit.SECONDS);
        }
        assertThat(next).containsOnly(each);
    }

    @Test
    void retention_bySize_dropsTheOldestAndMovesReadersOn() throws Exception {
        log.ensure(new LogStream("plant.small", 1, Duration.ofDays(7), 1L << 20));
        String kilobyte = "x".repeat(1 << 10);
        for (int i = 0; i < 8 << 10; i += 16) {
            List<String> batch = new ArrayList<>();
            for (int j = 0; j < 16; j++) {
                batch.add(kilobyte);
            }
            log.append("plant.small", 0, Slices.of(batch)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        OffsetRange range = rangeFrom("plant.small", 4 << 10);
        assertThat(range.end()).isEqualTo(8 << 10);
        assertThat(range.first()).isBetween(4L << 10, (8L << 10) - 1);
        try (LogReader reader = log.reader("plant.small", Map.of(0, 0L))) {
            assertThat(((LogRecords.Events) reader.poll(LONG)).firstOffset()).isEqualTo(range.first());
        }
    }

    @Test
    void retention_byTime_countsFromTheAppend() throws Exception {
        log.ensure(new LogStream("plant.brief", 1, Duration.ofHours(1), 1L << 30));
        String large = "x".repeat(300 << 10);
        for (int i = 0; i < 4; i++) {
            log.append("plant.brief", 0, Slices.of(large)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(log.range("plant.brief", 0).first()).isZero();
        clock.advance(Duration.ofHours(2));
        log.append("plant.brief", 0, Slices.of("new")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        OffsetRange range = rangeFrom("plant.brief", 1);
        assertThat(range.end()).isEqualTo(5);
        assertThat(range.first()).isPositive();
    }

    @Test
    void ensure_again_addsPartitionsAndKeepsRecords() throws Exception {
        append(2, "a");
        log.ensure(new LogStream("plant.readings", 5, Duration.ofDays(7), 1L << 30));
        assertThat(log.partitions("plant.readings")).isEqualTo(5);
        log.ensure(new LogStream("plant.readings", 2, Duration.ofDays(7), 1L << 30));
        assertThat(log.partitions("plant.readings")).isEqualTo(5);
        append(4, "b");
        assertThat(read(2, 0, 1)).containsExactly("a");
        assertThat(read(4, 0, 1)).containsExactly("b");
    }

    @Test
    void unknown_streamPartitionOrOffset_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> log.partitions("plant.nothing"));
        assertThatIllegalArgumentException().isThrownBy(() -> log.append("plant.nothing", 0, Slices.of("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> log.append("plant.readings", 3, Slices.of("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> log.reader("plant.readings", Map.of(0, 1L)));
    }

    @Test
    void append_nothingOrTooMuch_isRefusedAndAppendsNothing() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> log.append("plant.readings", 0, new Slices()));
        Slices large = new Slices();
        byte[] kilobyte = new byte[(1 << 10) - Slices.EVENT_BYTES];
        for (int i = 0; i <= log.appendBytes() >> 10; i++) {
            large.add(kilobyte, 0, kilobyte.length);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.append("plant.readings", 0, large))
                .withMessageContaining("plant.readings")
                .withMessageContaining(Integer.toString(log.appendBytes()));
        assertThat(log.range("plant.readings", 0).end()).isZero();
        byte[] most = new byte[log.appendBytes() - Slices.EVENT_BYTES];
        Slices one = new Slices();
        one.add(most, 0, most.length);
        assertThat(log.append("plant.readings", 0, one).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isZero();
    }

    @Test
    void append_manyTinyEvents_fillTheBound() throws Exception {
        Slices tiny = new Slices();
        while (tiny.logBytes() + Slices.EVENT_BYTES <= log.appendBytes()) {
            tiny.add(new byte[0], 0, 0);
        }
        log.append("plant.readings", 0, tiny).toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(log.range("plant.readings", 0).end()).isEqualTo(tiny.size());
        assertThat(log.append("plant.readings", 0, tiny).toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(tiny.size());
    }

    @Test
    void delete_aStream_leavesTheOthersAndBeginsAnewAtZero() throws Exception {
        log.ensure(new LogStream("plant.other", 1, LONG, 1 << 20));
        append(0, "a", "b");
        log.append("plant.other", 0, Slices.of("kept")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        log.delete(Set.of("plant.readings", "plant.none"));
        assertThatIllegalArgumentException().isThrownBy(() -> log.partitions("plant.readings"));
        assertThat(log.range("plant.other", 0).end()).isEqualTo(1);

        log.ensure(new LogStream("plant.readings", 3, LONG, 1 << 20));
        assertThat(log.partitions("plant.readings")).isEqualTo(3);
        assertThat(log.range("plant.readings", 0)).isEqualTo(new OffsetRange(0, 0));
        assertThat(append(0, "c")).isZero();
        assertThat(read(0, 0, 1)).containsExactly("c");
    }

    /** Waits until retention, which need not be immediate, has come as far. */
    private OffsetRange rangeFrom(String stream, long first) throws InterruptedException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (log.range(stream, 0).first() < first && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        return log.range(stream, 0);
    }

    private long append(int partition, String... events) throws Exception {
        return log.append("plant.readings", partition, Slices.of(events))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private List<String> read(int partition, long from, int count) throws InterruptedException {
        List<String> found = new ArrayList<>();
        try (LogReader reader = log.reader("plant.readings", Map.of(partition, from))) {
            long next = from;
            while (found.size() < count) {
                LogRecords.Events events = (LogRecords.Events) reader.poll(LONG);
                assertThat(events).isNotNull();
                assertThat(events.partition()).isEqualTo(partition);
                assertThat(events.firstOffset()).isEqualTo(next);
                for (int i = 0; i < events.slices().size(); i++) {
                    assertThat(events.slices().copy(i))
                            .isEqualTo(events.slices().string(i).getBytes(StandardCharsets.UTF_8));
                    found.add(events.slices().string(i));
                }
                next = events.nextOffset();
            }
            assertThat(reader.poll(SHORT)).isNull();
        }
        return found;
    }

    /** A clock that is set by hand. */
    protected static final class SettableClock implements InstantSource {
        private Instant now = Instant.now();

        @Override
        public synchronized Instant instant() {
            return now;
        }

        public synchronized void advance(Duration by) {
            now = now.plus(by);
        }
    }
}
