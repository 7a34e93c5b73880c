package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a partition from its first offset to its end. */
final class Reading {
    private Reading() {}

    static List<String> strings(Log log, String stream, int partition) throws InterruptedException {
        return List.copyOf(byOffset(log, stream, partition).values());
    }

    /** By offset, the events; whatever else is there is left out. */
    static Map<Long, String> byOffset(Log log, String stream, int partition) throws InterruptedException {
        Map<Long, String> found = new TreeMap<>();
        OffsetRange range = log.range(stream, partition);
        try (LogReader reader = log.reader(stream, Map.of(partition, range.first()))) {
            long next = range.first();
            while (next < range.end()) {
                LogRecords records = reader.poll(Duration.ofSeconds(20));
                assertThat(records).as("behind offset %d of %s", next, range).isNotNull();
                if (records instanceof LogRecords.Events events) {
                    for (int i = 0; i < events.slices().size(); i++) {
                        found.put(events.firstOffset() + i, events.slices().string(i));
                    }
                }
                assertThat(records.nextOffset()).isGreaterThan(next);
                next = records.nextOffset();
            }
        }
        return found;
    }
}
