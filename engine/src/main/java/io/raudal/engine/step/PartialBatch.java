package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Partial aggregates of one view, partition and slice of time, on the way from a {@link PartitionStep} to the view's
 * {@link KeyedStep}s: rows in the order of their keys, accumulators in primitive arrays. Not changed by anyone once it is emitted.
 */
public final class PartialBatch implements Emission {
    static final PartialBatch EMPTY = new PartialBatch(
            "", 0, 0, 0, new StateRows(new long[StateRows.HEADER], 0), new int[0], new byte[0], new int[1], new int[0]);

    final String view;
    final int partition;
    /** The slice in milliseconds. */
    final long start;

    final long end;
    final StateRows rows;
    /** Row of the state by place in the order of keys. */
    final int[] order;
    /** The keys in their order, one behind the other. */
    final byte[] keys;

    /** By place; the last one is the end. */
    final int[] keyOffsets;

    final int[] hashes;

    /** Of a top-N over rows that are not aggregated: a window's first rows, instead of accumulators. */
    final @Nullable TopRows top;

    PartialBatch(
            String view,
            int partition,
            long start,
            long end,
            StateRows rows,
            int[] order,
            byte[] keys,
            int[] keyOffsets,
            int[] hashes) {
        this.view = view;
        this.partition = partition;
        this.start = start;
        this.end = end;
        this.rows = rows;
        this.order = order;
        this.keys = keys;
        this.keyOffsets = keyOffsets;
        this.hashes = hashes;
        top = null;
    }

    PartialBatch(String view, int partition, long start, long end, TopRows top) {
        this.view = view;
        this.partition = partition;
        this.start = start;
        this.end = end;
        this.top = top;
        rows = new StateRows(new long[StateRows.HEADER], 0);
        order = new int[0];
        keys = new byte[0];
        keyOffsets = new int[1];
        hashes = order;
    }

    /** Adds a newer batch of the same partition and slice to an older one. */
    static PartialBatch merge(PartialBatch older, PartialBatch newer, Aggregates aggregates) {
        int most = older.size() + newer.size();
        StateRows rows = aggregates.newRows();
        int[] offsets = new int[most + 1];
        int[] hashes = new int[most];
        KeyBytes keys = new KeyBytes(older.keys.length + newer.keys.length);
        RunMerge merge = new RunMerge(List.of(older, newer), aggregates);
        while (merge.next()) {
            int row = rows.add(0);
            aggregates.copy(merge.state(), merge.row(), rows, row);
            keys.put(merge.keys(), merge.keyFrom(), merge.keyLength());
            offsets[row + 1] = keys.size();
            hashes[row] = merge.hash();
        }
        return new PartialBatch(
                older.view,
                older.partition,
                older.start,
                older.end,
                rows,
                inOrder(rows.size()),
                keys.bytes(),
                offsets,
                hashes);
    }

    /**
     * Takes the rows of a slice over.
     *
     * @param bare whether keys are bare texts, to which the slice has not got what stands ahead of them
     */
    static PartialBatch of(String view, int partition, SliceRows slice, boolean bare) {
        slice.sort();
        int size = slice.rows.size();
        int[] offsets = new int[size + 1];
        int[] hashes = new int[size];
        KeyBytes keys = new KeyBytes(16 * size);
        for (int row = 0; row < size; row++) {
            hashes[row] = slice.hash(row);
            if (bare) {
                keys.putByte(slice.length(row) == GroupKeys.NULL ? 0 : 1);
            }
            slice.copyKey(row, keys);
            offsets[row + 1] = keys.size();
        }
        return new PartialBatch(
                view, partition, slice.start, slice.end, slice.rows, inOrder(size), keys.bytes(), offsets, hashes);
    }

    private static int[] inOrder(int size) {
        int[] order = new int[size];
        for (int row = 0; row < size; row++) {
            order[row] = row;
        }
        return order;
    }

    public String view() {
        return view;
    }

    public int partition() {
        return partition;
    }

    /** Groups, or rows of a top-N. */
    public int size() {
        return top == null ? groups() : top.size();
    }

    private int groups() {
        return order.length;
    }

    /** The rows of some key groups, for the keyed step that has them; shares the accumulators. */
    public PartialBatch forGroups(int fromGroup, int toGroup) {
        if (top != null) {
            return this;
        }
        int[] places = new int[groups()];
        int count = 0;
        int keyBytes = 0;
        for (int place = 0; place < places.length; place++) {
            int group = KeyGroups.of(hashes[place]);
            if (group >= fromGroup && group < toGroup) {
                places[count++] = place;
                keyBytes += keyOffsets[place + 1] - keyOffsets[place];
            }
        }
        if (count == places.length) {
            return this;
        }
        int[] someOrder = new int[count];
        int[] someOffsets = new int[count + 1];
        int[] someHashes = new int[count];
        byte[] someKeys = new byte[keyBytes];
        for (int i = 0; i < count; i++) {
            int place = places[i];
            int length = keyOffsets[place + 1] - keyOffsets[place];
            someOrder[i] = order[place];
            someHashes[i] = hashes[place];
            System.arraycopy(keys, keyOffsets[place], someKeys, someOffsets[i], length);
            someOffsets[i + 1] = someOffsets[i] + length;
        }
        return new PartialBatch(view, partition, start, end, rows, someOrder, someKeys, someOffsets, someHashes);
    }

    void write(Aggregates aggregates, KeyBytes out) {
        out.putInt(partition);
        out.putLong(start);
        out.putLong(end);
        out.putInt(size());
        for (int place = 0; place < size(); place++) {
            int length = keyOffsets[place + 1] - keyOffsets[place];
            out.putInt(hashes[place]);
            out.putInt(length);
            out.put(keys, keyOffsets[place], length);
            aggregates.write(rows, order[place], out);
        }
    }

    static PartialBatch read(String view, Aggregates aggregates, StateReader in) {
        int partition = in.nextInt();
        long start = in.nextLong();
        long end = in.nextLong();
        int size = in.nextCount(8);
        StateRows rows = aggregates.newRows();
        int[] offsets = new int[size + 1];
        int[] hashes = new int[size];
        KeyBytes keys = new KeyBytes(16 * size);
        for (int place = 0; place < size; place++) {
            hashes[place] = in.nextInt();
            byte[] key = in.nextBytes();
            keys.put(key, 0, key.length);
            offsets[place + 1] = keys.size();
            rows.add(place);
            aggregates.read(in, rows, place);
        }
        return new PartialBatch(view, partition, start, end, rows, inOrder(size), keys.bytes(), offsets, hashes);
    }

    /** The place of a key; -1 if it is not here. */
    int find(byte[] key, int from, int length) {
        int low = 0;
        int high = groups();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, key, from, length) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < groups() && compare(low, key, from, length) == 0 ? low : -1;
    }

    /** Compares the key at a place with another. */
    private int compare(int place, byte[] key, int from, int length) {
        return Arrays.compareUnsigned(keys, keyOffsets[place], keyOffsets[place + 1], key, from, from + length);
    }

    /** Compares the keys at two places of two batches. */
    static int compare(PartialBatch left, int leftPlace, PartialBatch right, int rightPlace) {
        return Arrays.compareUnsigned(
                left.keys,
                left.keyOffsets[leftPlace],
                left.keyOffsets[leftPlace + 1],
                right.keys,
                right.keyOffsets[rightPlace],
                right.keyOffsets[rightPlace + 1]);
    }
}
