package io.raudal.engine.live;

import io.raudal.engine.step.ScannedBatch;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why events of a partition were set aside, for when they are read once more: after a crash, or because the times of the stream mean
 * something else now. They are set aside again for the same reasons, whatever the file says by then. One thread at a time.
 */
final class EarlierDecisions {
    private final Map<String, OffsetSet> byReason = new TreeMap<>();
    private long last = -1;

    void add(long offset, String reason) {
        byReason.computeIfAbsent(reason, any -> new OffsetSet()).add(offset);
        last = Math.max(last, offset);
    }

    void apply(ScannedBatch batch) {
        long first = batch.firstPosition();
        byReason.forEach((reason, offsets) ->
                offsets.forEach(first, batch.nextPosition(), offset -> batch.setAside((int) (offset - first), reason)));
    }

    /** Whether there is none from this offset on. */
    boolean isPast(long offset) {
        return offset > last;
    }
}
