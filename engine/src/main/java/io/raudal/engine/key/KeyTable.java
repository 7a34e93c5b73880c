package io.raudal.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Interns keys: each distinct sequence of bytes gets the next small integer. Not thread-safe.
 *
 * <p>Open addressing with linear probing over longs that hold the hash's 32 bits and the id, at most three quarters full; the bytes
 * stand one behind the other in one array. A hit costs two cache misses in a large table. Ids in the order of their keys
 * ({@link #sorted}) are kept and only new keys are sorted in, so that a table whose keys do not change gives its order for nothing.
 * About 30 bytes a key and its own length.
 */
public final class KeyTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long[] slots;
    private int[] offsets;
    private int[] hashes;
    private final KeyBytes keys;
    private int size;

    private int[] order = new int[0];
    private int ordered;

    public KeyTable() {
        this(64);
    }

    /** @param capacity keys that there is room for at first; a power of two */
    public KeyTable(int capacity) {
        slots = new long[2 * capacity];
        offsets = new int[capacity + 1];
        hashes = new int[capacity];
        keys = new KeyBytes(16 * capacity);
    }

    /** Keys; ids are below it. */
    public int size() {
        return size;
    }

    /** The id of a key, new or known. */
    public int intern(byte[] bytes, int from, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0) {
                keys.put(bytes, from, length);
                return add(slot, hash);
            }
            if ((int) (entry >>> 32) == hash) {
                int id = (int) entry - 1;
                int at = offsets[id];
                if (offsets[id + 1] - at == length && equal(keys.bytes(), at, bytes, from, length)) {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /**
     * The id of the key that {@link KeyCodec} gives for one bare text: a 1 and the text.
     *
     * @param hash of the text alone
     */
    public int internText(byte[] bytes, int from, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            long entry = slots[slot];
            if (entry == 0) {
                keys.putByte(1);
                keys.put(bytes, from, length);
                return add(slot, hash);
            }
            if ((int) (entry >>> 32) == hash) {
                int id = (int) entry - 1;
                int at = offsets[id] + 1;
                if (offsets[id + 1] - at == length
                        && keys.bytes()[at - 1] == 1
                        && equal(keys.bytes(), at, bytes, from, length)) {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /** The id of a key; -1 if it is not known. */
    public int find(byte[] bytes, int from, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        for (long entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int id = (int) entry - 1;
            if ((int) (entry >>> 32) == hash
                    && length(id) == length
                    && equal(keys.bytes(), offsets[id], bytes, from, length)) {
                return id;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    private int add(int slot, int hash) {
        int id = size++;
        slots[slot] = ((long) hash << 32) | size;
        if (id == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * id);
            offsets = Arrays.copyOf(offsets, 2 * id + 1);
        }
        hashes[id] = hash;
        offsets[size] = keys.size();
        if (size > slots.length - (slots.length >> 2)) {
            rehash(2 * slots.length);
        }
        return id;
    }

    private void rehash(int capacity) {
        slots = new long[capacity];
        int mask = capacity - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = ((long) hashes[id] << 32) | (id + 1);
        }
    }

    public int hash(int id) {
        return hashes[id];
    }

    /** All keys one behind the other; a key that is added may replace the array. */
    public byte[] bytes() {
        return keys.bytes();
    }

    public int offset(int id) {
        return offsets[id];
    }

    public int length(int id) {
        return offsets[id + 1] - offsets[id];
    }

    public int compare(int left, int right) {
        return Arrays.compareUnsigned(
                keys.bytes(), offsets[left], offsets[left + 1], keys.bytes(), offsets[right], offsets[right + 1]);
    }

    /** All ids in the order of their keys; valid until a key is added. */
    public int[] sorted() {
        if (ordered < size) {
            int[] fresh = new int[size - ordered];
            for (int i = 0; i < fresh.length; i++) {
                fresh[i] = ordered + i;
            }
            new KeySort(this).sort(fresh, fresh.length);
            order = ordered == 0 ? fresh : merge(order, fresh);
            ordered = size;
        }
        return order;
    }

    private int[] merge(int[] known, int[] fresh) {
        int[] merged = new int[known.length + fresh.length];
        int to = 0;
        int at = 0;
        for (int id : fresh) {
            // Galloping: few fresh keys among many known ones cost a logarithm each.
            int step = 1;
            int low = at;
            while (low + step < known.length && compare(known[low + step], id) < 0) {
                low += step;
                step *= 2;
            }
            int high = Math.min(low + step, known.length);
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(known[middle], id) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            System.arraycopy(known, at, merged, to, low - at);
            to += low - at;
            at = low;
            merged[to++] = id;
        }
        System.arraycopy(known, at, merged, to, known.length - at);
        return merged;
    }

    /** Forgets all other keys and numbers the used ones anew; answers each old id's new one, -1 where it is gone. */
    public int[] retain(BitSet used) {
        int[] fresh = new int[size];
        byte[] bytes = keys.bytes();
        keys.clear();
        int count = 0;
        for (int id = 0; id < fresh.length; id++) {
            int from = offsets[id];
            int to = offsets[id + 1];
            if (!used.get(id)) {
                fresh[id] = -1;
                continue;
            }
            fresh[id] = count;
            hashes[count] = hashes[id];
            offsets[count] = keys.size();
            keys.put(bytes, from, to - from);
            count++;
        }
        size = count;
        offsets[count] = keys.size();
        int kept = 0;
        for (int i = 0; i < ordered; i++) {
            if (fresh[order[i]] >= 0) {
                order[kept++] = fresh[order[i]];
            }
        }
        order = Arrays.copyOf(order, kept);
        ordered = kept;
        int capacity = 64;
        while (size > capacity - (capacity >> 2)) {
            capacity *= 2;
        }
        rehash(capacity);
        return fresh;
    }

    /** Writes a key with its hash. */
    public void write(int id, KeyBytes out) {
        out.putInt(hashes[id]);
        out.putInt(length(id));
        out.put(keys.bytes(), offsets[id], length(id));
    }

    /** Interns a key that {@link #write} wrote. */
    public int read(StateReader in) {
        int hash = in.nextInt();
        byte[] key = in.nextBytes();
        return intern(key, 0, key.length, hash);
    }

    private static boolean equal(byte[] left, int leftFrom, byte[] right, int rightFrom, int length) {
        if (length >= 8) {
            int last = length - 8;
            for (int i = 0; i < last; i += 8) {
                if ((long) LONG.get(left, leftFrom + i) != (long) LONG.get(right, rightFrom + i)) {
                    return false;
                }
            }
            return (long) LONG.get(left, leftFrom + last) == (long) LONG.get(right, rightFrom + last);
        }
        for (int i = 0; i < length; i++) {
            if (left[leftFrom + i] != right[rightFrom + i]) {
                return false;
            }
        }
        return true;
    }
}
