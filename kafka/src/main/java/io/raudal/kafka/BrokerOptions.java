package io.raudal.kafka;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to start an {@link EmbeddedBroker}.
 *
 * @param directory for its data; made and formatted if it is not there or empty
 * @param port on loopback; 0 for any that is free
 * @param fsync whether an append is durable only when the disk has it, so that a power cut loses nothing; without, what the
 *     operating system has survives the end of this process, not of the machine
 */
public record BrokerOptions(Path directory, int port, boolean fsync) {
    public BrokerOptions {
        Objects.requireNonNull(directory);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
        }
    }
}
