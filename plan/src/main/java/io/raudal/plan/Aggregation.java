package io.raudal.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groups rows and aggregates each group. The row that comes out is: the groups in their order, then window_start and window_end
 * (TIMESTAMP) if there is a window, then the aggregates in their order, then the grouping number (BIGINT) if there are grouping sets.
 *
 * @param window null for an unbounded GROUP BY
 * @param time index of the TIMESTAMP column in the input row; of the window, and of the order of FIRST_VALUE and LAST_VALUE
 * @param groups over the input row
 * @param groupingSets indexes into groups, ascending, one list a set; one list of all where the query has no grouping sets. A group
 *     that is not in the set is NULL; the grouping number has a bit for it, the last group's bit lowest
 * @param groupingNumber whether the grouping number comes out (it is part of the key whenever there are several sets)
 */
public record Aggregation(
        @Nullable Window window,
        int time,
        List<Expression> groups,
        List<List<Integer>> groupingSets,
        boolean groupingNumber,
        List<Aggregate> aggregates) {
    public Aggregation {
        groups = List.copyOf(groups);
        groupingSets = groupingSets.stream().map(List::copyOf).toList();
        aggregates = List.copyOf(aggregates);
    }
}
