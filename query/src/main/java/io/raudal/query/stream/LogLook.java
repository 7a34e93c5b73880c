package io.raudal.query.stream;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Reads parts of a stream of the log, within a time. Blocks; belongs to one request. */
final class LogLook {
    private final Log log;
    private final String stream;
    private final long deadline;

    /** @param patience for everything that is read */
    LogLook(Log log, String stream, Duration patience) {
        this.log = log;
        this.stream = stream;
        deadline = System.nanoTime() + patience.toNanos();
    }

    int partitions() {
        try {
            return log.partitions(stream);
        } catch (IllegalArgumentException e) {
            throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("stream.not-ready", stream), e);
        }
    }

    OffsetRange range(int partition) {
        return log.range(stream, partition);
    }

    boolean isOver() {
        return System.nanoTime() >= deadline;
    }

    /**
     * Hands over the events of a partition from one offset up to another.
     *
     * @return where it ended: at {@code to}, or before it if the time was up
     */
    long read(int partition, long from, long to, Consumer<LogEntry> sink) {
        return from >= to
                ? to
                : Objects.requireNonNull(
                        read(Map.of(partition, new OffsetRange(from, to)), sink).get(partition));
    }

    /**
     * Hands over the events of some partitions, each in its order, through one reader: what a reader costs is its beginning.
     *
     * @param ranges by partition, none of them empty
     * @return by partition, where it ended: at the range's end, or before it if the time was up
     */
    Map<Integer, Long> read(Map<Integer, OffsetRange> ranges, Consumer<LogEntry> sink) {
        Map<Integer, Long> next = new HashMap<>();
        ranges.forEach((partition, range) -> next.put(partition, range.first()));
        Set<Integer> open = new HashSet<>(ranges.keySet());
        try (LogReader reader = log.reader(stream, next)) {
            while (!open.isEmpty()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                LogRecords records = reader.poll(Duration.ofNanos(left));
                if (records == null || !open.contains(records.partition())) {
                    continue;
                }
                long end =
                        Objects.requireNonNull(ranges.get(records.partition())).end();
                if (records instanceof LogRecords.Events events) {
                    hand(events, end, sink);
                }
                long position = Math.min(end, records.nextOffset());
                next.merge(records.partition(), position, Math::max);
                if (position >= end) {
                    open.remove(records.partition());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("stream.not-ready", stream), e);
        }
        return next;
    }

    private static void hand(LogRecords.Events events, long end, Consumer<LogEntry> sink) {
        for (int i = 0; i < events.slices().size() && events.firstOffset() + i < end; i++) {
            sink.accept(new LogEntry(
                    events.partition(),
                    events.firstOffset() + i,
                    events.appendMillis()[i],
                    events.slices().copy(i)));
        }
    }
}
