package io.raudal.engine.step;

import io.raudal.engine.RowBatch;
import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.plan.Field;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Row changes of one view in the order in which they happen, as columns; {@link #change} makes one an object. Either all of them are
 * final or none is, and either all are puts or all are deletes.
 */
public final class ChangeBatch implements Emission {
    /** What tells the rows' keys and windows, by the number that a row's origin is. */
    interface Keys {
        byte[] key(int origin, int ordinal);

        /** In milliseconds. */
        long windowEnd(int origin);
    }

    private final String view;
    private final int partition;
    private final List<Field> fields;
    private final RowBatch rows;
    private final Keys keys;
    private final boolean isFinal;
    private final boolean isDelete;
    private final long version;

    ChangeBatch(
            String view,
            int partition,
            List<Field> fields,
            RowBatch rows,
            Keys keys,
            boolean isFinal,
            boolean isDelete,
            long version) {
        this.view = view;
        this.partition = partition;
        this.fields = fields;
        this.rows = rows;
        this.keys = keys;
        this.isFinal = isFinal;
        this.isDelete = isDelete;
        this.version = version;
    }

    public String view() {
        return view;
    }

    /** Of the partition that a row view's rows come from; 0 for all others. */
    public int partition() {
        return partition;
    }

    public int size() {
        return rows.selected;
    }

    /** Whether these rows never change again. */
    public boolean isFinal() {
        return isFinal;
    }

    /** Whether these rows are gone; then {@link #columns} means nothing. */
    public boolean isDelete() {
        return isDelete;
    }

    /** Those of the changes whose numbers pass. */
    public ChangeBatch where(IntPredicate passes) {
        RowBatch some = new RowBatch();
        some.columns = rows.columns;
        some.origins = rows.origins;
        some.selection = new int[rows.selected];
        for (int i = 0; i < rows.selected; i++) {
            if (passes.test(i)) {
                some.selection[some.selected++] = rows.selection[i];
            }
        }
        return new ChangeBatch(view, partition, fields, some, keys, isFinal, isDelete, version);
    }

    /** The view's output columns, in order; the values of change {@code index} are at {@link #row}. */
    public Vector[] columns() {
        return rows.columns;
    }

    public int row(int index) {
        return rows.selection[index];
    }

    /** The row's key as in a {@link RowChange}. */
    public byte[] key(int index) {
        int origin = rows.origins[row(index)];
        int ordinal = 0;
        while (ordinal < index && rows.origins[row(index - ordinal - 1)] == origin) {
            ordinal++;
        }
        return keys.key(origin, ordinal);
    }

    /** In milliseconds, as in a {@link RowChange}. */
    public long windowEnd(int index) {
        return keys.windowEnd(rows.origins[row(index)]);
    }

    public long version() {
        return version;
    }

    public RowChange change(int index) {
        if (isDelete) {
            return RowChange.delete(key(index), version, isFinal, windowEnd(index));
        }
        @Nullable Object[] values = new @Nullable Object[fields.size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = Cells.get(
                    rows.columns[column], row(index), fields.get(column).type());
        }
        return RowChange.put(key(index), version, values, isFinal, windowEnd(index));
    }
}
