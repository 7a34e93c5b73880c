package io.raudal.engine.run;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.plan.Field;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of one asked view into the order of a bounded run and hands them to the sink. Used by one thread at a time.
 *
 * <p>A window view's final rows come in their order already and pass through; so do a row view's as long as partitions come one
 * behind the other, else those of later partitions wait; the rows of an unbounded GROUP BY are known, and sorted, at the end.
 */
final class AskedRows implements AutoCloseable {
    private final String view;
    private final List<Field> columns;
    private final boolean isUnbounded;
    private final RowSink sink;
    /** A row that was kept, for the sink. */
    private final Vector[] one;

    private final Map<byte[], @Nullable Object[]> byKey = new TreeMap<>(Arrays::compareUnsigned);
    private final WaitingRows waiting;
    private int partition;

    /** @param temporary a folder for what does not fit into memory */
    AskedRows(ViewPlan plan, RowSink sink, Path temporary) {
        this.view = plan.name();
        this.columns = plan.output();
        this.isUnbounded = plan.aggregation() != null && plan.aggregation().window() == null;
        this.sink = sink;
        one = columns.stream().map(column -> Vector.of(column.type())).toArray(Vector[]::new);
        waiting = new WaitingRows(columns.stream().map(Field::type).toList(), temporary, WaitingRows.MEMORY_BYTES);
    }

    void take(ChangeBatch changes) {
        if (isUnbounded) {
            for (int i = 0; i < changes.size(); i++) {
                if (changes.isDelete()) {
                    byKey.remove(changes.key(i));
                } else {
                    byKey.put(changes.key(i), values(changes, i));
                }
            }
        } else if (changes.partition() > partition) {
            for (int i = 0; i < changes.size(); i++) {
                waiting.add(changes.partition(), changes.columns(), changes.row(i));
            }
        } else if (changes.isFinal() && !changes.isDelete()) {
            Vector[] vectors = changes.columns();
            for (int i = 0; i < changes.size(); i++) {
                hand(vectors, changes.row(i));
            }
        }
    }

    /** All partitions up to this one have ended. */
    void ended(int last) {
        while (partition <= last) {
            partition++;
            waiting.take(partition, this::hand);
        }
    }

    void finish() {
        waiting.takeAll(this::hand);
        byKey.values().forEach(this::hand);
    }

    /** Forgets what waits. */
    @Override
    public void close() {
        waiting.close();
    }

    private void hand(@Nullable Object[] values) {
        for (int c = 0; c < one.length; c++) {
            one[c].clear();
            one[c].ensure(1);
            Cells.put(one[c], 0, values[c]);
        }
        hand(one, 0);
    }

    private void hand(Vector[] vectors, int row) {
        try {
            sink.row(view, vectors, row);
        } catch (IOException e) {
            throw new SinkFailure(e);
        }
    }

    private @Nullable Object[] values(ChangeBatch changes, int index) {
        Vector[] vectors = changes.columns();
        @Nullable Object[] values = new @Nullable Object[vectors.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = Cells.get(vectors[c], changes.row(index), columns.get(c).type());
        }
        return values;
    }
}
