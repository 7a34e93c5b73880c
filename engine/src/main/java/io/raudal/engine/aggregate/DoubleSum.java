package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;

/** A sum of doubles as a {@link DoubleDouble}. */
final class DoubleSum extends Accumulator {
    private final int argument;

    DoubleSum(Place place, int argument) {
        super(place);
        this.argument = argument;
    }

    @Override
    int longs() {
        return 2;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        int width = into.width;
        long[][] pages = into.pages;
        Vector.Doubles vector = (Vector.Doubles) in.arguments[argument];
        double[] values = vector.values;
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (!vector.isNull(event)) {
                int row = rows[i];
                long[] page = pages[row >>> StateRows.PAGE_SHIFT];
                DoubleDouble.add(page, (row & StateRows.PAGE_MASK) * width + at, values[event]);
            }
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        DoubleDouble.merge(from, fromRow, into, intoRow, at);
    }
}
