package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The closed slices of keys, from which old ones go and to which new ones come.
 *
 * <p>Each key has two stacks [1]: the back takes new slices and their running total; when the oldest slice that is left stands in the
 * back, all of it is turned into the front, each entry merged with all that are newer. The state of all slices is then the front's top
 * merged with the back's total: three merges a key and slice at most, however many slices there are, for aggregates that cannot be taken
 * back too. One row of accumulators for each key and slice with events, and one a key.
 *
 * <p>[1] Tangwongsan, Hirzel, Schneider: Low-latency sliding-window aggregation in worst-case constant time. DEBS 2017 (two-stacks).
 */
final class SliceStacks {
    private static final int NONE = -1;

    private final Aggregates aggregates;
    private final StateRows scratch;
    /** Entries of both stacks and totals; a row's owner is its slice's end, a total's that of its oldest slice. */
    private StateRows entries;
    /** By entry: the entry below it; of a free one, the next free one. */
    private int[] below = new int[64];

    private int free = NONE;
    // By key id; an entry or NONE.
    private int[] front = new int[64];
    private int[] back = new int[64];
    private int[] total = new int[64];
    /** Keys that have stacks. */
    private int known;
    /** Keys that have an entry. */
    private int active;

    SliceStacks(Aggregates aggregates) {
        this.aggregates = aggregates;
        entries = aggregates.newRows();
        scratch = aggregates.newRows();
        scratch.add(0);
    }

    int active() {
        return active;
    }

    /** Gives a key empty stacks if it is new: its id is the next one. Answers whether it was. */
    boolean know(int id) {
        if (id == front.length) {
            front = Arrays.copyOf(front, 2 * id);
            back = Arrays.copyOf(back, 2 * id);
            total = Arrays.copyOf(total, 2 * id);
        }
        if (id < known) {
            return false;
        }
        known++;
        front[id] = NONE;
        back[id] = NONE;
        total[id] = NONE;
        return true;
    }

    boolean isEmpty(int id) {
        return front[id] == NONE && back[id] == NONE;
    }

    /** Adds the key's state of the slice that ends there, behind all that it has. */
    void push(int id, long end, StateRows state, int row) {
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
    void evict(int id, long before) {
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

    /** The key's states from old to new, merged; at row 0, valid until the next call. */
    StateRows sum(int id) {
        scratch.reset(0);
        if (front[id] != NONE) {
            aggregates.copy(entries, front[id], scratch, 0);
        }
        if (total[id] != NONE && front[id] != NONE) {
            aggregates.merge(entries, total[id], scratch, 0);
        } else if (total[id] != NONE) {
            aggregates.copy(entries, total[id], scratch, 0);
        }
        return scratch;
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

    /** Forgets all keys. */
    void clear() {
        entries = aggregates.newRows();
        free = NONE;
        known = 0;
    }

    /** The keys that have an entry. */
    BitSet used() {
        BitSet used = new BitSet(known);
        for (int id = 0; id < known; id++) {
            used.set(id, !isEmpty(id));
        }
        return used;
    }

    /** Gives keys other ids, none above its old one; -1 forgets a key. */
    void renumber(int[] ids, int count) {
        for (int id = 0; id < ids.length; id++) {
            if (ids[id] >= 0) {
                front[ids[id]] = front[id];
                back[ids[id]] = back[id];
                total[ids[id]] = total[id];
            }
        }
        known = count;
    }

    /** The state of a key's slices behind a time that goes back. */
    final class Suffix {
        private final int total;
        private final StateRows sum = aggregates.newRows();
        private final StateRows next = aggregates.newRows();
        private int older;
        private final int[] frontEntries;
        /** The oldest entry of the front that is in; its state has those behind it. */
        private int inFront;

        private boolean hasBack;

        /** @param id -1 for a key without slices */
        Suffix(int id) {
            sum.add(0);
            next.add(0);
            older = id == NONE ? NONE : back[id];
            total = id == NONE ? NONE : SliceStacks.this.total[id];
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

    /** Writes what a key has. */
    void write(int id, KeyBytes out) {
        writeEntries(front[id], out);
        writeEntries(back[id], out);
        writeEntries(total[id], out);
    }

    /** Reads what a key without slices had. */
    void read(int id, StateReader in) {
        front[id] = readEntries(in);
        back[id] = readEntries(in);
        total[id] = readEntries(in);
        active++;
    }

    /** Writes an entry and those below it. */
    private void writeEntries(int top, KeyBytes out) {
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
