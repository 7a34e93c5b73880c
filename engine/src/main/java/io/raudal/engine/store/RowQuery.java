package io.raudal.engine.store;

import java.util.Map;

/**
 * Which rows of a view to read.
 *
 * @param equal by column, the value it must have, as in a {@link io.raudal.plan.Expression.Literal}
 * @param fromMillis rows whose windowEnd is at least this ...
 * @param toMillis ... and below this
 * @param limit at most this many rows
 */
public record RowQuery(Map<String, Object> equal, long fromMillis, long toMillis, int limit) {
    public RowQuery {
        equal = Map.copyOf(equal);
    }

    /** Every row. */
    public static RowQuery all() {
        return new RowQuery(Map.of(), Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
    }
}
