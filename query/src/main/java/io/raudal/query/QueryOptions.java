package io.raudal.query;

import io.raudal.query.push.PushOptions;
import java.time.Duration;

/**
 * What the service takes.
 *
 * @param threads that read rows and streams and run queries
 * @param maxAtOnce so many requests may be answered or wait at once; more are refused
 * @param maxBodyBytes of one request
 * @param maxAnswerBytes of rows in one answer; what is more is left out, and said
 * @param maxScannedRows that one request may go through
 * @param patience for a body to come whole, for the log to answer, for rows to be gone through
 */
public record QueryOptions(
        int threads,
        int maxAtOnce,
        int maxBodyBytes,
        int maxAnswerBytes,
        long maxScannedRows,
        Duration patience,
        PushOptions push) {
    public QueryOptions {
        if (threads < 1 || maxAtOnce < threads || maxBodyBytes < 1 || maxAnswerBytes < 1 || patience.isNegative()) {
            throw new IllegalArgumentException(threads + " threads, " + maxAtOnce + " at once");
        }
    }

    /** 4 threads, 64 requests, bodies of 8 MiB, answers of 64 MiB, 50 million rows, 10 s. */
    public static QueryOptions usual() {
        return new QueryOptions(4, 64, 1 << 23, 1 << 26, 50_000_000, Duration.ofSeconds(10), PushOptions.usual());
    }
}
