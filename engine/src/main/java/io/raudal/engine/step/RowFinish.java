package io.raudal.engine.step;

import io.raudal.engine.Detail;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.row.RowOperators;
import io.raudal.engine.row.TableRows;
import io.raudal.plan.Expression;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a view's aggregated rows to its output: HAVING and the select list. */
final class RowFinish {
    private final ViewPlan plan;
    private final RowOperators after;
    private final Failures failures = new Failures();
    /** Null where no open row has to be taken back. */
    private final @Nullable GivenRows given;

    RowFinish(ReaderView reader, Function<String, TableRows> tables) {
        plan = reader.plan();
        after = RowOperators.compile(plan.after(), tables);
        boolean isUnbounded = Objects.requireNonNull(plan.aggregation()).window() == null;
        boolean isSession = ReaderView.isSession(Objects.requireNonNull(plan.aggregation())) && !isUnbounded;
        boolean remembers =
                plan.topN() == null && (isSession || plan.after().stream().anyMatch(RowFinish::canDrop));
        given = reader.isLive() && remembers ? new GivenRows(isSession) : null;
    }

    private static boolean canDrop(RowOperator operator) {
        return !(operator instanceof RowOperator.Project project
                && project.expressions().stream()
                        .allMatch(e -> e instanceof Expression.Input || e instanceof Expression.Literal));
    }

    /** The output of the rows; those that fail are reported. Valid until the next call. */
    RowBatch rows(WindowRows rows, Queue<Emission> out) {
        failures.clear();
        RowBatch result = after.apply(rows.batch(), failures);
        if (failures.any()) {
            for (int row = 0; row < rows.size(); row++) {
                Detail reason = failures.reason(row);
                if (reason != null) {
                    out.add(new Emission.FailedRow(plan.name(), rows.key(row, 0), rows.windowEnd(row), reason));
                }
            }
        }
        return result;
    }

    /** Puts what becomes of the rows into {@code out}; the rows stay as they are until that has left. */
    void finish(WindowRows rows, boolean isFinal, long version, Queue<Emission> out) {
        RowBatch result = rows(rows, out);
        if (given != null) {
            takeBack(given, rows, result, isFinal, version, out);
        }
        if (result.selected > 0) {
            out.add(new ChangeBatch(plan.name(), 0, plan.output(), result, rows, isFinal, false, version));
        }
    }

    private void takeBack(
            GivenRows before, WindowRows rows, RowBatch result, boolean isFinal, long version, Queue<Emission> out) {
        boolean[] passes = new boolean[rows.size()];
        for (int i = 0; i < result.selected; i++) {
            passes[result.origins[result.selection[i]]] = true;
        }
        GivenRows.Gone gone = before.compare(rows, passes, isFinal);
        if (!gone.keys.isEmpty()) {
            RowBatch deleted = new RowBatch();
            deleted.selectAll(gone.keys.size());
            out.add(new ChangeBatch(plan.name(), 0, plan.output(), deleted, gone, isFinal, true, version));
        }
    }

    void write(KeyBytes[] groups) {
        if (given != null) {
            given.write(groups);
        }
    }

    void read(StateReader in) {
        if (given != null) {
            given.read(in);
        }
    }
}
