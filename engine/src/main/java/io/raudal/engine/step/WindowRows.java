package io.raudal.engine.step;

import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.step.SourceLayout.GroupingPlan;
import io.raudal.plan.Aggregation;
import java.util.Arrays;
import java.util.List;

/**
 * Some aggregated rows of a view on their way out: the values of the aggregation's row in columns, and the rows' keys. Filled and
 * emptied again and again.
 */
final class WindowRows implements ChangeBatch.Keys {
    static final int CAPACITY = 2048;
    private static final long MICROS = 1000;

    private final Aggregates aggregates;
    private final KeyCodec codec;
    private final boolean isWindowed;
    /** By set: its number; empty where it is not asked for. */
    private final long[] groupingNumbers;

    private final boolean hasSetNumber;
    private final Vector[] columns;
    private final int firstAggregate;
    private final RowBatch batch = new RowBatch();
    private long[] starts = new long[CAPACITY];
    private long[] ends = new long[CAPACITY];
    private int[] hashes = new int[CAPACITY];
    private final KeyBytes keys = new KeyBytes(1 << 14);
    private int[] keyOffsets = new int[CAPACITY + 1];
    private int size;

    WindowRows(Aggregation aggregation, Aggregates aggregates) {
        this.aggregates = aggregates;
        GroupingPlan plan = GroupingPlan.of(aggregation);
        codec = GroupKeys.codec(plan);
        hasSetNumber = plan.hasSetNumber();
        isWindowed = aggregation.window() != null;
        groupingNumbers = aggregation.groupingNumber() ? numbers(aggregation) : new long[0];
        int groups = aggregation.groups().size();
        firstAggregate = groups + (isWindowed ? 2 : 0);
        columns = new Vector[firstAggregate + aggregates.size() + (aggregation.groupingNumber() ? 1 : 0)];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = column < groups
                    ? Vector.of(aggregation.groups().get(column).type())
                    : column < firstAggregate || column >= firstAggregate + aggregates.size()
                            ? new Vector.Longs()
                            : Vector.of(aggregates.type(column - firstAggregate));
            columns[column].ensure(CAPACITY);
        }
    }

    private static long[] numbers(Aggregation aggregation) {
        int groups = aggregation.groups().size();
        List<List<Integer>> sets = aggregation.groupingSets();
        long[] numbers = new long[sets.size()];
        for (int set = 0; set < numbers.length; set++) {
            for (int group = 0; group < groups; group++) {
                if (!sets.get(set).contains(group)) {
                    numbers[set] |= 1L << groups - 1 - group;
                }
            }
        }
        return numbers;
    }

    void clear() {
        size = 0;
        keys.clear();
        for (Vector column : columns) {
            column.clear();
        }
    }

    /** Whether no more should be added; more can be, where rows belong together. */
    boolean isFull() {
        return size >= CAPACITY;
    }

    int size() {
        return size;
    }

    /** Adds the row of a group in a window, in milliseconds. */
    void add(long start, long end, byte[] key, int from, int length, int hash, StateRows state, int row) {
        if (size == starts.length) {
            grow();
        }
        int at = size++;
        hashes[at] = hash;
        starts[at] = start;
        ends[at] = end;
        keys.put(key, from, length);
        keyOffsets[size] = keys.size();
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.finish(i, state, row, columns[firstAggregate + i], at);
        }
    }

    private void grow() {
        int capacity = 2 * size;
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        keyOffsets = Arrays.copyOf(keyOffsets, capacity + 1);
        for (Vector column : columns) {
            column.ensure(capacity);
        }
    }

    /** The rows as a batch; none is added behind it. */
    RowBatch batch() {
        byte[] bytes = keys.bytes();
        Vector[] groups = Arrays.copyOf(columns, codec.columns());
        for (Vector group : groups) {
            if (group instanceof Vector.Texts texts) {
                texts.source = bytes;
            }
        }
        for (int row = 0; row < size; row++) {
            int at = codec.read(bytes, keyOffsets[row], keyOffsets[row + 1], groups, row, true);
            if (isWindowed) {
                put(columns[firstAggregate - 2], row, starts[row] * MICROS);
                put(columns[firstAggregate - 1], row, ends[row] * MICROS);
            }
            if (groupingNumbers.length > 0) {
                put(columns[columns.length - 1], row, groupingNumbers[hasSetNumber ? KeyBytes.intAt(bytes, at) : 0]);
            }
        }
        batch.columns = columns;
        batch.selectAll(size);
        return batch;
    }

    private static void put(Vector column, int row, long value) {
        column.setNull(row, false);
        ((Vector.Longs) column).values[row] = value;
    }

    int hash(int row) {
        return hashes[row];
    }

    byte[] groupKey(int row) {
        return Arrays.copyOfRange(keys.bytes(), keyOffsets[row], keyOffsets[row + 1]);
    }

    @Override
    public long windowEnd(int row) {
        return ends[row];
    }

    @Override
    public byte[] key(int row, int ordinal) {
        int from = keyOffsets[row];
        return isWindowed
                ? RowKey.ofWindow(ends[row], starts[row], keys.bytes(), from, keyOffsets[row + 1] - from)
                : groupKey(row);
    }
}
