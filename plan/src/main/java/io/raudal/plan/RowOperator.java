package io.raudal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stage that takes one row and gives none, one or several, without state. Expressions are over the row that comes in. */
public sealed interface RowOperator {

    /** Keeps rows for which the predicate is TRUE; others are counted as filtered. */
    record Filter(Expression predicate) implements RowOperator {}

    /** Replaces the row by these values. */
    record Project(List<Expression> expressions) implements RowOperator {
        public Project {
            expressions = List.copyOf(expressions);
        }
    }

    /**
     * Appends the columns of each matching row of a table, in the table's order; a LEFT join appends NULLs where none matches.
     *
     * @param table of {@link PipelinePlan#tables}
     * @param keys equal to the table's columns at {@code tableColumns}, pairwise, which are widened to the keys' types; NULL matches nothing
     * @param condition over the row with the appended columns, or null
     */
    record Join(
            String table,
            List<Expression> keys,
            List<Integer> tableColumns,
            @Nullable Expression condition,
            boolean left)
            implements RowOperator {
        public Join {
            keys = List.copyOf(keys);
            tableColumns = List.copyOf(tableColumns);
        }
    }

    /**
     * Appends each element of an array, or each key and value of a map; an outer one appends NULL where there is none.
     *
     * @param ordinality whether the element's number from 1 (INT) is appended as well
     */
    record Unnest(Expression collection, boolean outer, boolean ordinality) implements RowOperator {}

    /**
     * Appends window_start and window_end (TIMESTAMP), once for each window that the time falls in. Not for sessions.
     *
     * @param time index of the TIMESTAMP column
     */
    record AssignWindows(Window window, int time) implements RowOperator {}
}
