package io.raudal.engine.row;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;

/** Keeps the rows for which a predicate is TRUE: the same vectors under a smaller selection. */
final class FilterStage implements RowStage {
    private final Evaluator predicate;
    private final String name;
    private final RowFailures failures = new RowFailures();
    private final RowBatch out = new RowBatch();

    FilterStage(Evaluator predicate, String name) {
        this.predicate = predicate;
        this.name = name;
    }

    @Override
    public RowBatch apply(RowBatch rows, Failures events) {
        Failures failed = failures.clear();
        failed.at(name);
        Vector.Longs kept = (Vector.Longs) predicate.evaluate(rows.columns, rows.selection, rows.selected, failed);
        share(rows, out);
        boolean any = failed.any();
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            if ((kept.values[row] != 0 && !kept.isNull(row)) || (any && failed.reason(row) != null)) {
                out.selection[out.selected++] = row;
            }
        }
        failures.moveTo(events, out);
        return out;
    }

    /** Gives {@code out} the vectors and origins of the rows, and an empty selection with room for all of them. */
    static void share(RowBatch rows, RowBatch out) {
        out.columns = rows.columns;
        out.origins = rows.origins;
        if (out.selection.length < rows.selected) {
            out.selection = new int[Math.max(rows.selected, 2 * out.selection.length)];
        }
        out.selected = 0;
    }
}
