package io.raudal.engine.live;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells open rows, however long the store takes: a moment after the readers' ticks, so that what they hand over then does not wait
 * for the next one. A thread's work.
 */
final class Ticker implements EngineThreads.Work {
    private static final int MOMENTS_A_TICK = 10;

    private final RunningGraph running;
    private final EngineOptions options;
    private final CountDownLatch ended = new CountDownLatch(1);

    Ticker(RunningGraph running, EngineOptions options) {
        this.running = running;
        this.options = options;
    }

    @Override
    public void run() throws InterruptedException {
        long moment = options.tick().toNanos() / MOMENTS_A_TICK;
        while (!ended.await(options.nanosToTick(System.nanoTime() - moment), TimeUnit.NANOSECONDS)) {
            running.tick();
        }
    }

    @Override
    public void end() {
        ended.countDown();
    }
}
