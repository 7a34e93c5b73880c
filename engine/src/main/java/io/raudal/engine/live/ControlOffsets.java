package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.OffsetRange;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where a partition has control records that may still have to be read. They are no events, so none of them may count as received, not
 * even for the moment until it is read. Any thread may use it.
 */
final class ControlOffsets {
    /** As many of them as one who asks can be behind. */
    private static final int KEPT = 16;
    /**
     * So far ahead of the first offset they are looked for. An engine that falls over leaves them within ten seconds of its last
     * checkpoint, and only in partitions that had little to read.
     */
    private static final long MOST_LOOKED_AT = 20_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Log log;
    private final String stream;
    private final int partition;
    private final NavigableSet<Long> offsets = new ConcurrentSkipListSet<>();
    /** Held while one is appended, for until its offset is known nobody can say what the log's end means. */
    private final Lock appending = new ReentrantLock();

    ControlOffsets(Log log, String stream, int partition) {
        this.log = log;
        this.stream = stream;
        this.partition = partition;
    }

    /** What an engine finds that is to read on from an offset. */
    static ControlOffsets from(Log log, String stream, int partition, long offset) throws InterruptedException {
        ControlOffsets found = new ControlOffsets(log, stream, partition);
        OffsetRange range = log.range(stream, partition);
        found.look(Math.max(offset, range.first()), Math.min(range.end(), offset + MOST_LOOKED_AT));
        return found;
    }

    private void look(long from, long end) throws InterruptedException {
        if (from >= end) {
            return;
        }
        try (LogReader reader = log.reader(stream, Map.of(partition, from))) {
            for (long at = from; at < end; ) {
                LogRecords records = reader.poll(PATIENCE);
                if (records == null) {
                    return;
                }
                if (records instanceof LogRecords.Decided decided) {
                    offsets.add(decided.offset());
                }
                at = records.nextOffset();
            }
        }
    }

    /** Appends a decision and waits until it is durable; a log that is full has events for somebody, so a later one will do. */
    void append(Control control) {
        appending.lock();
        try {
            offsets.add(log.append(stream, partition, control)
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join());
            while (offsets.size() > KEPT) {
                offsets.pollFirst();
            }
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof RaudalException failure)) {
                throw e;
            }
            if (failure.code() != ErrorCode.LIMIT_EXCEEDED) {
                throw failure;
            }
        } finally {
            appending.unlock();
        }
    }

    /** What the log has of the partition. */
    OffsetRange range() {
        appending.lock();
        try {
            return log.range(stream, partition);
        } finally {
            appending.unlock();
        }
    }

    /** How many events there are from an offset up to the end of a range that {@link #range} gave. */
    long events(long from, OffsetRange range) {
        return range.end()
                - from
                - offsets.subSet(from, Math.max(from, range.end())).size();
    }
}
