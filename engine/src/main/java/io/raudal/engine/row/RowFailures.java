package io.raudal.engine.row;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;

/** The rows of one stage on which an expression failed, on their way to the events that they come from. */
final class RowFailures {
    private final Failures rows = new Failures();

    /** Empty, for the evaluation of a stage's expressions. */
    Failures clear() {
        rows.clear();
        return rows;
    }

    /** Fails the events of the failed rows and takes these out of the selection, which must be the batch's own. */
    void moveTo(Failures events, RowBatch batch) {
        if (!rows.any()) {
            return;
        }
        int kept = 0;
        for (int i = 0; i < batch.selected; i++) {
            int row = batch.selection[i];
            if (rows.reason(row) == null) {
                batch.selection[kept++] = row;
            } else {
                events.take(batch.origins[row], rows, row);
            }
        }
        batch.selected = kept;
    }
}
