package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;

/** Gives an aggregate's value of a row of accumulators. */
@FunctionalInterface
interface Finisher {

    /** Writes the value, or NULL, to {@code outRow} of a vector of the aggregate's type. */
    void finish(StateRows rows, int row, Vector out, int outRow);
}
