package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A log that has a control record at once and says so later, as one does whose disk takes its time. */
final class LingeringLog implements Log {
    private final Log log;
    private final Duration delay;
    private final AtomicInteger controls = new AtomicInteger();

    LingeringLog(Log log, Duration delay) {
        this.log = log;
        this.delay = delay;
    }

    /** How many control records it was given. */
    int controls() {
        return controls.get();
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        long offset =
                log.append(stream, partition, control).toCompletableFuture().join();
        controls.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> offset, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Slices events) {
        return log.append(stream, partition, events);
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
        return log.appendBytes();
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
