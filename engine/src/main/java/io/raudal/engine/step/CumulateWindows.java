package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import io.raudal.plan.Window;
import java.util.BitSet;

/** CUMULATE: a running total a key, given at each step and forgotten at the span's end. */
final class CumulateWindows extends Windows {
    private final Window.Cumulate window;
    private KeyTable table = new KeyTable();
    /** By key id. */
    private StateRows totals;

    private final StateRows scratch;
    /** Ids of keys of which something was closed since the last tick and was not in that. */
    private final BitSet changed = new BitSet();

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
            changed.clear();
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
            changed.set(id, slice.isFresh() || changed.get(id));
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
        addOpen(id, keys, from, length, hash, rows);
    }

    private void addOpen(int id, byte[] keys, int from, int length, int hash, WindowRows rows) {
        int piece = 0;
        if (id >= 0) {
            scratch.reset(0);
            aggregates.copy(totals, id, scratch, 0);
            piece = addSpan(spanStart(end), end, isAll() || changed.get(id), piece, keys, from, length, hash, rows);
        }
        while (piece < pieces.size) {
            scratch.reset(0);
            long start = spanStart(pieces.ends[piece]);
            piece = addSpan(start, start, false, piece, keys, from, length, hash, rows);
        }
    }

    /** Adds the windows of a span that end behind {@code closed}, and answers the first piece behind the span. */
    private int addSpan(
            long start,
            long closed,
            boolean wasChanged,
            int first,
            byte[] keys,
            int from,
            int length,
            int hash,
            WindowRows rows) {
        boolean isChanged = wasChanged;
        int piece = first;
        for (long at = closed + window.stepMillis(); at <= start + window.sizeMillis(); at += window.stepMillis()) {
            if (piece < pieces.size && pieces.ends[piece] == at) {
                aggregates.merge(pieces.states, piece, scratch, 0);
                isChanged |= pieces.changed[piece++];
            }
            if (isChanged) {
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
            if (!isAll() && !changed.get(id)) {
                continue;
            }
            any = true;
            collect(table, id);
            addOpen(id, table.bytes(), table.offset(id), table.length(id), table.hash(id), rows);
        }
        return any;
    }

    @Override
    void endTick() {
        changed.clear();
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
            out.putByte(changed.get(id) ? 1 : 0);
            aggregates.write(totals, id, out);
        }
    }

    @Override
    void readKeys(StateReader in) {
        end = Math.max(end, in.nextLong());
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int id = table.read(in);
            changed.set(id, in.nextByte() != 0);
            aggregates.read(in, totals, totals.add(id));
        }
    }
}
