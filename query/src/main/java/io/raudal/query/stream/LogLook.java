package io.raudal.query.stream;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.Map;
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
        if (from >= to) {
            return to;
        }
        long next = from;
        try (LogReader reader = log.reader(stream, Map.of(partition, from))) {
            while (next < to) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return next;
                }
                LogRecords records = reader.poll(Duration.ofNanos(left));
                if (records == null) {
                    continue;
                }
                if (records instanceof LogRecords.Events events) {
                    for (int i = 0; i < events.slices().size() && events.firstOffset() + i < to; i++) {
                        sink.accept(new LogEntry(
                                partition,
                                events.firstOffset() + i,
                                events.appendMillis()[i],
                                events.slices().copy(i)));
                    }
                }
                next = Math.max(next, records.nextOffset());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RaudalException(ErrorCode.UNREACHABLE, StreamMessages.message("stream.not-ready", stream), e);
        }
        return Math.min(next, to);
    }
}
