package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;

/** What accumulators read of a batch: everything by row of the batch. Filled anew for each batch. */
public final class AggregateInput {
    /** By {@link Aggregates#arguments}. */
    public final Vector[] arguments;
    /** By {@link Aggregates#filters}: BOOLEAN. */
    public final Vector.Longs[] filters;
    /** Event time in microseconds. */
    public Vector.Longs time = new Vector.Longs();
    /** By row: the event, whose position is this much behind {@link #firstPosition}. */
    public int[] origins = new int[0];

    public long firstPosition;
    public int partition;

    public AggregateInput(int arguments, int filters) {
        this.arguments = new Vector[arguments];
        this.filters = new Vector.Longs[filters];
    }
}
