package io.raudal.engine.step;

/**
 * The state of one partition of one stream, over all views that read the stream directly: decides for each event whether it is dead,
 * duplicate, late or delivered, and aggregates delivered ones by view, key and slice of time until the partition's watermark passes
 * the slice. Also of the final rows of a window view that other views read; then the watermark comes from {@link #advance} alone.
 *
 * <p>Contract. Single-threaded, deterministic, no I/O, no clock but the watermark. Batches come in the order of the log. A method
 * answers whether the outbox took everything; after false, only {@link #flush} may be called until it answers true. What leaves, in
 * order: {@link AsideBatch}, {@link ChangeBatch} (rows of row views), {@link PartialBatch}, {@link Emission.Watermark}.
 */
public final class PartitionStep {

    /** Takes a batch whole, whatever the outbox answers. */
    public boolean process(ScannedBatch batch, Outbox out) {
        throw new UnsupportedOperationException();
    }

    /**
     * Raises the watermark, as a control record of the log says for an idle partition; lower values change nothing.
     *
     * @param watermarkMicros {@link Long#MAX_VALUE} at the end of a bounded input
     */
    public boolean advance(long watermarkMicros, Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** Hands out the partial aggregates of open slices of the views with {@code emit: live}; the host calls it every so often. */
    public boolean tick(Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** Offers again what was refused; true when nothing is left. */
    public boolean flush(Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** {@link Long#MIN_VALUE} before the first event. */
    public long watermarkMicros() {
        throw new UnsupportedOperationException();
    }

    /** The highest event time of delivered events; {@link Long#MIN_VALUE} before the first. */
    public long highestMicros() {
        throw new UnsupportedOperationException();
    }

    /** What happened to the partition's events so far; live, read by the step's thread. */
    public Ledger ledger() {
        throw new UnsupportedOperationException();
    }

    /** The whole state, with a version header; when nothing is refused. */
    public byte[] snapshot() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the state of a snapshot of the same partition; on a new step.
     *
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another plan
     */
    public void restore(byte[] snapshot) {
        throw new UnsupportedOperationException();
    }
}
