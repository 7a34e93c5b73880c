package io.raudal.query.push;

import java.time.Duration;

/**
 * Bounds of live push.
 *
 * @param maxClients connections at once
 * @param patience a client whose connection takes nothing for this long is cut off
 * @param heartbeat a comment goes out as often
 * @param linger how long a view is read on after the last client left, so that one who comes back misses nothing
 * @param keptBytes how much of each view is kept for clients that lag or come back
 * @param sampledEvents of a stream, at most so many a second
 */
public record PushOptions(
        int maxClients, Duration patience, Duration heartbeat, Duration linger, int keptBytes, int sampledEvents) {
    public PushOptions {
        if (maxClients < 1 || patience.isNegative() || heartbeat.isNegative() || keptBytes < 1 || sampledEvents < 1) {
            throw new IllegalArgumentException(maxClients + " clients, " + keptBytes + " bytes");
        }
    }

    /** 1,000 clients, 5 s, 15 s, one minute, 4 MiB, 20 events. */
    public static PushOptions usual() {
        return new PushOptions(
                1_000, Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1), 1 << 22, 20);
    }
}
