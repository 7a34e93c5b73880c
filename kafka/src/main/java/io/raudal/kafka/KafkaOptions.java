package io.raudal.kafka;

import java.time.Duration;

/**
 * The bounds of a {@link KafkaLog}.
 *
 * @param timeout how long the cluster may take to answer, an append included, before it is an error; at least 3 s
 * @param appendBytes what the events of one append, and so one event, may have; the topics are made for it
 * @param pendingBytes what appends that are not durable yet may have together; more are refused, not kept waiting
 * @param fetchBytes what a reader takes of one partition at a time, about; it holds some four times that
 * @param replicas of each topic; 0 for what the cluster does by itself
 */
public record KafkaOptions(Duration timeout, int appendBytes, long pendingBytes, int fetchBytes, int replicas) {
    /** For one process on one machine. */
    public static final KafkaOptions DEFAULTS =
            new KafkaOptions(Duration.ofSeconds(30), 2 << 20, 32L << 20, 1 << 20, 0);

    public KafkaOptions {
        if (timeout.toSeconds() < 3
                || appendBytes < 1
                || pendingBytes < appendBytes
                || fetchBytes < 1
                || replicas < 0) {
            throw new IllegalArgumentException("timeout " + timeout + ", append " + appendBytes + ", pending "
                    + pendingBytes + ", fetch " + fetchBytes + ", replicas " + replicas);
        }
    }
}
