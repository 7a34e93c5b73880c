package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A log that takes short appends only, and refuses those to some streams for a while, as one does whose disk or network is busy. */
final class RefusingLog implements Log {
    private final Log log;
    private final String suffix;
    private final ErrorCode code;
    private final AtomicInteger refusals;
    private final int appendBytes;

    RefusingLog(Log log, String suffix, ErrorCode code, int refusals, int appendBytes) {
        this.log = log;
        this.suffix = suffix;
        this.code = code;
        this.refusals = new AtomicInteger(refusals);
        this.appendBytes = appendBytes;
    }

    boolean hasRefused() {
        return refusals.get() < 0;
    }

    @Override
    public void ensure(LogStream... streams) {
        log.ensure(streams);
    }

    @Override
    public int partitions(String stream) {
        return log.partitions(stream);
    }

    @Override
    public int appendBytes() {
        return appendBytes;
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Slices events) {
        events.requireAppend(stream, appendBytes);
        if (stream.endsWith(suffix) && refusals.decrementAndGet() >= 0) {
            return CompletableFuture.failedFuture(new RaudalException(
                    code, new Message("io.raudal.engine.live.messages", "snapshot.damaged", List.of())));
        }
        return log.append(stream, partition, events);
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        return log.append(stream, partition, control);
    }

    @Override
    public OffsetRange range(String stream, int partition) {
        return log.range(stream, partition);
    }

    @Override
    public LogReader reader(String stream, Map<Integer, Long> offsets) {
        return log.reader(stream, offsets);
    }

    @Override
    public void delete(Set<String> streams) {
        log.delete(streams);
    }

    @Override
    public void close() {
        log.close();
    }
}
