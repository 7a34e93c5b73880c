package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.BitSet;

/**
 * HOP: a window of several slices every slice.
 *
 * <p>Each key has two stacks of slices [1]: the back takes closed slices and their running total; when the oldest slice that is left
 * stands in the back, all of it is turned into the front, each entry merged with all that are newer. The window's state is then the
 * front's top merged with the back's total: three merges a key and slide at most, however many slices a window has, for aggregates
 * that cannot be taken back too. One row of accumulators for each key and slice with events, and one a key.
 *
 * <p>[1] Tangwongsan, Hirzel, Schneider: Low-latency sliding-window aggregation in worst-case constant time. DEBS 2017 (two-stacks).
 */
final class SlidingWindows extends Windows {
    private static final int NONE = -1;
    private static final int SLACK = 4096;

    private final long sizeMillis;
    private final long slideMillis;
    private final StateRows scratch;

    private KeyTable table = new KeyTable();
    /** Entries of both stacks and totals; a row's owner is its slice's end, a total's that of its oldest slice. */
    private StateRows entries;
    /** By entry: the entry below it; of a free one, the next free one. */
    private int[] below = new int[64];

    private int free = NONE;
    // By key id; an entry or NONE.
    private int[] front = new int[64];
    private int[] back = new int[64];
    private int[] total = new int[64];
    /** By key id: end of the last slice that was closed since the last tick and was not in that. */
    private long[] changedTo = new long[64];
    /** Keys of the table that have stacks. */
    private int known;
    /** Keys that have an entry. */
    private int active;

    private long end = Long.MIN_VALUE;
    private boolean emitting;
    private int cursor;

    SlidingWindows(String view, Aggregates aggregates, long sizeMillis, long slideMillis) {
        super(view, aggregates);
        this.sizeMillis = sizeMillis;
        this.slideMillis = slideMillis;
        entries = aggregates.newRows();
        scratch = aggregates.newRows();
        scratch.add(0);
    }

    @Override
    boolean nextFinal(long watermarkMillis, WindowRows rows) {
        if (!emitting && !closeSlide(watermarkMillis)) {
            return false;
        }
        int[] order = table.sorted();
        while (cursor < order.length) {
            if (rows.isFull()) {
                return true;
            }
            int id = order[cursor++];
            evict(id, end - sizeMillis);
            if (!isEmpty(id)) {
                emit(id, rows);
            }
        }
        emitting = false;
        reclaim();
        return true;
    }

    /** Takes the slice that ends next; false if the watermark has not come that far or there is nothing left. */
    private boolean closeSlide(long watermarkMillis) {
        long next = active > 0 ? end + slideMillis : slices.isEmpty() ? Long.MAX_VALUE : slices.firstKey();
        if (next > watermarkMillis || next == Long.MAX_VALUE) {
            return false;
        }
        end = next;
        RunMerge slice = nextSlice(end);
        while (slice != null && slice.next()) {
            int id = table.intern(slice.keys(), slice.keyFrom(), slice.keyLength(), slice.hash());
            know(id);
            push(id, slice.state(), slice.row());
            if (slice.isFresh()) {
                changedTo[id] = end;
            }
        }
        emitting = true;
        cursor = 0;
        return true;
    }

    /** Gives a new key empty stacks. */
    private void know(int id) {
        if (id == front.length) {
            front = Arrays.copyOf(front, 2 * id);
            back = Arrays.copyOf(back, 2 * id);
            total = Arrays.copyOf(total, 2 * id);
            changedTo = Arrays.copyOf(changedTo, 2 * id);
        }
        if (id == known) {
            known++;
            front[id] = NONE;
            back[id] = NONE;
            total[id] = NONE;
            changedTo[id] = Long.MIN_VALUE;
        }
    }

    private boolean isEmpty(int id) {
        return front[id] == NONE && back[id] == NONE;
    }

    private void push(int id, StateRows state, int row) {
        if (isEmpty(id)) {
            active++;
        }
        int entry = allocate(end);
        aggregates.copy(state, row, entries, entry);
        below[entry] = back[id];
        back[id] = entry;
        if (total[id] == NONE) {
            int sum = allocate(end);
            below[sum] = NONE;
            aggregates.copy(state, row, entries, sum);
            total[id] = sum;
        } else {
            aggregates.merge(state, row, entries, total[id]);
        }
    }

    /** Drops the key's slices that end by {@code before}. */
    private void evict(int id, long before) {
        if (isEmpty(id)) {
            return;
        }
        drop(id, before);
        if (front[id] == NONE && back[id] != NONE && entries.owner(total[id]) <= before) {
            flip(id);
            drop(id, before);
        }
        if (isEmpty(id)) {
            active--;
        }
    }

    private void drop(int id, long before) {
        int top = front[id];
        while (top != NONE && entries.owner(top) <= before) {
            int next = below[top];
            release(top);
            top = next;
        }
        front[id] = top;
    }

    private void flip(int id) {
        int newer = NONE;
        int entry = back[id];
        while (entry != NONE) {
            int older = below[entry];
            if (newer != NONE) {
                aggregates.merge(entries, newer, entries, entry);
            }
            below[entry] = newer;
            newer = entry;
            entry = older;
        }
        front[id] = newer;
        back[id] = NONE;
        release(total[id]);
        total[id] = NONE;
    }

    private void emit(int id, WindowRows rows) {
        StateRows state = entries;
        int row;
        if (front[id] == NONE) {
            row = total[id];
        } else if (back[id] == NONE) {
            row = front[id];
        } else {
            scratch.reset(0);
            aggregates.copy(entries, front[id], scratch, 0);
            aggregates.merge(entries, total[id], scratch, 0);
            state = scratch;
            row = 0;
        }
        rows.add(end - sizeMillis, end, table.bytes(), table.offset(id), table.length(id), table.hash(id), state, row);
    }

    private int allocate(long owner) {
        if (free == NONE) {
            int entry = entries.add(owner);
            if (entry == below.length) {
                below = Arrays.copyOf(below, 2 * entry);
            }
            return entry;
        }
        int entry = free;
        free = below[entry];
        entries.setOwner(entry, owner);
        return entry;
    }

    private void release(int entry) {
        entries.reset(entry);
        below[entry] = free;
        free = entry;
    }

    /** Forgets keys without entries when they are most of the table. */
    private void reclaim() {
        if (active == 0) {
            table = new KeyTable();
            entries = aggregates.newRows();
            free = NONE;
            known = 0;
            return;
        }
        if (table.size() <= 2 * active + SLACK) {
            return;
        }
        BitSet used = new BitSet(table.size());
        for (int id = 0; id < table.size(); id++) {
            if (!isEmpty(id)) {
                used.set(id);
            }
        }
        int[] ids = table.retain(used);
        for (int id = 0; id < ids.length; id++) {
            if (ids[id] >= 0) {
                front[ids[id]] = front[id];
                back[ids[id]] = back[id];
                total[ids[id]] = total[id];
                changedTo[ids[id]] = changedTo[id];
            }
        }
        known = table.size();
    }

    @Override
    void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows) {
        int id = table.find(keys, from, length, hash);
        if (id >= 0) {
            seen.set(id);
        }
        addOpen(id, keys, from, length, hash, rows);
    }

    @Override
    boolean addOther(WindowRows rows) {
        boolean any = false;
        for (int id = seen.nextClearBit(0); id < table.size() && !rows.isFull(); id = seen.nextClearBit(id + 1)) {
            seen.set(id);
            if (isEmpty(id) || (!isAll() && changedTo[id] == Long.MIN_VALUE)) {
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
        Arrays.fill(changedTo, Long.MIN_VALUE);
    }

    /**
     * Adds the open windows of a key, from the last to start to the first, so that what closed slices share with each is gathered in
     * one pass from new to old.
     */
    private void addOpen(int id, byte[] keys, int from, int length, int hash, WindowRows rows) {
        boolean hasClosed = id >= 0 && !isEmpty(id);
        boolean hasOpen = pieces.size > 0;
        long firstEnd = hasClosed || end != Long.MIN_VALUE ? end + slideMillis : pieces.ends[0];
        long lastEnd = (hasOpen ? pieces.ends[pieces.size - 1] : end) + sizeMillis - slideMillis;
        if (hasOpen && !hasClosed) {
            firstEnd = Math.max(firstEnd, pieces.ends[0]);
        }
        ClosedSuffix closed = new ClosedSuffix(hasClosed ? id : NONE);
        for (long at = lastEnd; at >= firstEnd; at -= slideMillis) {
            closed.extend(at - sizeMillis);
            scratch.reset(0);
            boolean any = closed.copyTo(scratch);
            boolean changed = isAll() || (hasClosed && changedTo[id] > at - sizeMillis);
            for (int piece = 0; piece < pieces.size; piece++) {
                if (pieces.ends[piece] <= at && pieces.ends[piece] > at - sizeMillis) {
                    aggregates.merge(pieces.states, piece, scratch, 0);
                    any = true;
                    changed |= pieces.changed[piece];
                }
            }
            if (any && changed) {
                rows.add(at - sizeMillis, at, keys, from, length, hash, scratch, 0);
            }
        }
    }

    /** The state of a key's closed slices behind a time that goes back. */
    private final class ClosedSuffix {
        private final int total;
        private final StateRows sum = aggregates.newRows();
        private final StateRows next = aggregates.newRows();
        private int older;
        private final int[] frontEntries;
        /** The oldest entry of the front that is in; its state has those behind it. */
        private int inFront;

        private boolean hasBack;

        ClosedSuffix(int id) {
            sum.add(0);
            next.add(0);
            older = id == NONE ? NONE : back[id];
            total = id == NONE ? NONE : SlidingWindows.this.total[id];
            int count = 0;
            for (int entry = id == NONE ? NONE : front[id]; entry != NONE; entry = below[entry]) {
                count++;
            }
            frontEntries = new int[count];
            int at = 0;
            for (int entry = id == NONE ? NONE : front[id]; entry != NONE; entry = below[entry]) {
                frontEntries[at++] = entry;
            }
            inFront = count;
        }

        /** Takes the slices that end behind {@code start}. */
        void extend(long start) {
            while (older != NONE && entries.owner(older) > start) {
                next.reset(0);
                aggregates.copy(entries, older, next, 0);
                if (hasBack) {
                    aggregates.merge(sum, 0, next, 0);
                }
                sum.reset(0);
                aggregates.copy(next, 0, sum, 0);
                hasBack = true;
                older = below[older];
            }
            while (inFront > 0 && entries.owner(frontEntries[inFront - 1]) > start) {
                inFront--;
            }
        }

        /** Copies the state; false if there is none. */
        boolean copyTo(StateRows into) {
            if (inFront < frontEntries.length) {
                aggregates.copy(entries, frontEntries[inFront], into, 0);
                if (total != NONE) {
                    aggregates.merge(entries, total, into, 0);
                }
                return true;
            }
            if (hasBack) {
                aggregates.copy(sum, 0, into, 0);
            }
            return hasBack;
        }
    }

    @Override
    void writeKeys(KeyBytes[] groups) {
        int[] counts = new int[groups.length];
        for (int id = 0; id < table.size(); id++) {
            counts[KeyGroups.of(table.hash(id))] += isEmpty(id) ? 0 : 1;
        }
        for (int group = 0; group < groups.length; group++) {
            groups[group].putLong(end);
            groups[group].putInt(counts[group]);
        }
        for (int id = 0; id < table.size(); id++) {
            if (!isEmpty(id)) {
                KeyBytes out = groups[KeyGroups.of(table.hash(id))];
                table.write(id, out);
                out.putLong(changedTo[id]);
                write(front[id], out);
                write(back[id], out);
                write(total[id], out);
            }
        }
    }

    /** Writes an entry and those below it. */
    private void write(int top, KeyBytes out) {
        int at = out.size();
        out.putInt(0);
        int count = 0;
        for (int entry = top; entry != NONE; entry = below[entry]) {
            out.putLong(entries.owner(entry));
            aggregates.write(entries, entry, out);
            count++;
        }
        out.setInt(at, count);
    }

    @Override
    void readKeys(StateReader in) {
        end = Math.max(end, in.nextLong());
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int id = table.read(in);
            know(id);
            changedTo[id] = in.nextLong();
            front[id] = readEntries(in);
            back[id] = readEntries(in);
            total[id] = readEntries(in);
            active++;
        }
    }

    private int readEntries(StateReader in) {
        int count = in.nextCount(8);
        int top = NONE;
        int last = NONE;
        for (int i = 0; i < count; i++) {
            int entry = allocate(in.nextLong());
            aggregates.read(in, entries, entry);
            below[entry] = NONE;
            if (last == NONE) {
                top = entry;
            } else {
                below[last] = entry;
            }
            last = entry;
        }
        return top;
    }
}
