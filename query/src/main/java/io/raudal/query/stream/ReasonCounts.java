package io.raudal.query.stream;

import io.raudal.engine.live.AsideRecord;
import io.raudal.engine.log.OffsetRange;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many late or dead events there are of each reason. Each event is looked at once, when the counts are asked for the next time; the
 * counts are kept by stretches of the log, so that what retention takes away can be taken off, to within a stretch.
 */
final class ReasonCounts {
    private static final long STRETCH = 1_000;

    private final Map<Integer, Partition> partitions = new HashMap<>();

    private static final class Partition {
        long counted;
        final TreeMap<Long, Map<String, Long>> stretches = new TreeMap<>();
    }

    /** Counts on, as far as the look's time allows, and sums up. */
    synchronized Map<String, Long> count(LogLook look) {
        Map<String, Long> sums = new TreeMap<>();
        for (int number = 0; number < look.partitions(); number++) {
            Partition partition = partitions.computeIfAbsent(number, any -> new Partition());
            count(look, number, partition);
            partition
                    .stretches
                    .values()
                    .forEach(counts -> counts.forEach((reason, n) -> sums.merge(reason, n, Long::sum)));
        }
        return sums;
    }

    private static void count(LogLook look, int number, Partition partition) {
        OffsetRange range = look.range(number);
        if (range.end() < partition.counted) {
            // The stream was deleted and is there again.
            partition.stretches.clear();
            partition.counted = 0;
        }
        partition.stretches.headMap(Math.floorDiv(range.first(), STRETCH)).clear();
        long from = Math.max(range.first(), partition.counted);
        partition.counted = look.read(
                number,
                from,
                range.end(),
                entry -> AsideRecord.read(entry.bytes())
                        .ifPresent(record -> partition
                                .stretches
                                .computeIfAbsent(Math.floorDiv(entry.offset(), STRETCH), any -> new HashMap<>())
                                .merge(record.reason(), 1L, Long::sum)));
    }
}
