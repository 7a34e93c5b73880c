package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.model.DataType;
import io.raudal.plan.TopN;
import java.util.List;

/** A top-N over rows of these types: how rows are told apart and ordered. Belongs to one thread. */
final class Ranking {
    private static final long MICROS = 1000;
    private static final int NULL_FIRST = 0;
    private static final int VALUE = 1;
    private static final int NULL_LAST = 2;

    final List<DataType> types;
    private final TopN plan;
    private final KeyCodec codec;
    private final KeyBytes scratch = new KeyBytes(64);

    Ranking(TopN plan, List<DataType> types) {
        this.plan = plan;
        this.types = types;
        codec = new KeyCodec(types, false);
    }

    long limit() {
        return plan.limit();
    }

    /** In milliseconds. */
    long windowStart(Vector[] columns, int row) {
        return Math.floorDiv(((Vector.Longs) columns[plan.windowStart()]).values[row], MICROS);
    }

    /** In milliseconds. */
    long windowEnd(Vector[] columns, int row) {
        return Math.floorDiv(((Vector.Longs) columns[plan.windowEnd()]).values[row], MICROS);
    }

    /** The partition's key. */
    byte[] partition(Vector[] columns, int row) {
        scratch.clear();
        for (int column : plan.partition()) {
            codec.write(column, columns[column], row, scratch);
        }
        return scratch.toArray();
    }

    /** Bytes whose unsigned order is the order of rows, {@code tie} last. */
    byte[] sortKey(Vector[] columns, int row, byte[] tie) {
        scratch.clear();
        for (TopN.Order order : plan.order()) {
            Vector column = columns[order.column()];
            int from = scratch.size();
            codec.write(order.column(), column, row, scratch);
            byte[] bytes = scratch.bytes();
            if (column.isNull(row)) {
                bytes[from] = (byte) (order.nullsFirst() ? NULL_FIRST : NULL_LAST);
                continue;
            }
            bytes[from] = VALUE;
            if (order.descending()) {
                for (int i = from + 1; i < scratch.size(); i++) {
                    bytes[i] = (byte) ~bytes[i];
                }
            }
        }
        scratch.put(tie, 0, tie.length);
        return scratch.toArray();
    }
}
