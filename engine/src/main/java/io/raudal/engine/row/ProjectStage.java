package io.raudal.engine.row;

import io.raudal.engine.Evaluator;
import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Evaluators;
import io.raudal.plan.Expression;
import java.util.List;

/** Replaces the columns; those that are only handed through are the same vectors. */
final class ProjectStage implements RowStage {
    private final Evaluator[] evaluators;
    private final List<String> names;
    private final Vector[] columns;
    private final RowFailures failures = new RowFailures();
    private final RowBatch out = new RowBatch();

    ProjectStage(List<Expression> expressions, List<String> names) {
        this.names = names;
        this.evaluators = expressions.stream().map(Evaluators::compile).toArray(Evaluator[]::new);
        this.columns = new Vector[evaluators.length];
    }

    @Override
    public RowBatch apply(RowBatch rows, Failures events) {
        Failures failed = failures.clear();
        for (int i = 0; i < evaluators.length; i++) {
            failed.at(names.get(i));
            columns[i] = evaluators[i].evaluate(rows.columns, rows.selection, rows.selected, failed);
        }
        FilterStage.share(rows, out);
        System.arraycopy(rows.selection, 0, out.selection, 0, rows.selected);
        out.selected = rows.selected;
        out.columns = columns;
        failures.moveTo(events, out);
        return out;
    }
}
