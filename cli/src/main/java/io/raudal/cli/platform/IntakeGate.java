package io.raudal.cli.platform;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.ForwardingLog;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Holds back what is appended to the log for a moment, so that the log stands still and each source's position is that of its last
 * event there. Who appends meanwhile is not refused and waits. Any thread may use it.
 */
final class IntakeGate {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Shared while a source appends and notes its position; fair, so that a busy source does not keep the gate open. */
    private final ReentrantReadWriteLock emitting = new ReentrantReadWriteLock(true);

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean isClosed;
    private int underWay;

    /** The log for all that append. */
    Log held(Log log) {
        return new HeldLog(log);
    }

    /** Sources whose appends go through the gate, each together with its position. */
    PlatformParts.Sources held(PlatformParts.Sources sources) {
        return (pipeline, stream, folder) -> sources.all(pipeline, stream, folder).stream()
                .<EventSource>map(source -> new GuardedSource(source, this::emit))
                .toList();
    }

    /**
     * Works while nothing is appended.
     *
     * @throws RaudalException UNREACHABLE if what is being appended does not come to its end
     */
    <T> T closed(Supplier<T> work) {
        emitting.writeLock().lock();
        try {
            close();
            return work.get();
        } finally {
            open();
            emitting.writeLock().unlock();
        }
    }

    private synchronized void close() {
        isClosed = true;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (underWay > 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new RaudalException(ErrorCode.UNREACHABLE, PlatformMessages.message("log.slow"));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RaudalException(ErrorCode.INTERNAL, PlatformMessages.message("interrupted"), e);
            }
        }
    }

    private void open() {
        List<Runnable> held;
        synchronized (this) {
            isClosed = false;
            held = List.copyOf(waiting);
            waiting.clear();
            underWay += held.size();
        }
        held.forEach(Runnable::run);
    }

    private void emit(Slices events, byte[] position, SourceOutput out) throws InterruptedException {
        emitting.readLock().lockInterruptibly();
        try {
            out.emit(events, position);
        } finally {
            emitting.readLock().unlock();
        }
    }

    private CompletionStage<Long> pass(Supplier<CompletionStage<Long>> append) {
        synchronized (this) {
            if (isClosed) {
                CompletableFuture<Long> later = new CompletableFuture<>();
                waiting.add(() -> begin(append).whenComplete((offset, failure) -> {
                    if (failure == null) {
                        later.complete(offset);
                    } else {
                        later.completeExceptionally(failure);
                    }
                }));
                return later;
            }
            underWay++;
        }
        return begin(append);
    }

    /** Of what is counted as under way. */
    private CompletionStage<Long> begin(Supplier<CompletionStage<Long>> append) {
        CompletionStage<Long> begun;
        try {
            begun = append.get();
        } catch (RuntimeException e) {
            begun = CompletableFuture.failedFuture(e);
        }
        return begun.whenComplete((offset, failure) -> end());
    }

    private synchronized void end() {
        underWay--;
        notifyAll();
    }

    private final class HeldLog extends ForwardingLog {
        HeldLog(Log log) {
            super(log);
        }

        @Override
        public CompletionStage<Long> append(String stream, int partition, Slices events) {
            return pass(() -> super.append(stream, partition, events));
        }

        @Override
        public CompletionStage<Long> append(String stream, int partition, Control control) {
            return pass(() -> super.append(stream, partition, control));
        }
    }
}
