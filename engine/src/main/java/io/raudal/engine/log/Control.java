package io.raudal.engine.log;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the engine decided by the clock and wrote into the log, so that whoever reads the log again decides the same. Holds for the
 * partition that it stands in, from where it stands.
 */
public sealed interface Control {

    /**
     * The partition has been without events: its watermark is at least this, and an event behind it that is older is late, reason
     * {@code after-idle}. It stops holding back its views without any other partition having to be looked at.
     *
     * @param watermarkMicros event time in microseconds
     */
    record Idle(long watermarkMicros) implements Control {}

    /** For logs that keep bytes. */
    default byte[] toBytes() {
        // The first byte is the kind, and with it the version of what follows.
        return ByteBuffer.allocate(9)
                .put((byte) 1)
                .putLong(((Idle) this).watermarkMicros())
                .array();
    }

    /** Reads {@link #toBytes}; empty for a kind that a later version writes. */
    static Optional<Control> of(byte[] bytes) {
        return bytes.length == 9 && bytes[0] == 1
                ? Optional.of(new Idle(ByteBuffer.wrap(bytes).getLong(1)))
                : Optional.empty();
    }
}
