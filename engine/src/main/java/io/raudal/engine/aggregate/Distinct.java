package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;

/** The distinct values of the arguments, rows with a NULL among them left out. */
final class Distinct extends Accumulator {
    private final int[] arguments;
    final KeyCodec codec;

    Distinct(Place place, int[] arguments, KeyCodec codec) {
        super(place);
        this.arguments = arguments;
        this.codec = codec;
    }

    @Override
    int longs() {
        return 0;
    }

    @Override
    int objects() {
        return 1;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        Vector[] vectors = new Vector[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            vectors[i] = in.arguments[arguments[i]];
        }
        KeyBytes scratch = new KeyBytes(64);
        for (int i = 0; i < count; i++) {
            if (!hasNull(vectors, events[i])) {
                ValueSet set = set(into, rows[i]);
                if (set == null) {
                    set = new ValueSet();
                    into.setObject(rows[i], objectAt, set);
                }
                set.add(codec, vectors, events[i], scratch);
            }
        }
    }

    private static boolean hasNull(Vector[] vectors, int row) {
        for (Vector vector : vectors) {
            if (vector.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    /** Null where nothing was added. */
    @org.jspecify.annotations.Nullable ValueSet set(StateRows rows, int row) {
        return (ValueSet) rows.getObject(row, objectAt);
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        ValueSet more = set(from, fromRow);
        if (more == null) {
            return;
        }
        ValueSet set = set(into, intoRow);
        if (set == null) {
            set = new ValueSet();
            into.setObject(intoRow, objectAt, set);
        }
        set.addAll(more);
    }

    @Override
    void write(Object object, KeyBytes out) {
        ((ValueSet) object).write(out);
    }

    @Override
    Object read(StateReader in) {
        return ValueSet.read(in);
    }
}
