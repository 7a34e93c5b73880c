package io.raudal.query.stream;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The events of one partition from the newest to the oldest, fetched in small parts. */
final class BackwardReader {
    private final LogLook look;
    private final int partition;
    private final int part;
    private final long first;
    private final Deque<LogEntry> fetched = new ArrayDeque<>();
    private long from;

    /**
     * @param end behind the newest event that is wanted
     * @param part so many records are fetched at a time
     */
    BackwardReader(LogLook look, int partition, long end, int part) {
        this.look = look;
        this.partition = partition;
        this.part = part;
        first = look.range(partition).first();
        from = Math.min(end, look.range(partition).end());
    }

    int partition() {
        return partition;
    }

    /** The next older event, which stays; null if there is none. */
    @Nullable LogEntry peek() {
        while (fetched.isEmpty() && from > first) {
            long to = from;
            from = Math.max(first, to - part);
            if (look.read(partition, from, to, fetched::push) < to) {
                throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("log.slow"));
            }
        }
        return fetched.peek();
    }

    void skip() {
        fetched.pop();
    }

    /** Behind the newest event that was not skipped. */
    long position() {
        LogEntry next = fetched.peek();
        return next == null ? from : next.offset() + 1;
    }

    /** Whether there may be older ones. */
    boolean hasMore() {
        return !fetched.isEmpty() || from > first;
    }
}
