package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyCodec;

/**
 * The least or greatest number or time, as a long; a double as its ordered bits (NaN is greater than all). Over nothing it is the
 * other end of the longs: whether there is a value, a {@link Count} says.
 */
final class Extreme extends Accumulator {
    /** Takes the event time instead of an argument. */
    static final int TIME = -1;

    private final int argument;
    private final boolean max;

    Extreme(Place place, int argument, boolean max) {
        super(place);
        this.argument = argument;
        this.max = max;
    }

    @Override
    int longs() {
        return 1;
    }

    @Override
    void initial(long[] row) {
        row[at] = max ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        int width = into.width;
        long[][] pages = into.pages;
        Vector vector = argument == TIME ? in.time : in.arguments[argument];
        if (vector instanceof Vector.Doubles doubles) {
            double[] values = doubles.values;
            for (int i = 0; i < count; i++) {
                int event = events[i];
                if (!doubles.isNull(event)) {
                    int row = rows[i];
                    take(
                            pages[row >>> StateRows.PAGE_SHIFT],
                            (row & StateRows.PAGE_MASK) * width + at,
                            KeyCodec.orderedBits(values[event]));
                }
            }
            return;
        }
        long[] values = ((Vector.Longs) vector).values;
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (!vector.isNull(event)) {
                int row = rows[i];
                take(pages[row >>> StateRows.PAGE_SHIFT], (row & StateRows.PAGE_MASK) * width + at, values[event]);
            }
        }
    }

    private void take(long[] page, int start, long value) {
        if (max ? value > page[start] : value < page[start]) {
            page[start] = value;
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        take(into.page(intoRow), into.at(intoRow) + at, from.get(fromRow, at));
    }
}
