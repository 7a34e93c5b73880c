package io.raudal.sql;

import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides the condition of a join with a table into equalities of an expression over the row and a column of the table, and what is
 * left. An equality for which the table's column would have to be cast is left too.
 */
final class JoinConditions {
    private final int width;
    private final List<Expression> keys = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<Expression> others = new ArrayList<>();

    /** @param width of the row that the table's columns are appended to */
    JoinConditions(int width) {
        this.width = width;
    }

    void add(Expression conjunct) {
        if (conjunct instanceof Call call && call.function() == Function.EQUAL) {
            Expression a = call.operands().get(0);
            Expression b = call.operands().get(1);
            if (addKey(a, b) || addKey(b, a)) {
                return;
            }
        }
        others.add(conjunct);
    }

    private boolean addKey(Expression key, Expression column) {
        if (column instanceof Input input
                && input.index() >= width
                && key.type().equals(column.type())
                && !columns.contains(input.index() - width)
                && !Trees.anyInput(key, i -> i.index() >= width)) {
            keys.add(key);
            columns.add(input.index() - width);
            return true;
        }
        return false;
    }

    List<Expression> keys() {
        return keys;
    }

    List<Integer> columns() {
        return columns;
    }

    @Nullable Expression residual() {
        return others.isEmpty() ? null : Trees.and(others);
    }
}
