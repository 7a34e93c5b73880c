package io.raudal.query.stream;

import io.raudal.engine.log.OffsetRange;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events of one partition from the newest to the oldest, fetched in small parts. The clock's decisions stand among them, in a quiet
 * stream many in a row: a stretch of the log without any event makes the next stretch twice as wide, for each costs a reader.
 */
final class BackwardReader {
    private static final int LEAST_STRETCH = 100;
    private static final int WIDEST_STRETCH = 100_000;

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
        this.partition = partition;
        this.part = part;
        stretch = Math.max(part, LEAST_STRETCH);
        OffsetRange range = look.range(partition);
        first = range.first();
        from = Math.min(end, range.end());
    }

    int partition() {
        return partition;
    }

    /** Fetches older events for those that have none left, until each has one or has come to the beginning. */
    static void fill(LogLook look, List<BackwardReader> readers) {
        while (true) {
            Map<Integer, BackwardReader> empty = new HashMap<>();
            Map<Integer, OffsetRange> ranges = new HashMap<>();
            for (BackwardReader reader : readers) {
                if (reader.fetched.isEmpty() && reader.from > reader.first) {
                    empty.put(reader.partition, reader);
                    ranges.put(reader.partition, reader.back());
                }
            }
            if (empty.isEmpty()) {
                return;
            }
            Map<Integer, Long> ends = look.read(
                    ranges,
                    entry ->
                            Objects.requireNonNull(empty.get(entry.partition())).keep(entry));
            ranges.forEach((partition, range) -> {
                if (ends.getOrDefault(partition, range.first()) < range.end()) {
                    throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("log.slow"));
                }
            });
        }
    }

    /** The next older event, which stays; null if none was fetched. */
    @Nullable LogEntry peek() {
        return fetched.peek();
    }

    /** Steps back by a stretch, and is wider the next time if that holds no event. */
    private OffsetRange back() {
        long to = from;
        from = Math.max(first, to - stretch);
        stretch = Math.min(2 * stretch, WIDEST_STRETCH);
        return new OffsetRange(from, to);
    }

    private void keep(LogEntry entry) {
        fetched.push(entry);
        if (fetched.size() > part) {
            from = fetched.removeLast().offset() + 1;
        }
    }

    void skip() {
        fetched.pop();
        stretch = Math.max(part, LEAST_STRETCH);
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
