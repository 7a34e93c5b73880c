package io.raudal.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The interrupts of this process: the JVM's shutdown, which SIGINT and SIGTERM start, waits for the command to end by itself. */
public final class ProcessInterrupts implements Interrupts {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Runnable action;

    @Override
    public void onInterrupt(Runnable interrupted) {
        if (action == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::shutDown, "raudal-shutdown"));
        }
        action = interrupted;
    }

    /** The command has ended; a shutdown that comes from now on is its own. */
    public void ended() {
        ended.countDown();
    }

    private void shutDown() {
        Runnable interrupted = action;
        if (interrupted == null || ended.getCount() == 0) {
            return;
        }
        interrupted.run();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("raudal: ended before everything was tidied up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
