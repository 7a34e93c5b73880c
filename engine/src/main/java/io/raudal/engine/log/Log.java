package io.raudal.engine.log;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Where streams live: named, partitioned, append-only sequences of records with dense offsets, kept for a time and up to a size.
 *
 * <p>A record is an event's bytes or a {@link Control}; both take one offset. Records carry the time of their appending, never event
 * time. All methods may be called from any thread; a name that was not ensured is an {@link IllegalArgumentException}.
 */
public interface Log extends AutoCloseable {

    /**
     * Makes sure that the streams are there, best all that are needed in one call; partitions can be added but not taken away, retention
     * follows the last call.
     */
    void ensure(LogStream... streams);

    /** How many partitions the stream has. */
    int partitions(String stream);

    /** What the events of one append may take, as {@link Slices#logBytes} counts. */
    int appendBytes();

    /**
     * Appends events to a partition, all of them or none, in their order and side by side.
     *
     * <p>Never waits: what cannot be taken for now fails at once with LIMIT_EXCEEDED, and nothing of it is appended. After any other
     * failure the events may be in the log or not; those that wait behind them at the partition fail too, so none overtakes another.
     *
     * @param events at least one, and not above {@link #appendBytes}; not touched by the caller until the stage is complete
     * @return the offset of the first one, once all are durable; fails with a RaudalException if they are not. Completed on the
     *     log's own thread, which is not to be held up
     */
    CompletionStage<Long> append(String stream, int partition, Slices events);

    /** Appends a control record; likewise. */
    CompletionStage<Long> append(String stream, int partition, Control control);

    /** The offsets that a partition has now. */
    OffsetRange range(String stream, int partition);

    /**
     * A reader of some partitions for one thread. An offset that is no longer there is moved to the first that is, which shows in the
     * offset of what is read; one past the end is an {@link IllegalArgumentException}.
     *
     * @param offsets by partition, the first offset to read
     */
    LogReader reader(String stream, Map<Integer, Long> offsets);

    /**
     * Removes streams with everything in them; what is not there is no matter. Offsets of a stream that is made anew begin at 0. Nobody
     * may append to them or read them meanwhile.
     */
    void delete(Set<String> streams);

    /** Ends appends and reads; what is durable stays. */
    @Override
    void close();
}
