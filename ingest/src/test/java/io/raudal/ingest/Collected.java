package io.raudal.ingest;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a source brings, kept in memory; runs the source in a thread of its own. */
final class Collected implements SourceOutput, AutoCloseable {
    private final List<String> events = new ArrayList<>();
    private final EventSource source;
    private byte[] position;
    private long lag = -1;
    private boolean isConnected;
    private @Nullable Exception failure;
    private final Thread thread = new Thread(this::run);

    private Collected(EventSource source, byte[] position) {
        this.source = source;
        this.position = position;
    }

    static Collected from(EventSource source) {
        return from(source, new byte[0]);
    }

    /** Starts the source where another one stopped. */
    static Collected from(EventSource source, byte[] position) {
        Collected collected = new Collected(source, position);
        collected.thread.start();
        return collected;
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized byte[] position() {
        return position;
    }

    synchronized long lag() {
        return lag;
    }

    synchronized @Nullable Exception failure() {
        return failure;
    }

    /** Waits until there are so many events. */
    synchronized List<String> await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (events.size() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.timedWait(this, 100);
        }
        return List.copyOf(events);
    }

    /** Waits until the other side was reached. */
    synchronized Collected reached() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isConnected && failure == null && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.timedWait(this, 100);
        }
        if (!isConnected) {
            throw new AssertionError("the source did not reach the other side", failure);
        }
        return this;
    }

    /** Waits until the source ends by itself. */
    Collected ended() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        return this;
    }

    @Override
    public synchronized void emit(Slices slices, byte[] reached) {
        for (int i = 0; i < slices.size(); i++) {
            events.add(slices.string(i));
        }
        position = reached;
        notifyAll();
    }

    @Override
    public synchronized void lag(long amount, SourceStatus.Unit unit) {
        lag = amount;
    }

    @Override
    public synchronized void connected() {
        isConnected = true;
        notifyAll();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            source.run(position(), this);
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                failure = e;
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }
}
