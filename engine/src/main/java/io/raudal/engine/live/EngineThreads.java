package io.raudal.engine.live;

import io.raudal.engine.ThreadEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one engine. They are never interrupted, for that could break off a checkpoint or a batch half way: each is asked to end
 * and does so where its work is whole. The first one that fails ends all.
 */
final class EngineThreads {
    private static final Logger LOGGER = LoggerFactory.getLogger(EngineThreads.class);

    /** A thread's work; ends soon after it is asked to. */
    interface Work {
        void run() throws InterruptedException;

        /** Asks it to end; from any thread, also before it runs. */
        void end();
    }

    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    private boolean ending;
    private volatile @Nullable Throwable failure;

    /** @param name of the pipeline */
    EngineThreads(String name) {
        this.name = name;
    }

    /** Starts a thread; if all were asked to end, its work is only asked too. */
    synchronized void start(String work, Work body) {
        if (ending) {
            body.end();
            return;
        }
        Thread thread = new Thread(() -> run(body), "raudal-" + name + "-" + work);
        thread.setDaemon(true);
        threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        works.add(body);
        thread.start();
    }

    private void run(Work body) {
        try {
            body.run();
        } catch (Throwable e) {
            fail(e);
        } finally {
            synchronized (this) {
                works.remove(body);
            }
        }
    }

    /** Why they ended by themselves, if they did. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Ends all of them for a reason; the first one stays. */
    void fail(Throwable reason) {
        boolean first;
        synchronized (this) {
            first = failure == null;
            if (first) {
                failure = reason;
            }
        }
        if (first) {
            LOGGER.atError().setCause(reason).addKeyValue("pipeline", name).log("engine stopped by a failure");
        }
        end();
    }

    /** Whether all were asked to end. */
    synchronized boolean isEnding() {
        return ending;
    }

    private void end() {
        List<Work> running;
        synchronized (this) {
            ending = true;
            running = List.copyOf(works);
        }
        running.forEach(Work::end);
    }

    /** Asks all to end and waits until they have. */
    void stop() {
        end();
        List<Thread> all;
        synchronized (this) {
            all = List.copyOf(threads);
        }
        ThreadEnd.await(all);
    }
}
