package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Queue;

/** The state of one view in a {@link KeyedStep}, and what comes out of it piece by piece: each piece leaves before the next is made. */
interface KeyedView {

    void take(PartialBatch batch);

    /**
     * Puts the next piece of the windows that end by the watermark into {@code out}; false when there are none left.
     *
     * @param openVersion of rows that are not final
     */
    boolean nextFinal(long watermarkMillis, long openVersion, Queue<Emission> out);

    /** All windows that end by then have left, once {@link #nextFinal} has answered false for this watermark. */
    long finalMillis(long watermarkMillis);

    /** From now on {@link #nextOpen} goes through what changed since the last tick. */
    void beginTick();

    /** Puts the next piece of the open rows that changed into {@code out}; false when there are none left. */
    boolean nextOpen(long version, Queue<Emission> out);

    /** Writes each key group's part of the state. */
    void write(KeyBytes[] groups);

    /** Reads a key group's part. */
    void read(StateReader in);
}
