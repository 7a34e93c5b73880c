package io.raudal.engine.aggregate;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * One part of the state of an aggregate, as columns of {@link StateRows}: some longs from {@link #at}, some objects from
 * {@link #objectAt}. Aggregates over the same argument share theirs. Immutable; states live in the rows.
 */
abstract class Accumulator {
    /** First of its longs in a row. */
    final int at;
    /** First of its objects in a row. */
    final int objectAt;

    Accumulator(Place place) {
        at = place.at();
        objectAt = place.objectAt();
    }

    /** Where in a row an accumulator stands. */
    record Place(int at, int objectAt) {}

    abstract int longs();

    int objects() {
        return 0;
    }

    /** Writes the longs over nothing, where they are not 0. */
    void initial(long[] row) {}

    /** Adds the rows {@code events[0, count)} of the batch, each to the state at {@code rows[i]}, in order. */
    abstract void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count);

    /** Adds a state behind another one; mutable objects of the former are copied, never shared. */
    abstract void merge(StateRows from, int fromRow, StateRows into, int intoRow);

    /** Writes an object that is not null. */
    void write(Object object, KeyBytes out) {
        throw new IllegalStateException("no objects");
    }

    /** Reads what {@link #write} wrote. */
    @Nullable Object read(StateReader in) {
        throw new IllegalStateException("no objects");
    }
}
