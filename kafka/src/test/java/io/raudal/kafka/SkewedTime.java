package io.raudal.kafka;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A broker's clock that runs as the system's, but can jump. */
final class SkewedTime implements Time {
    private volatile InstantSource clock = InstantSource.system();
    private volatile long start = Long.MIN_VALUE;

    /** From now on as far from the system's clock as that one is moved. */
    void follow(InstantSource other) {
        start = other.millis();
        clock = other;
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() + (start == Long.MIN_VALUE ? 0 : clock.millis() - start);
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long millis) {
        SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        SYSTEM.waitObject(object, condition, deadlineMillis - milliseconds() + SYSTEM.milliseconds());
    }
}
