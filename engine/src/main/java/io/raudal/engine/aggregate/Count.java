package io.raudal.engine.aggregate;

import io.raudal.engine.Vector;

/** How many rows, or how many values that are not NULL. */
final class Count extends Accumulator {
    private final int argument;

    /** @param argument -1 counts rows */
    Count(Place place, int argument) {
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
        if (argument < 0) {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                pages[row >>> StateRows.PAGE_SHIFT][(row & StateRows.PAGE_MASK) * width + at]++;
            }
            return;
        }
        Vector values = in.arguments[argument];
        for (int i = 0; i < count; i++) {
            if (!values.isNull(events[i])) {
                int row = rows[i];
                pages[row >>> StateRows.PAGE_SHIFT][(row & StateRows.PAGE_MASK) * width + at]++;
            }
        }
    }

    @Override
    void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        into.page(intoRow)[into.at(intoRow) + at] += from.get(fromRow, at);
    }
}
