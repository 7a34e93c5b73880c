package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.plan.Window;

/** CUMULATE: a running total a key, given at each step and forgotten at the span's end. */
final class CumulateWindows extends Windows {
    private final Window.Cumulate window;
    private KeyTable table = new KeyTable();
    /** By key id. */
    private StateRows totals;

    private long end = Long.MIN_VALUE;
    private boolean emitting;
    private int cursor;

    CumulateWindows(String view, Aggregates aggregates, Window.Cumulate window) {
        super(view, aggregates);
        this.window = window;
        totals = aggregates.newRows();
    }

    @Override
    boolean nextFinal(long watermarkMillis, WindowRows rows) {
        if (!emitting && !closeStep(watermarkMillis)) {
            return false;
        }
        long start = spanStart(end);
        int[] order = table.sorted();
        while (cursor < order.length) {
            if (rows.isFull()) {
                return true;
            }
            int id = order[cursor++];
            rows.add(start, end, table.bytes(), table.offset(id), table.length(id), totals, id);
        }
        emitting = false;
        if (end == start + window.sizeMillis()) {
            table = new KeyTable();
            totals = aggregates.newRows();
        }
        return true;
    }

    /** Start of the windows that end there. */
    private long spanStart(long stepEnd) {
        long inside = stepEnd - window.stepMillis();
        return inside - Math.floorMod(inside - window.offsetMillis(), window.sizeMillis());
    }

    private boolean closeStep(long watermarkMillis) {
        long next = table.size() > 0 ? end + window.stepMillis() : slices.isEmpty() ? Long.MAX_VALUE : slices.firstKey();
        if (next > watermarkMillis || next == Long.MAX_VALUE) {
            return false;
        }
        end = next;
        RunMerge slice = nextSlice(end);
        while (slice != null && slice.next()) {
            int id = table.intern(slice.keys(), slice.keyFrom(), slice.keyLength(), slice.hash());
            if (id == totals.size()) {
                totals.add(id);
                aggregates.copy(slice.state(), slice.row(), totals, id);
            } else {
                aggregates.merge(slice.state(), slice.row(), totals, id);
            }
        }
        emitting = true;
        cursor = 0;
        return true;
    }

    @Override
    void writeKeys(KeyBytes[] groups) {
        int[] counts = new int[groups.length];
        for (int id = 0; id < table.size(); id++) {
            counts[KeyGroups.of(table.hash(id))]++;
        }
        for (int group = 0; group < groups.length; group++) {
            groups[group].putLong(end);
            groups[group].putInt(counts[group]);
        }
        for (int id = 0; id < table.size(); id++) {
            KeyBytes out = groups[KeyGroups.of(table.hash(id))];
            table.write(id, out);
            aggregates.write(totals, id, out);
        }
    }

    @Override
    void readKeys(StateReader in) {
        end = Math.max(end, in.nextLong());
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            aggregates.read(in, totals, totals.add(table.read(in)));
        }
    }
}
