package io.raudal.engine.step;

/**
 * The state of a range of the key groups of one view over all partitions: merges partial aggregates in the order of partitions, closes
 * windows when the view's watermark (the least over the partitions) reaches their end, and emits row changes. A view with a top-N is
 * one range, all groups.
 *
 * <p>Contract. Single-threaded, deterministic, no I/O, no clock but the watermark. A partition's batches and watermarks come in the
 * order in which its step emitted them; how partitions interleave does not show in final rows. A method answers whether the outbox
 * took everything; after false, only {@link #flush} may be called until it answers true. Final rows come ordered by window end,
 * window start and key. Behind them comes the view's {@link Emission.Watermark} if it rose.
 */
public final class KeyedStep {

    /** Takes a partition's partial aggregates; rows of other key groups are left out. */
    public boolean process(PartialBatch batch, Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** A partition's watermark; final rows leave when the least of them rises. */
    public boolean advance(int partition, long watermarkMicros, Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** Emits the open rows that changed since the last tick; nothing for {@code emit: final}. Behind the partitions' own ticks. */
    public boolean tick(Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** Offers again what was refused and goes on; true when nothing is left. */
    public boolean flush(Outbox out) {
        throw new UnsupportedOperationException();
    }

    /** The least of the partitions' watermarks. */
    public long watermarkMicros() {
        throw new UnsupportedOperationException();
    }

    /** The state of a key group in this step's range, with a version header; when nothing is refused. */
    public byte[] snapshot(int group) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the state of a key group in this step's range; on a new step, once a group.
     *
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another plan
     */
    public void restore(int group, byte[] snapshot) {
        throw new UnsupportedOperationException();
    }
}
