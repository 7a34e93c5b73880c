package io.raudal.engine.step;

import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns of its source a query reads. */
final class ColumnsRead {
    private final BitSet columns = new BitSet();

    private ColumnsRead() {}

    /** Those that an expression names. */
    static BitSet by(Expression expression) {
        ColumnsRead read = new ColumnsRead();
        read.add(expression);
        return read.columns;
    }

    /**
     * Those that a view needs.
     *
     * @param before the operators from the source's row on
     * @param width of the source's row; what operators append stands behind it
     */
    static BitSet by(ViewPlan view, List<RowOperator> before, int width) {
        ColumnsRead read = new ColumnsRead();
        if (!read.addUntilProjected(before)) {
            Aggregation aggregation = view.aggregation();
            if (aggregation == null) {
                read.columns.set(0, width);
            } else {
                read.add(aggregation);
            }
        }
        read.columns.clear(width, Math.max(width, read.columns.length()));
        return read.columns;
    }

    private boolean addUntilProjected(List<RowOperator> operators) {
        for (RowOperator operator : operators) {
            if (operator instanceof RowOperator.Project project) {
                project.expressions().forEach(this::add);
                return true;
            } else if (operator instanceof RowOperator.Filter filter) {
                add(filter.predicate());
            } else if (operator instanceof RowOperator.Join join) {
                join.keys().forEach(this::add);
                add(join.condition());
            } else if (operator instanceof RowOperator.Unnest unnest) {
                add(unnest.collection());
            } else if (operator instanceof RowOperator.AssignWindows windows) {
                columns.set(windows.time());
            }
        }
        return false;
    }

    private void add(Aggregation aggregation) {
        columns.set(aggregation.time());
        aggregation.groups().forEach(this::add);
        for (Aggregate aggregate : aggregation.aggregates()) {
            aggregate.arguments().forEach(this::add);
            add(aggregate.filter());
        }
    }

    private void add(@Nullable Expression expression) {
        if (expression instanceof Expression.Input input) {
            columns.set(input.index());
        } else if (expression instanceof Expression.Call call) {
            call.operands().forEach(this::add);
        } else if (expression instanceof Expression.Cast cast) {
            add(cast.operand());
        } else if (expression instanceof Expression.Case choice) {
            choice.branches().forEach(branch -> {
                add(branch.condition());
                add(branch.value());
            });
            add(choice.otherwise());
        }
    }
}
