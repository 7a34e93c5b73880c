package io.raudal.engine;

import java.time.Duration;

/**
 * How long to wait before something that failed is tried again: a second, and after each further failure twice as long, up to a bound.
 * Not thread-safe.
 */
public final class GrowingPause {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Duration longest;
    private Duration length = SHORTEST;

    /** @param longest the bound, at least a second */
    public GrowingPause(Duration longest) {
        this.longest = longest;
    }

    public Duration length() {
        return length;
    }

    /** It failed once more. */
    public void grow() {
        Duration twice = length.multipliedBy(2);
        length = twice.compareTo(longest) > 0 ? longest : twice;
    }

    /** It went well. */
    public void reset() {
        length = SHORTEST;
    }
}
