package io.raudal.engine;

import java.util.List;

/** The end of threads that were asked to end and do so by themselves. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /**
     * Waits until all have ended, however long that takes; the calling thread itself is passed over. An interrupt does not break this
     * off, for what the threads work on must be whole before anybody goes on; the caller finds it set behind this.
     */
    public static void await(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for one. */
    public static void await(Thread thread) {
        await(List.of(thread));
    }
}
