package io.raudal.engine.log;

import java.time.Duration;
import java.util.Objects;

/**
 * A stream as the log knows it.
 *
 * @param name {@code pipeline.stream}; those of late and dead events end in {@code .late} and {@code .dead}
 * @param partitions at least 1
 * @param retention how long records are kept, counted from their append time
 * @param retentionBytes how many bytes a partition keeps, about; the last record always stays
 */
public record LogStream(String name, int partitions, Duration retention, long retentionBytes) {
    public LogStream {
        Objects.requireNonNull(name);
        Objects.requireNonNull(retention);
        if (partitions < 1 || retentionBytes < 1) {
            throw new IllegalArgumentException(name + ": partitions " + partitions + ", bytes " + retentionBytes);
        }
    }
}
