package io.raudal.engine.intake;

import io.raudal.engine.log.Slices;

/** Where an {@link EventSource} puts its events. Belongs to the source's thread. */
public interface SourceOutput {

    /**
     * Appends events to the stream and then keeps the position; waits until both are durable. A crash between the two brings the events
     * a second time, which the stream's {@code id} tells.
     *
     * @param events may be empty: only the position moves
     */
    void emit(Slices events, byte[] position) throws InterruptedException;

    /** Says how much is still to be read; -1 if nobody knows. */
    void lag(long amount, SourceStatus.Unit unit);

    /** The other side was reached: an earlier error is over. */
    void connected();
}
