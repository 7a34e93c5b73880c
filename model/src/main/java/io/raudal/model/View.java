package io.raudal.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The continuously maintained result of one SQL query.
 *
 * @param retention how long the store keeps rows, counted from the view's watermark; null keeps them for ever
 * @param state the bounds that an unbounded GROUP BY must say
 */
public record View(
        String name,
        String sql,
        Emit emit,
        @Nullable Duration retention,
        @Nullable State state) {

    /** When a window's row leaves: while it is open and at its end, or at its end alone. */
    public enum Emit {
        LIVE,
        FINAL
    }

    /**
     * The bounds of the state of an unbounded GROUP BY.
     *
     * @param ttl a key without events for this long, by event time, is forgotten
     * @param keys at most this many keys; events of further ones are dead with reason {@code key-limit}
     */
    public record State(Duration ttl, long keys) {}
}
