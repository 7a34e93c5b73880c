package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import java.time.Duration;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** Reads a late or dead stream from a position to where it ends now. */
final class AsideEvents {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private AsideEvents() {}

    /** @param sink is told each record and its offset, in their order; what others wrote is passed over */
    static void read(Log log, String stream, int partition, long from, ObjLongConsumer<AsideRecord> sink)
            throws InterruptedException {
        OffsetRange range = log.range(stream, partition);
        long at = Math.max(from, range.first());
        if (at >= range.end()) {
            return;
        }
        try (LogReader reader = log.reader(stream, Map.of(partition, at))) {
            while (at < range.end()) {
                LogRecords records = reader.poll(PATIENCE);
                if (records == null) {
                    throw new IllegalStateException(stream + "/" + partition + ": no event at offset " + at);
                }
                if (records instanceof LogRecords.Events events) {
                    for (int i = 0; i < events.slices().size() && events.firstOffset() + i < range.end(); i++) {
                        long offset = events.firstOffset() + i;
                        AsideRecord.read(events.slices().copy(i)).ifPresent(record -> sink.accept(record, offset));
                    }
                }
                at = records.nextOffset();
            }
        }
    }
}
