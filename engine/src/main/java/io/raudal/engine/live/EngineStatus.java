package io.raudal.engine.live;

import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.run.FailedRows;
import io.raudal.plan.RowOperator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine is at one moment, between two events. Times are in microseconds since 1970, {@link Long#MIN_VALUE} where there is
 * none yet.
 *
 * @param checkpoint the last one since the start, null before it
 */
public record EngineStatus(
        List<StreamState> streams,
        List<ViewState> views,
        @Nullable Checkpoint checkpoint) {

    /** @param partitions by number */
    public record StreamState(String name, StreamLedger ledger, List<PartitionState> partitions) {}

    /**
     * A partition of a stream.
     *
     * @param range what the log has of it
     * @param readOffset the next record to process
     * @param highestMicros the highest event time of a delivered event
     * @param isIdle whether it has been without events for longer than the stream's idle time
     */
    public record PartitionState(
            int partition,
            OffsetRange range,
            long readOffset,
            long watermarkMicros,
            long highestMicros,
            boolean isIdle) {}

    /**
     * A view.
     *
     * @param storedName under which the store and the changes know the rows that serve it now
     * @param nextWindowEndMillis of the earliest window that is not final; {@link Long#MIN_VALUE} for views without windows of a fixed
     *     length, and before the first event
     * @param finalRows emitted since the start of the process
     * @param failedRows left out since the start
     * @param rebuilding how far its rows are being made anew; empty if they are not
     * @param unfit events of the log that it lacks because they did not fit their stream when it was made
     * @param steps in their order, those of the row views that the view reads first; none while it is made for the first time
     */
    public record ViewState(
            String name,
            String storedName,
            long watermarkMicros,
            long nextWindowEndMillis,
            long finalRows,
            Optional<FailedRows> failedRows,
            Optional<Rebuilding> rebuilding,
            long unfit,
            List<StepCount> steps) {}

    /**
     * What an operator ahead of a view's aggregation has let through since the engine started, or since views were last made anew; of all
     * events that were read, late ones too.
     */
    public record StepCount(RowOperator operator, long in, long out) {}

    /**
     * A view whose rows are made anew out of the log; until then the old ones serve.
     *
     * @param read records of the log that have been read again
     * @param toRead all of them, up to where the engine is; 0 before it is known
     */
    public record Rebuilding(long read, long toRead) {}

    /**
     * A checkpoint.
     *
     * @param atMillis when it was complete
     * @param nanos how long it took
     * @param sizeBytes of its snapshot
     */
    public record Checkpoint(long atMillis, long nanos, long sizeBytes) {}

    public EngineStatus {
        streams = List.copyOf(streams);
        views = List.copyOf(views);
    }
}
