package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first rows of each partition of one window so far: no more of a partition than can have a rank. */
final class TopRows {
    private final Ranking ranking;
    /** By partition and sort key. */
    private final NavigableMap<byte[], NavigableMap<byte[], @Nullable Object[]>> partitions =
            new TreeMap<>(Arrays::compareUnsigned);

    TopRows(Ranking ranking) {
        this.ranking = ranking;
    }

    /** Takes a row if it has a rank so far. */
    void add(Vector[] columns, int row, byte[] tie) {
        NavigableMap<byte[], @Nullable Object[]> partition = partition(ranking.partition(columns, row));
        byte[] sortKey = ranking.sortKey(columns, row, tie);
        if (isRanked(partition, sortKey)) {
            @Nullable Object[] values = new @Nullable Object[columns.length];
            for (int column = 0; column < values.length; column++) {
                values[column] = Cells.get(columns[column], row, ranking.types.get(column));
            }
            add(partition, sortKey, values);
        }
    }

    void addAll(TopRows other) {
        other.partitions.forEach((key, rows) -> {
            NavigableMap<byte[], @Nullable Object[]> partition = partition(key);
            rows.forEach((sortKey, values) -> {
                if (isRanked(partition, sortKey)) {
                    add(partition, sortKey, values);
                }
            });
        });
    }

    private NavigableMap<byte[], @Nullable Object[]> partition(byte[] key) {
        return partitions.computeIfAbsent(key, any -> new TreeMap<>(Arrays::compareUnsigned));
    }

    private boolean isRanked(NavigableMap<byte[], @Nullable Object[]> partition, byte[] sortKey) {
        return partition.size() < ranking.limit() || Arrays.compareUnsigned(sortKey, partition.lastKey()) < 0;
    }

    private void add(NavigableMap<byte[], @Nullable Object[]> partition, byte[] sortKey, @Nullable Object[] values) {
        partition.put(sortKey, values);
        if (partition.size() > ranking.limit()) {
            partition.pollLastEntry();
        }
    }

    /** What is called with each row in the order of partitions and ranks. */
    interface Visitor {
        void row(byte[] partition, long rank, @Nullable Object[] values);
    }

    void forEach(Visitor visitor) {
        partitions.forEach((key, rows) -> {
            long rank = 1;
            for (@Nullable Object[] values : rows.values()) {
                visitor.row(key, rank++, values);
            }
        });
    }

    int size() {
        return partitions.values().stream().mapToInt(Map::size).sum();
    }

    void write(KeyBytes out) {
        out.putInt(partitions.size());
        partitions.forEach((key, rows) -> {
            out.putInt(key.length);
            out.put(key, 0, key.length);
            out.putInt(rows.size());
            rows.forEach((sortKey, values) -> {
                out.putInt(sortKey.length);
                out.put(sortKey, 0, sortKey.length);
                for (int column = 0; column < values.length; column++) {
                    KeyCodec.writeValue(ranking.types.get(column), values[column], out);
                }
            });
        });
    }

    void read(StateReader in) {
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            NavigableMap<byte[], @Nullable Object[]> partition = partition(in.nextBytes());
            int rows = in.nextCount(4);
            for (int row = 0; row < rows; row++) {
                byte[] sortKey = in.nextBytes();
                @Nullable Object[] values = new @Nullable Object[ranking.types.size()];
                for (int column = 0; column < values.length; column++) {
                    values[column] = KeyCodec.readValue(ranking.types.get(column), in);
                }
                partition.put(sortKey, values);
            }
        }
    }
}
