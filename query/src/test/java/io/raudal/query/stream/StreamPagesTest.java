package io.raudal.query.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.ForwardingLog;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamPagesTest {
    private static final String STREAM = "shop.orders";

    /** A log that counts its readers, which are what reading costs. */
    private static final class CountedLog extends ForwardingLog {
        int readers;

        CountedLog() {
            super(new MemoryLog(InstantSource.system()));
        }

        @Override
        public LogReader reader(String stream, Map<Integer, Long> offsets) {
            readers++;
            return super.reader(stream, offsets);
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
