package io.raudal.engine.query;

import java.util.Objects;

/**
 * One exploratory query.
 *
 * @param sql a single SELECT; a view or stream is {@code pipeline.name}, with {@code _} for a {@code -} in the pipeline's name
 * @param fromMillis views have rows whose windowEnd is at least this, streams events of at least this time ...
 * @param toMillis ... and below this
 * @param limit at most this many rows come out, at least 1
 */
public record SqlQuery(String sql, long fromMillis, long toMillis, int limit) {
    public SqlQuery {
        Objects.requireNonNull(sql);
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit);
        }
    }

    /** A query over all times. */
    public static SqlQuery of(String sql, int limit) {
        return new SqlQuery(sql, Long.MIN_VALUE, Long.MAX_VALUE, limit);
    }
}
