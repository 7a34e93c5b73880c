package io.raudal.engine.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads some partitions of a stream, each in order of offset and all in turn. Belongs to one thread, but for {@link #wakeup}. */
public interface LogReader extends AutoCloseable {

    /**
     * What comes next of some partition, waiting for it if there is nothing.
     *
     * @return null if nothing came in time, or after a wakeup
     */
    @Nullable LogRecords poll(Duration timeout) throws InterruptedException;

    /** Ends the poll that waits or the next one; from any thread. */
    void wakeup();

    @Override
    void close();
}
