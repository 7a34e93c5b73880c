package io.raudal.engine.step;

import io.raudal.engine.EventBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;

/** As {@link StreamScan}, of the final rows of a window view that other views read: a row's time is its window's end less 1 ms. */
public final class ChangeScan {
    private static final long MICROS = 1000;

    private final SourceScan source;
    private final Vector.Longs time = new Vector.Longs();

    ChangeScan(SourceScan source) {
        this.source = source;
    }

    /** As {@link StreamScan#passed}. */
    public long[] passed(String view) {
        return source.passed(view);
    }

    /** Final puts of the view, in the order in which its keyed step emitted them; all others are no events. */
    public ScannedBatch scan(ChangeBatch changes) {
        EventBatch events = source.events();
        events.reset(new byte[0], 0);
        int size = changes.isFinal() && !changes.isDelete() ? changes.size() : 0;
        time.ensure(size);
        for (int i = 0; i < size; i++) {
            events.add(0, 0);
            time.setNull(i, false);
            time.values[i] = (changes.windowEnd(i) - 1) * MICROS;
        }
        Vector[] columns = SourceScan.dense(events.columns);
        for (int column = 0; column < columns.length; column++) {
            for (int i = 0; i < size; i++) {
                Cells.copy(changes.columns()[column], changes.row(i), columns[column], i);
            }
        }
        return source.prepare(columns, time, false);
    }
}
