package io.raudal.engine.live;

import io.raudal.engine.log.ForwardingLog;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A log that takes short appends only, and refuses those to some streams for a while, as one does whose disk or network is busy. */
final class RefusingLog extends ForwardingLog {
    private final String suffix;
    private final ErrorCode code;
    private final AtomicInteger refusals;
    private final int appendBytes;

    RefusingLog(Log log, String suffix, ErrorCode code, int refusals, int appendBytes) {
        super(log);
        this.suffix = suffix;
        this.code = code;
        this.refusals = new AtomicInteger(refusals);
        this.appendBytes = appendBytes;
    }

    boolean hasRefused() {
        return refusals.get() < 0;
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
        return super.append(stream, partition, events);
    }
}
