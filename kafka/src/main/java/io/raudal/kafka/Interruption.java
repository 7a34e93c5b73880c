package io.raudal.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kafka's clients make of an interrupted thread, and what we do. */
final class Interruption {
    private static final Logger LOGGER = LoggerFactory.getLogger(Interruption.class);

    private Interruption() {}

    /** Java's own; the thread's flag, which Kafka's has set again, is taken back. */
    static InterruptedException of(InterruptException e) {
        Thread.interrupted();
        return (InterruptedException) new InterruptedException().initCause(e);
    }

    /** Closes a client in order, which an interrupted thread cannot; it is interrupted again afterwards. */
    static void putOff(Runnable close) {
        boolean interrupted = Thread.interrupted();
        try {
            close.run();
        } catch (KafkaException e) {
            LOGGER.atDebug().setCause(e).log("client not closed in order");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
