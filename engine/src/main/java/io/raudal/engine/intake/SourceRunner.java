package io.raudal.engine.intake;

import io.raudal.engine.GrowingPause;
import io.raudal.engine.ThreadEnd;
import io.raudal.engine.intake.SourceStatus.State;
import io.raudal.engine.log.Slices;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one source in a thread of its own until it ends or is closed. When it breaks off it is run again after a pause that doubles from
 * one second to one minute, and is one second again once the other side was reached.
 */
public final class SourceRunner implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SourceRunner.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Without failures; longer than from one attempt to the next. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    private final String name;
    private final EventSource source;
    private final StreamIntake intake;
    private final SourcePositions positions;
    private final InstantSource clock;
    private final AtomicLong events;
    private final Thread thread;
    private final Output output = new Output();

    /** Guarded by this. */
    private State state = State.STARTING;

    private long lag = -1;
    private SourceStatus.Unit unit = SourceStatus.Unit.EVENTS;
    private @Nullable Message lastError;
    private @Nullable Instant lastErrorAt;
    private @Nullable Instant retryAt;
    private final GrowingPause pause = new GrowingPause(LONGEST_PAUSE);

    /**
     * @param name under which the position is kept
     * @param events where what it brings is counted
     */
    public SourceRunner(
            String name,
            EventSource source,
            StreamIntake intake,
            SourcePositions positions,
            InstantSource clock,
            AtomicLong events) {
        this.name = name;
        this.source = source;
        this.intake = intake;
        this.positions = positions;
        this.clock = clock;
        this.events = events;
        thread = new Thread(this::run, "raudal-source-" + name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public synchronized SourceStatus status() {
        return new SourceStatus(
                source.kind(), source.target(), state, events.get(), lag, unit, lastError, lastErrorAt, retryAt);
    }

    /** Stops the source and waits until it has stopped. */
    @Override
    public void close() {
        thread.interrupt();
        ThreadEnd.await(thread);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (isDone()) {
                    return;
                }
                Thread.sleep(waiting().toMillis());
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    /** Runs the source once; false if it is to be run again. */
    private boolean isDone() throws InterruptedException {
        try {
            source.run(positions.load(name), output);
            enter(State.ENDED, null);
            return true;
        } catch (RaudalException e) {
            boolean temporary = e.code().type().mayPass();
            Message reason = SourceFailure.of(e, source.target());
            if (!temporary) {
                LOGGER.atError()
                        .addKeyValue("source", name)
                        .addKeyValue("reason", reason.in(Locale.ENGLISH))
                        .log("source has failed");
            }
            enter(temporary ? State.WAITING : State.FAILED, reason);
            return !temporary;
        } catch (IOException e) {
            enter(State.WAITING, SourceFailure.of(e, source.target()));
            return false;
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).addKeyValue("source", name).log("source stopped by a failure");
            enter(State.FAILED, SourceFailure.of(e, source.target()));
            return true;
        }
    }

    private synchronized void enter(State next, @Nullable Message error) {
        state = next;
        retryAt = next == State.WAITING ? clock.instant().plus(pause.length()) : null;
        if (error != null) {
            if (next == State.WAITING) {
                logInterruption(error);
            }
            lastError = error;
            lastErrorAt = clock.instant();
        }
    }

    /** One that goes on, or comes again and again, is logged once. */
    private void logInterruption(Message error) {
        if (lastError == null
                || lastErrorAt == null
                || !lastError.key().equals(error.key())
                || lastErrorAt.plus(QUIET).isBefore(clock.instant())) {
            LOGGER.atWarn()
                    .addKeyValue("source", name)
                    .addKeyValue("reason", error.in(Locale.ENGLISH))
                    .log("source does not deliver");
        }
    }

    /** How long to wait now; longer the next time. */
    private synchronized Duration waiting() {
        Duration now = pause.length();
        pause.grow();
        return now;
    }

    /** Belongs to the source's thread. */
    private final class Output implements SourceOutput {
        @Override
        public void emit(Slices slices, byte[] position) throws InterruptedException {
            try {
                intake.append(slices).toCompletableFuture().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RaudalException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
            positions.save(name, position);
            connected();
            events.addAndGet(slices.size());
        }

        @Override
        public void lag(long amount, SourceStatus.Unit of) {
            synchronized (SourceRunner.this) {
                lag = amount;
                unit = of;
            }
        }

        @Override
        public void connected() {
            synchronized (SourceRunner.this) {
                state = State.RUNNING;
                retryAt = null;
                pause.reset();
            }
        }
    }
}
