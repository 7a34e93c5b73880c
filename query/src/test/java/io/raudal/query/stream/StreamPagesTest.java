package io.raudal.query.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamPagesTest {
    private static final String STREAM = "shop.orders";

    /** A log that counts its readers, which are what reading costs. */
    private static final class CountedLog implements Log {
        final MemoryLog log = new MemoryLog(InstantSource.system());
        int readers;

        @Override
        public void ensure(LogStream... streams) {
            log.ensure(streams);
        }

        @Override
        public int partitions(String stream) {
            return log.partitions(stream);
        }

        @Override
        public int appendBytes() {
            return log.appendBytes();
        }

        @Override
        public CompletionStage<Long> append(String stream, int partition, Slices events) {
            return log.append(stream, partition, events);
        }

        @Override
        public CompletionStage<Long> append(String stream, int partition, Control control) {
            return log.append(stream, partition, control);
        }

        @Override
        public OffsetRange range(String stream, int partition) {
            return log.range(stream, partition);
        }

        @Override
        public LogReader reader(String stream, Map<Integer, Long> offsets) {
            readers++;
            return log.reader(stream, offsets);
        }

        @Override
        public void delete(Set<String> streams) {
            log.delete(streams);
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private final CountedLog log = new CountedLog();
    private final StreamPages pages = new StreamPages(log, Duration.ofSeconds(10));

    private void append(String... events) {
        append(0, events);
    }

    private void append(int partition, String... events) {
        log.append(STREAM, partition, Slices.of(events)).toCompletableFuture().join();
    }

    private void decide(int times) {
        for (int i = 0; i < times; i++) {
            log.append(STREAM, 0, new Control.Idle(i)).toCompletableFuture().join();
        }
    }

    private List<String> newest(int limit) {
        return pages.newest(STREAM, limit).getJsonArray("events").stream()
                .map(event -> ((JsonObject) event).getString("text"))
                .toList();
    }

    @Test
    void newest_behindManyDecisions_takesFewReaders() {
        log.ensure(new LogStream(STREAM, 1, Duration.ofDays(1), 1 << 30));
        append("a", "b", "c");
        decide(50);
        assertThat(newest(1)).containsExactly("c");
        assertThat(log.readers).isEqualTo(1);

        decide(10_000);
        log.readers = 0;
        assertThat(newest(1)).containsExactly("c");
        assertThat(log.readers).isLessThan(10);
        assertThat(newest(50)).containsExactly("c", "b", "a");
    }

    @Test
    void newest_ofManyPartitions_takesOneReader() {
        log.ensure(new LogStream(STREAM, 8, Duration.ofDays(1), 1 << 30));
        for (int i = 0; i < 400; i++) {
            append(i % 7, "e" + i);
        }
        assertThat(newest(1)).hasSize(1);
        assertThat(log.readers).isEqualTo(1);
        assertThat(newest(400)).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void newest_amongDecisions_leavesNoEventOut() {
        log.ensure(new LogStream(STREAM, 1, Duration.ofDays(1), 1 << 30));
        for (int i = 0; i < 700; i++) {
            append("e" + i);
            decide(i % 7 == 0 ? 150 : i % 3);
        }
        for (int limit : new int[] {1, 2, 3, 99, 100, 101, 700, 1000}) {
            List<String> expected = IntStream.range(0, Math.min(limit, 700))
                    .mapToObj(i -> "e" + (699 - i))
                    .toList();
            assertThat(newest(limit)).as("limit %d", limit).isEqualTo(expected);
        }
    }
}
