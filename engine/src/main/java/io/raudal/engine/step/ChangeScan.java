package io.raudal.engine.step;

/** As {@link StreamScan}, of the final rows of a window view that other views read. */
public final class ChangeScan {

    /** Final changes of the view, in the order in which its keyed step emitted them. */
    public ScannedBatch scan(ChangeBatch changes) {
        throw new UnsupportedOperationException();
    }
}
