package io.raudal.engine.intake;

import io.raudal.model.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing.
 *
 * @param events since the start of the process
 * @param lag what is still to be read, -1 if unknown
 * @param lastError of this run of the process; null if there was none
 * @param retryAt when it is tried again; null unless it waits
 */
public record SourceStatus(
        String kind,
        String target,
        State state,
        long events,
        long lag,
        Unit unit,
        @Nullable Message lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Instant retryAt) {

    /** What a source does now. */
    public enum State {
        STARTING,
        RUNNING,
        /** It failed and is tried again. */
        WAITING,
        /** It brought all there was. */
        ENDED,
        /** It failed, and trying again is no use. */
        FAILED
    }

    /** What lag is counted in. */
    public enum Unit {
        EVENTS,
        BYTES
    }
}
