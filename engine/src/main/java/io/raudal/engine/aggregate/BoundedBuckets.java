package io.raudal.engine.aggregate;

import com.datadoghq.sketch.ddsketch.encoding.Flag;
import com.datadoghq.sketch.ddsketch.encoding.Output;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.BinAcceptor;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a DDSketch by bucket, of the highest buckets that have any; what is below counts in the lowest of them. The library's
 * stores are as long as the greatest value is from the least, or drop all that is far from one outlier; here only what is taken counts.
 * Which buckets stay depends on the set of those that values fell in alone, so any order and division gives the same.
 *
 * <p>Buckets near each other are a dense array of the library's, so that adding is as fast; those that are not, at most {@value #MOST}
 * of 12 bytes, are found by binary search, and a new one moves the array.
 */
final class BoundedBuckets implements Store {
    static final int MOST = 2048;

    /** Over how many buckets the dense array goes at most: 4 KiB, 4 powers of ten. */
    private static final int NEAR = 512;

    /** Null once buckets are farther from each other; then the arrays have all. */
    private @Nullable Store near;

    /** Of the dense array; the lowest is above the highest in an empty one. */
    private int lowest = Integer.MAX_VALUE;

    private int highest = Integer.MIN_VALUE;

    /** Ascending. */
    private int[] indexes = new int[0];

    private double[] counts = new double[0];
    private int size;

    BoundedBuckets() {
        this(new UnboundedSizeDenseStore());
    }

    private BoundedBuckets(@Nullable Store near) {
        this.near = near;
    }

    @Override
    public void add(int index, double count) {
        Store dense = near(Math.min(lowest, index), Math.max(highest, index));
        if (dense != null) {
            dense.add(index, count);
            return;
        }
        int at = Arrays.binarySearch(indexes, 0, size, index);
        if (at >= 0) {
            counts[at] += count;
        } else if (size < MOST) {
            insert(-at - 1, index, count);
        } else if (at == -1) {
            counts[0] += count;
        } else {
            replaceLowest(-at - 2, index, count);
        }
    }

    @Override
    public void mergeWith(Store more) {
        if (more.isEmpty()) {
            return;
        }
        BoundedBuckets other = (BoundedBuckets) more;
        Store dense =
                other.near == null ? null : near(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
        if (dense != null && other.near != null) {
            dense.mergeWith(other.near);
        } else {
            other.forEach(this::add);
        }
    }

    /** The dense array, if it can go so far; if not, it is given up. */
    private @Nullable Store near(int from, int to) {
        Store dense = near;
        if (dense == null) {
            return null;
        }
        if ((long) to - from < NEAR) {
            lowest = from;
            highest = to;
            return dense;
        }
        near = null;
        dense.forEach(this::add);
        return null;
    }

    private void insert(int at, int index, double count) {
        if (size == indexes.length) {
            int length = Math.min(MOST, Math.max(8, size + size / 2));
            indexes = Arrays.copyOf(indexes, length);
            counts = Arrays.copyOf(counts, length);
        }
        System.arraycopy(indexes, at, indexes, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        indexes[at] = index;
        counts[at] = count;
        size++;
    }

    /** Puts a bucket at a place from which those in front move one down; the count of the one that goes is the new lowest's. */
    private void replaceLowest(int at, int index, double count) {
        double lowest = counts[0];
        System.arraycopy(indexes, 1, indexes, 0, at);
        System.arraycopy(counts, 1, counts, 0, at);
        indexes[at] = index;
        counts[at] = count;
        counts[0] += lowest;
    }

    @Override
    public Store copy() {
        BoundedBuckets copy = new BoundedBuckets(near == null ? null : near.copy());
        copy.lowest = lowest;
        copy.highest = highest;
        copy.indexes = Arrays.copyOf(indexes, size);
        copy.counts = Arrays.copyOf(counts, size);
        copy.size = size;
        return copy;
    }

    @Override
    public void clear() {
        near = new UnboundedSizeDenseStore();
        lowest = Integer.MAX_VALUE;
        highest = Integer.MIN_VALUE;
        size = 0;
    }

    @Override
    public boolean isEmpty() {
        return near == null ? size == 0 : near.isEmpty();
    }

    @Override
    public double getTotalCount() {
        if (near != null) {
            return near.getTotalCount();
        }
        double total = 0;
        for (int i = 0; i < size; i++) {
            total += counts[i];
        }
        return total;
    }

    @Override
    public void forEach(BinAcceptor acceptor) {
        if (near != null) {
            near.forEach(acceptor);
            return;
        }
        for (int i = 0; i < size; i++) {
            acceptor.accept(indexes[i], counts[i]);
        }
    }

    @Override
    public Iterator<Bin> getAscendingIterator() {
        return near != null
                ? near.getAscendingIterator()
                : IntStream.range(0, size).mapToObj(this::bin).iterator();
    }

    @Override
    public Iterator<Bin> getDescendingIterator() {
        return near != null
                ? near.getDescendingIterator()
                : IntStream.range(0, size).mapToObj(i -> bin(size - 1 - i)).iterator();
    }

    private Bin bin(int at) {
        return new Bin(indexes[at], counts[at]);
    }

    @Override
    public void encode(Output output, Flag.Type type) throws IOException {
        SparseStore same = new SparseStore();
        forEach(same::add);
        same.encode(output, type);
    }
}
