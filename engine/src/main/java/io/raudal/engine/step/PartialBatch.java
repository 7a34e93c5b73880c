package io.raudal.engine.step;

/**
 * Partial aggregates of one view, partition and slice of time (or of sessions), on the way from a {@link PartitionStep} to the view's
 * {@link KeyedStep}s: rows in the order of their keys, accumulators in primitive arrays. Not changed by anyone once it is emitted.
 */
public final class PartialBatch implements Emission {
    final String view;
    final int partition;

    PartialBatch(String view, int partition) {
        this.view = view;
        this.partition = partition;
    }

    public String view() {
        return view;
    }

    public int partition() {
        return partition;
    }

    public int size() {
        throw new UnsupportedOperationException();
    }
}
