package io.raudal.engine.step;

import io.raudal.engine.aggregate.AggregateInput;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;

/**
 * The groups of one slice of time in one partition: a hash table from keys to rows of accumulators.
 *
 * <p>Open addressing with linear probing over longs that hold the hash and the row, at most half full. A row has its key in
 * its header: hash and length, then the key's first 16 bytes; of a longer key 8 and where the whole stands. So an event costs two
 * cache misses in a large table, the slot's and the row's, and because a block of events goes through each of them in a loop of its own,
 * the misses of several events overlap. Then the block is added aggregate by aggregate, its rows being at hand in the cache.
 */
final class SliceRows {
    private static final int BLOCK = 1024;
    private static final int HEAD = 1;
    private static final int TAIL = 2;

    /** The slice in milliseconds. */
    final long start;

    final long end;
    StateRows rows;
    /** Keys longer than {@link GroupKeys#SHORT}, one behind the other. */
    private final KeyBytes longKeys = new KeyBytes(0);

    private final Aggregates aggregates;
    /** Hash and row + 1 by slot; 0 is free. */
    private long[] slots;

    private final int[] events = new int[BLOCK];
    private final int[] targets = new int[BLOCK];
    private int pending;

    SliceRows(long start, long end, Aggregates aggregates, int expected) {
        this.start = start;
        this.end = end;
        this.aggregates = aggregates;
        rows = aggregates.newRows();
        int capacity = 64;
        while (capacity < 2 * expected) {
            capacity *= 2;
        }
        slots = new long[capacity];
    }

    /** Adds a row of the batch; it is in the accumulators behind {@link #flush} only. */
    void add(int event, GroupKeys keys, AggregateInput in) {
        events[pending++] = event;
        if (pending == BLOCK) {
            flush(keys, in);
        }
    }

    void flush(GroupKeys keys, AggregateInput in) {
        guess(keys.hashes);
        for (int i = 0; i < pending; i++) {
            int event = events[i];
            if (targets[i] < 0 || !isKey(targets[i], keys, event)) {
                targets[i] = find(keys, event);
            }
        }
        aggregates.add(in, rows, events, targets, pending);
        pending = 0;
    }

    /** The first row of each pending event's hash, -1 if there is none: almost always its own, but the key was not looked at. */
    private void guess(int[] hashes) {
        long[] table = slots;
        int mask = table.length - 1;
        for (int i = 0; i < pending; i++) {
            int hash = hashes[events[i]];
            int slot = hash & mask;
            long entry = table[slot];
            while (entry != 0 && (int) (entry >>> 32) != hash) {
                slot = (slot + 1) & mask;
                entry = table[slot];
            }
            targets[i] = (int) entry - 1;
        }
    }

    private boolean isKey(int row, GroupKeys keys, int event) {
        long[] page = rows.page(row);
        int at = rows.at(row);
        int length = keys.lengths[event];
        if (page[at] != header(keys.hashes[event], length) || page[at + HEAD] != keys.heads[event]) {
            return false;
        }
        return length <= GroupKeys.SHORT
                ? page[at + TAIL] == keys.tails[event]
                : keys.isAt(event, longKeys.bytes(), (int) page[at + TAIL]);
    }

    private static long header(int hash, int length) {
        return ((long) hash << 32) | (length & 0xffffffffL);
    }

    private int find(GroupKeys keys, int event) {
        int hash = keys.hashes[event];
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int row = (int) entry - 1;
            if ((int) (entry >>> 32) == hash && isKey(row, keys, event)) {
                return row;
            }
            slot = (slot + 1) & mask;
        }
        int length = keys.lengths[event];
        long tail = keys.tails[event];
        if (length > GroupKeys.SHORT) {
            tail = longKeys.size();
            keys.copy(event, longKeys);
        }
        return insert(slot, hash, length, keys.heads[event], tail);
    }

    private int insert(int slot, int hash, int length, long head, long tail) {
        int row = rows.add(header(hash, length));
        rows.set(row, HEAD, head);
        rows.set(row, TAIL, tail);
        slots[slot] = ((long) hash << 32) | (row + 1);
        if (rows.size() > slots.length >> 1) {
            rehash();
        }
        return row;
    }

    private void rehash() {
        slots = new long[2 * slots.length];
        int mask = slots.length - 1;
        for (int row = 0; row < rows.size(); row++) {
            int hash = hash(row);
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = ((long) hash << 32) | (row + 1);
        }
    }

    /** Puts the rows in the order of their keys; none is added or looked up behind it. */
    void sort() {
        slots = new long[0];
        rows = rows.arranged(SliceSort.sort(this));
    }

    int hash(int row) {
        return (int) (rows.owner(row) >>> 32);
    }

    /** Of the key's own bytes; {@link GroupKeys#NULL} for a NULL. */
    int length(int row) {
        return (int) rows.owner(row);
    }

    /** The key's first eight bytes as a big-endian number, padded with zeros. */
    long head(int row) {
        return rows.get(row, HEAD);
    }

    /** The next eight bytes. */
    long tail(int row) {
        return length(row) <= GroupKeys.SHORT
                ? rows.get(row, TAIL)
                : KeyBytes.longAt(longKeys.bytes(), (int) rows.get(row, TAIL) + 8);
    }

    /** Appends the key's own bytes. */
    void copyKey(int row, KeyBytes out) {
        int length = length(row);
        if (length > GroupKeys.SHORT) {
            out.put(longKeys.bytes(), (int) rows.get(row, TAIL), length);
        } else if (length > 0) {
            int size = out.size();
            out.putLong(rows.get(row, HEAD));
            out.putLong(rows.get(row, TAIL));
            out.truncate(size + length);
        }
    }

    /** Compares keys whose first 16 bytes are equal. */
    int compareRest(int left, int right) {
        int leftLength = length(left);
        int rightLength = length(right);
        if (leftLength <= GroupKeys.SHORT || rightLength <= GroupKeys.SHORT) {
            return Integer.compare(leftLength, rightLength);
        }
        byte[] bytes = longKeys.bytes();
        int leftFrom = (int) rows.get(left, TAIL);
        int rightFrom = (int) rows.get(right, TAIL);
        return Arrays.compareUnsigned(
                bytes, leftFrom, leftFrom + leftLength, bytes, rightFrom, rightFrom + rightLength);
    }

    void write(KeyBytes out) {
        out.putLong(start);
        out.putInt(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            out.putInt(hash(row));
            out.putInt(length(row));
            copyKey(row, out);
            aggregates.write(rows, row, out);
        }
    }

    /** Reads rows of keys that are not there yet. */
    void read(StateReader in) {
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int hash = in.nextInt();
            int length = in.nextInt();
            byte[] key = in.nextBytes(Math.max(0, length));
            long tail = key.length <= 8 ? 0 : KeyBytes.headOf(key, 8, key.length - 8);
            if (length > GroupKeys.SHORT) {
                tail = longKeys.size();
                longKeys.put(key, 0, length);
            }
            int mask = slots.length - 1;
            int slot = hash & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            aggregates.read(in, rows, insert(slot, hash, length, KeyBytes.headOf(key, 0, key.length), tail));
        }
    }
}
