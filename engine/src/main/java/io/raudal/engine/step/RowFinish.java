package io.raudal.engine.step;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.row.RowOperators;
import io.raudal.engine.row.TableRows;
import io.raudal.plan.ViewPlan;
import java.util.Queue;
import java.util.function.Function;

/** From a view's aggregated rows to its output: HAVING and the select list. */
final class RowFinish {
    private final ViewPlan plan;
    private final RowOperators after;
    private final Failures failures = new Failures();

    RowFinish(ViewPlan plan, Function<String, TableRows> tables) {
        this.plan = plan;
        after = RowOperators.compile(plan.after(), tables);
    }

    /** Puts what becomes of the rows into {@code out}; the rows stay as they are until that has left. */
    void finish(WindowRows rows, boolean isFinal, long version, Queue<Emission> out) {
        failures.clear();
        RowBatch result = after.apply(rows.batch(), failures);
        if (failures.any()) {
            for (int row = 0; row < rows.size(); row++) {
                String reason = failures.reason(row);
                if (reason != null) {
                    out.add(new Emission.FailedRow(plan.name(), rows.key(row, 0), rows.windowEnd(row), reason));
                }
            }
        }
        if (result.selected > 0) {
            out.add(new ChangeBatch(plan.name(), 0, plan.output(), result, rows, isFinal, false, version));
        }
    }
}
