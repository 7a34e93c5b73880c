package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;

/** A sum of whole numbers that wraps. */
final class LongSum extends Accumulator {
    private final int argument;

    LongSum(Place place, int argument) {
        super(place);
        this.argument = argument;
    }

    @Override
    int longs() {
        return 1;
    }

    @Override
    void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        int width = into.width;
        long[][] pages = into.pages;
        Vector.Longs vector = (Vector.Longs) in.arguments[argument];
        long[] values = vector.values;
        for (int i = 0; i < count; i++) {
            int event = events[i];
            if (!vector.isNull(event)) {
                int row = rows[i];
                pages[row >>> StateRows.PAGE_SHIFT][(row & StateRows.PAGE_MASK) * width + at] += values[event];
            }
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        into.page(intoRow)[into.at(intoRow) + at] += from.get(fromRow, at);
    }
}
