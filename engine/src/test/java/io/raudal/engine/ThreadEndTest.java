package io.raudal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadEndTest {
    @Test
    void await_interrupted_waitsToTheEndAndKeepsTheInterrupt() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread work = new Thread(() -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        boolean[] seen = new boolean[2];
        Thread waiting = new Thread(() -> {
            Thread.currentThread().interrupt();
            ThreadEnd.await(List.of(work, Thread.currentThread()));
            seen[0] = !work.isAlive();
            seen[1] = Thread.currentThread().isInterrupted();
        });
        work.start();
        waiting.start();
        // Once it waits, the interrupt that it began with is behind it.
        while (waiting.isAlive() && waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        waiting.interrupt();
        end.countDown();
        waiting.join();
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void await_aThreadThatNeverRan_returns() {
        ThreadEnd.await(new Thread(() -> {}));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
