package io.raudal.engine.step;

import io.raudal.engine.EventBatch;
import org.jspecify.annotations.Nullable;

/**
 * A block of events after everything that needs no state: decoded, computed, filtered and projected for each view, with encoded keys
 * and aggregates' arguments. Belongs to the {@link StreamScan} that made it and is valid until that scans again; read by one
 * {@link PartitionStep}, on any thread that the hand-over was published to.
 */
public final class ScannedBatch {
    final EventBatch events;
    /** By event, in milliseconds since 1970, when it was appended; null where nothing is in the future. */
    long @Nullable [] appendMillis;

    ScannedBatch(EventBatch events) {
        this.events = events;
    }

    /** Events, dead ones included. */
    public int size() {
        return events.size;
    }

    /** Says where the first event stands, for blocks that are scanned side by side, before a step takes the batch. */
    public void place(long firstPosition) {
        events.firstPosition = firstPosition;
    }

    /** The position behind the last event. */
    public long nextPosition() {
        return events.firstPosition + events.size;
    }
}
