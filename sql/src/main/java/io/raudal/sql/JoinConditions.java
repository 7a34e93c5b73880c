package io.raudal.sql;

import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Cast;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Function;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides the condition of a join with a table into equalities of an expression over the row and a column of the table, and what is
 * left. The table's column may be widened to the expression's type; an equality for which it would have to be cast in any other way
 * is left too.
 */
final class JoinConditions {
    private final int width;
    private final List<Expression> keys = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<Expression> others = new ArrayList<>();
    private @Nullable Cast narrowed;

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
        Expression plain = column instanceof Cast cast ? cast.operand() : column;
        if (!(plain instanceof Input input)
                || input.index() < width
                || columns.contains(input.index() - width)
                || !key.type().equals(column.type())
                || Trees.anyInput(key, i -> i.index() >= width)) {
            return false;
        }
        if (column instanceof Cast cast && !cast.type().equals(Types.common(plain.type(), cast.type()))) {
            narrowed = cast;
            return false;
        }
        keys.add(key);
        columns.add(input.index() - width);
        return true;
    }

    /** The cast of a column of the table that kept an equality from being one of {@link #keys}; null if there is none. */
    @Nullable Cast narrowed() {
        return narrowed;
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
