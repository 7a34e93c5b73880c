package io.raudal.query.stream;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The events of one partition from the newest to the oldest, fetched in small parts. The clock's decisions stand among them, in a quiet
 * stream many in a row: a stretch of the log without any event makes the next stretch twice as wide, for each costs a reader.
 */
final class BackwardReader {
    private static final int LEAST_STRETCH = 100;
    private static final int WIDEST_STRETCH = 100_000;

    private final LogLook look;
    private final int partition;
    private final int part;
    private final long first;
    private final Deque<LogEntry> fetched = new ArrayDeque<>();
    private int stretch;
    private long from;

    /**
     * @param end behind the newest event that is wanted
     * @param part so many events are kept at a time
     */
    BackwardReader(LogLook look, int partition, long end, int part) {
        this.look = look;
        this.partition = partition;
        this.part = part;
        stretch = Math.max(part, LEAST_STRETCH);
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
            from = Math.max(first, to - stretch);
            if (look.read(partition, from, to, this::keep) < to) {
                throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("log.slow"));
            }
            if (fetched.isEmpty()) {
                stretch = Math.min(2 * stretch, WIDEST_STRETCH);
            }
        }
        return fetched.peek();
    }

    private void keep(LogEntry entry) {
        fetched.push(entry);
        if (fetched.size() > part) {
            from = fetched.removeLast().offset() + 1;
        }
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
