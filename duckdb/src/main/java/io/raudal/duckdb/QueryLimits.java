package io.raudal.duckdb;

import java.time.Duration;

/**
 * What exploratory SQL may take.
 *
 * @param queries at once; further ones wait for as long as a query may take
 * @param time of one query, from its first look at the data to its last row
 * @param memoryBytes of one query; nothing is spilled to the disk
 * @param threads of one query
 */
public record QueryLimits(int queries, Duration time, long memoryBytes, int threads) {
    public QueryLimits {
        if (queries < 1 || time.isNegative() || time.isZero() || memoryBytes < 32 << 20 || threads < 1) {
            throw new IllegalArgumentException(
                    queries + " queries, " + time + ", " + memoryBytes + " bytes, " + threads + " threads");
        }
    }

    public static QueryLimits usual() {
        return new QueryLimits(
                2,
                Duration.ofSeconds(30),
                256 << 20,
                Math.min(4, Runtime.getRuntime().availableProcessors()));
    }
}
