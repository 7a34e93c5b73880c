package io.raudal.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * The clock of a broker: another one, of which the measure of how long something lasts can be put ahead.
 *
 * <p>A controller that starts takes the broker that it knew for running, for as long as a session lasts, and turns away the same broker
 * that comes back after its process was killed. With one node in one process there is nobody to wait for.
 */
final class BrokerTime implements Time {
    private final Time time;
    private final AtomicLong aheadNanos = new AtomicLong();

    BrokerTime(Time time) {
        this.time = time;
    }

    void putAhead(Duration by) {
        aheadNanos.addAndGet(by.toNanos());
    }

    @Override
    public long milliseconds() {
        return time.milliseconds();
    }

    @Override
    public long nanoseconds() {
        return time.nanoseconds() + aheadNanos.get();
    }

    @Override
    public void sleep(long millis) {
        time.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        time.waitObject(object, condition, deadlineMillis);
    }
}
