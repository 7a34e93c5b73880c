package io.raudal.engine.store;

import java.util.Map;

/**
 * Which rows of a view to read.
 *
 * @param equal by column, the value it must have, as in a {@link io.raudal.plan.Expression.Literal}
 * @param fromMillis rows whose windowEnd is at least this ...
 * @param toMillis ... and below this
 * @param limit at most this many rows ...
 * @param newest ... the last ones of the range, not the first; in the same order
 */
public record RowQuery(Map<String, Object> equal, long fromMillis, long toMillis, int limit, boolean newest) {
    public RowQuery {
        equal = Map.copyOf(equal);
    }

    /** The first rows of the range. */
    public RowQuery(Map<String, Object> equal, long fromMillis, long toMillis, int limit) {
        this(equal, fromMillis, toMillis, limit, false);
    }

    /** Every row. */
    public static RowQuery all() {
        return new RowQuery(Map.of(), Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
    }
}
