package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import io.raudal.plan.Window;

/** CUMULATE: a running total a key, given at each step and forgotten at the span's end. */
final class CumulateWindows extends Windows {
    private final Window.Cumulate window;
    private KeyTable table = new KeyTable();
    /** By key id. */
    private StateRows totals;

    private final StateRows scratch;

    private long end = Long.MIN_VALUE;
    private boolean emitting;
    private int cursor;

    CumulateWindows(String view, Aggregates aggregates, Window.Cumulate window) {
        super(view, aggregates);
        this.window = window;
        totals = aggregates.newRows();
        scratch = aggregates.newRows();
        scratch.add(0);
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
            rows.add(start, end, table.bytes(), table.offset(id), table.length(id), table.hash(id), totals, id);
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
        long next =
                table.size() > 0 ? end + window.stepMillis() : slices.isEmpty() ? Long.MAX_VALUE : slices.firstKey();
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
    void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows) {
        int id = table.find(keys, from, length, hash);
        if (id >= 0) {
            seen.set(id);
        }
        for (int piece = 0; piece < pieces.size; ) {
            piece = addSpan(piece, id, keys, from, length, hash, rows);
        }
    }

    /** Adds the open windows of the span that this piece is in, and answers the first piece behind it. */
    private int addSpan(int first, int id, byte[] keys, int from, int length, int hash, WindowRows rows) {
        long start = spanStart(pieces.ends[first]);
        scratch.reset(0);
        if (id >= 0 && start == spanStart(end)) {
            aggregates.copy(totals, id, scratch, 0);
        }
        boolean changed = false;
        int piece = first;
        for (long at = pieces.ends[first]; at <= start + window.sizeMillis(); at += window.stepMillis()) {
            if (piece < pieces.size && pieces.ends[piece] == at) {
                aggregates.merge(pieces.states, piece, scratch, 0);
                changed |= pieces.changed[piece++];
            }
            if (changed) {
                rows.add(start, at, keys, from, length, hash, scratch, 0);
            }
        }
        return piece;
    }

    @Override
    boolean addOther(WindowRows rows) {
        boolean any = false;
        for (int id = seen.nextClearBit(0); id < table.size() && !rows.isFull(); id = seen.nextClearBit(id + 1)) {
            seen.set(id);
            any = true;
            long start = spanStart(end);
            for (long at = end + window.stepMillis(); at <= start + window.sizeMillis(); at += window.stepMillis()) {
                rows.add(start, at, table.bytes(), table.offset(id), table.length(id), table.hash(id), totals, id);
            }
        }
        return any;
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
