package io.raudal.engine;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A time for measuring how long something takes: it begins with the system's clock and then passes evenly, also when that clock is set,
 * and stands still while the machine sleeps. It is not for saying when something was. Thread-safe.
 */
public final class SteadyTime implements InstantSource {
    private final Instant begin = Instant.now();
    private final long beginNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return begin.plusNanos(System.nanoTime() - beginNanos);
    }
}
