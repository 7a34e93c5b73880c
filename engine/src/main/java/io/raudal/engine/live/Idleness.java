package io.raudal.engine.live;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Decides how far the watermark of a partition without events may go, so that it does not hold back its views.
 *
 * <p>A partition that was quiet for the stream's idle time follows the least of those that were not. When all were, their watermark
 * goes to the highest event time and from there with the clock. A decision is worth a record of the log when it moves the watermark by
 * a second and by a hundredth of the quiet time: so a partition that is quiet for ever costs few records. Any thread may use it.
 */
final class Idleness {
    private static final long LEAST_MICROS = 1_000_000;

    private final long idleMillis;
    private final long[] lastEventMillis;
    private final long[] watermarks;
    private long highest = Long.MIN_VALUE;

    Idleness(int partitions, long idleMillis, long nowMillis) {
        this.idleMillis = idleMillis;
        lastEventMillis = new long[partitions];
        Arrays.fill(lastEventMillis, nowMillis);
        watermarks = new long[partitions];
        Arrays.fill(watermarks, Long.MIN_VALUE);
    }

    /** The partition had events. */
    synchronized void event(int partition, long nowMillis) {
        lastEventMillis[partition] = nowMillis;
    }

    /** Where the partition is. */
    synchronized void at(int partition, long watermarkMicros, long highestMicros) {
        watermarks[partition] = Math.max(watermarks[partition], watermarkMicros);
        highest = Math.max(highest, highestMicros);
    }

    /** The watermark that the quiet partition, read to its end, should be given now, if any. */
    synchronized OptionalLong decide(int partition, long nowMillis) {
        if (!isIdle(partition, nowMillis) || highest == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        long active = Long.MAX_VALUE;
        long lastOfAll = Long.MIN_VALUE;
        for (int other = 0; other < watermarks.length; other++) {
            if (!isIdle(other, nowMillis)) {
                active = Math.min(active, watermarks[other]);
            }
            lastOfAll = Math.max(lastOfAll, lastEventMillis[other]);
        }
        long target = active != Long.MAX_VALUE ? active : highest + 1000 * (nowMillis - lastOfAll - idleMillis);
        if (target == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        long now = watermarks[partition];
        long step = Math.max(LEAST_MICROS, 10 * (nowMillis - lastEventMillis[partition]));
        boolean first = now == Long.MIN_VALUE || (now < highest && target >= highest);
        return first || target - now >= step ? OptionalLong.of(target) : OptionalLong.empty();
    }

    /** Whether the partition has been without events for the idle time. */
    synchronized boolean isIdle(int partition, long nowMillis) {
        return nowMillis - lastEventMillis[partition] >= idleMillis;
    }
}
