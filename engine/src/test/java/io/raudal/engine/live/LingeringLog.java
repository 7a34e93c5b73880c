package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.ForwardingLog;
import io.raudal.engine.log.Log;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A log that has a control record at once and says so later, as one does whose disk takes its time. */
final class LingeringLog extends ForwardingLog {
    private final Duration delay;
    private final AtomicInteger controls = new AtomicInteger();

    LingeringLog(Log log, Duration delay) {
        super(log);
        this.delay = delay;
    }

    /** How many control records it was given. */
    int controls() {
        return controls.get();
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        long offset =
                super.append(stream, partition, control).toCompletableFuture().join();
        controls.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> offset, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS));
    }
}
