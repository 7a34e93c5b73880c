package io.raudal.cli.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many bytes log and store take, measured every so often on a thread of its own: who asks for the status is not to wait for a
 * broker that does not answer, or for a large folder.
 */
final class ComponentSizes implements AutoCloseable {
    static final long UNKNOWN = -1;
    private static final Logger LOGGER = LoggerFactory.getLogger(ComponentSizes.class);

    private final LongSupplier log;
    private final LongSupplier store;
    private final Duration pause;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long logBytes = UNKNOWN;
    private volatile long storeBytes = UNKNOWN;

    /**
     * Starts to measure at once.
     *
     * @param log measures; may block and fail, likewise the store's
     */
    ComponentSizes(LongSupplier log, LongSupplier store, Duration pause) {
        this.log = log;
        this.store = store;
        this.pause = pause;
        Thread thread = new Thread(this::measure, "raudal-sizes");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@link #UNKNOWN} before the first measure, and while it fails. */
    long logBytes() {
        return logBytes;
    }

    /** Likewise. */
    long storeBytes() {
        return storeBytes;
    }

    /** Measures no more. */
    @Override
    public void close() {
        ended.countDown();
    }

    private void measure() {
        try {
            do {
                logBytes = bytes(log);
                storeBytes = bytes(store);
            } while (!ended.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long bytes(LongSupplier size) {
        try {
            return size.getAsLong();
        } catch (RuntimeException e) {
            LOGGER.atDebug().setCause(e).log("a size cannot be measured");
            return UNKNOWN;
        }
    }
}
