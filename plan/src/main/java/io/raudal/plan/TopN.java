package io.raudal.plan;

import java.util.List;

/**
 * The first rows of each partition of a window's rows, decided when the window is final (and at each open emission). The rank
 * (BIGINT, from 1) is appended to the row. Ties: the row's key.
 *
 * @param windowStart indexes of window_start and window_end in the input row
 * @param partition indexes of further partition columns
 * @param limit rows with a rank above it are left out; at least 1
 */
public record TopN(int windowStart, int windowEnd, List<Integer> partition, List<Order> order, long limit) {

    /** @param nullsFirst where NULLs stand; Flink's default is first when ascending, last when descending */
    public record Order(int column, boolean descending, boolean nullsFirst) {}

    public TopN {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
    }
}
