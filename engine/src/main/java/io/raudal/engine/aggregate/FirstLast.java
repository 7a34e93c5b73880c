package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;
import org.jspecify.annotations.Nullable;

/**
 * The value of the first or last event that has one, by event time, then partition, then position; of the rows of one event the first
 * or last. Longs: time, partition, position and the value if it is a number.
 */
final class FirstLast extends Accumulator {
    private static final int PARTITION = 1;
    private static final int POSITION = 2;
    static final int VALUE = 3;

    private final int argument;
    private final boolean last;
    private final @Nullable ObjectForm form;

    /** @param form null where the value is a number */
    FirstLast(Place place, int argument, boolean last, @Nullable ObjectForm form) {
        super(place);
        this.argument = argument;
        this.last = last;
        this.form = form;
    }

    @Override
    int longs() {
        return form == null ? 4 : 3;
    }

    @Override
    int objects() {
        return form == null ? 0 : 1;
    }

    @Override
    void initial(long[] row) {
        row[at] = last ? Long.MIN_VALUE : Long.MAX_VALUE;
        row[at + PARTITION] = last ? -1 : Long.MAX_VALUE;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        Vector vector = in.arguments[argument];
        long[] times = in.time.values;
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (vector.isNull(event)) {
                continue;
            }
            int row = rows[i];
            long[] page = into.page(row);
            int start = into.at(row) + at;
            long position = in.firstPosition + in.origins[event];
            if (!isTaken(page, start, times[event], in.partition, position)) {
                continue;
            }
            page[start] = times[event];
            page[start + PARTITION] = in.partition;
            page[start + POSITION] = position;
            if (form != null) {
                into.setObject(row, objectAt, form.get(vector, event));
            } else if (vector instanceof Vector.Doubles doubles) {
                page[start + VALUE] = Double.doubleToRawLongBits(doubles.values[event]);
            } else {
                page[start + VALUE] = ((Vector.Longs) vector).values[event];
            }
        }
    }

    private boolean isTaken(long[] page, int start, long time, long partition, long position) {
        int order = Long.compare(time, page[start]);
        if (order == 0) {
            order = Long.compare(partition, page[start + PARTITION]);
        }
        if (order == 0) {
            order = Long.compare(position, page[start + POSITION]);
        }
        return last ? order >= 0 : order < 0;
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        long[] source = from.page(fromRow);
        int start = from.at(fromRow) + at;
        long[] target = into.page(intoRow);
        int to = into.at(intoRow) + at;
        if (isTaken(target, to, source[start], source[start + PARTITION], source[start + POSITION])) {
            System.arraycopy(source, start, target, to, longs());
            if (form != null) {
                into.setObject(intoRow, objectAt, from.getObject(fromRow, objectAt));
            }
        }
    }

    /** Writes the value of a row that has one. */
    void finish(StateRows rows, int row, Vector out, int outRow) {
        if (form != null) {
            form.put(java.util.Objects.requireNonNull(rows.getObject(row, objectAt)), out, outRow);
        } else if (out instanceof Vector.Doubles doubles) {
            doubles.values[outRow] = rows.getDouble(row, at + VALUE);
        } else {
            ((Vector.Longs) out).values[outRow] = rows.get(row, at + VALUE);
        }
    }

    @Override
    void write(Object object, KeyBytes out) {
        java.util.Objects.requireNonNull(form).write(object, out);
    }

    @Override
    Object read(StateReader in) {
        return java.util.Objects.requireNonNull(form).read(in);
    }

    /** The value of an {@link Extreme} as it was. */
    static void finishExtreme(long value, Vector out, int outRow) {
        if (out instanceof Vector.Doubles doubles) {
            doubles.values[outRow] = KeyCodec.fromOrderedBits(value);
        } else {
            ((Vector.Longs) out).values[outRow] = value;
        }
    }
}
