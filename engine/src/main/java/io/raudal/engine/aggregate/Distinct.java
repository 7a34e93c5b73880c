package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;

/** The distinct values of an argument that are not NULL. */
final class Distinct extends Accumulator {
    private final int argument;
    final KeyCodec codec;

    Distinct(Place place, int argument, KeyCodec codec) {
        super(place);
        this.argument = argument;
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
        Vector vector = in.arguments[argument];
        Vector[] vectors = {vector};
        KeyBytes scratch = new KeyBytes(64);
        for (int i = 0; i < count; i++) {
            if (!vector.isNull(events[i])) {
                ValueSet set = set(into, rows[i]);
                if (set == null) {
                    set = new ValueSet();
                    into.setObject(rows[i], objectAt, set);
                }
                set.add(codec, vectors, events[i], scratch);
            }
        }
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
