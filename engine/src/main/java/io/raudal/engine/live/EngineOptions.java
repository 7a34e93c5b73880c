package io.raudal.engine.live;

import java.time.Duration;

/**
 * How the embedded engine uses the machine and how often it does what it does now and then.
 *
 * @param threads for each stream, at most one a partition
 * @param tick how often open rows are told ({@code emit: live}) and finished ones stored; all threads tick at the same moments
 * @param checkpoint how often the state is kept, so that a crash repeats no more than that
 * @param pendingRows finished rows that may wait for the store before reading waits too
 */
public record EngineOptions(int threads, Duration tick, Duration checkpoint, int pendingRows) {
    public EngineOptions {
        if (threads < 1 || tick.isNegative() || tick.isZero() || checkpoint.compareTo(tick) < 0 || pendingRows < 1) {
            throw new IllegalArgumentException(threads + " threads, tick " + tick + ", checkpoint " + checkpoint);
        }
    }

    /** From a moment of {@link System#nanoTime} to the first tick after it. */
    long nanosToTick(long nanoTime) {
        return tick.toNanos() - Math.floorMod(nanoTime, tick.toNanos());
    }

    public static EngineOptions usual() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(), Duration.ofMillis(250), Duration.ofSeconds(10), 100_000);
    }
}
