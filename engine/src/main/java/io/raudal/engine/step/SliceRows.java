package io.raudal.engine.step;

import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import java.util.Arrays;

/**
 * The groups of one slice of time: a row of accumulators for each key id, found by open addressing. Rows of a batch are gathered first and then added column by
 * column.
 */
final class SliceRows {
    /** 2^32 over the golden ratio: neighbours among ids end up far apart. */
    private static final int SPREAD = 0x9e3779b9;

    /** The slice in milliseconds. */
    final long start;

    final long end;
    final StateRows rows;
    /** Row and 1 by slot; 0 is free. */
    private int[] index;

    private int shift;

    private int[] events = new int[64];
    private int[] targets = new int[64];
    private int pending;

    SliceRows(long start, long end, StateRows rows, int expected) {
        this.start = start;
        this.end = end;
        this.rows = rows;
        int capacity = 64;
        while (capacity < expected + (expected >> 1)) {
            capacity *= 2;
        }
        index = new int[capacity];
        shift = 32 - Integer.numberOfTrailingZeros(capacity);
    }

    /** Remembers that a row of the batch goes to this key. */
    void gather(int event, int id) {
        if (pending == events.length) {
            events = Arrays.copyOf(events, 2 * pending);
            targets = Arrays.copyOf(targets, 2 * pending);
        }
        events[pending] = event;
        targets[pending++] = row(id);
    }

    boolean hasPending() {
        return pending > 0;
    }

    /** Adds what was gathered. */
    void add(Aggregates aggregates, AggregateInput in) {
        aggregates.add(in, rows, events, targets, pending);
        pending = 0;
    }

    /** The key's row, a new one if it has none. */
    int row(int id) {
        int mask = index.length - 1;
        int slot = (id * SPREAD) >>> shift;
        while (true) {
            int row = index[slot] - 1;
            if (row < 0) {
                return insert(slot, id);
            }
            if (rows.owner(row) == id) {
                return row;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int insert(int slot, int id) {
        int row = rows.add(id);
        index[slot] = row + 1;
        if (rows.size() > index.length - (index.length >> 2)) {
            reindex(2 * index.length);
        }
        return row;
    }

    private void reindex(int capacity) {
        index = new int[capacity];
        shift = 32 - Integer.numberOfTrailingZeros(capacity);
        int mask = capacity - 1;
        for (int row = 0; row < rows.size(); row++) {
            int slot = ((int) rows.owner(row) * SPREAD) >>> shift;
            while (index[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            index[slot] = row + 1;
        }
    }

    /** Gives each row the new id of its key. */
    void renumber(int[] ids) {
        for (int row = 0; row < rows.size(); row++) {
            rows.setOwner(row, ids[(int) rows.owner(row)]);
        }
        reindex(index.length);
    }
}
