package io.raudal.kafka;

import io.raudal.engine.log.Slices;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** An append that was asked for, and what became of it. Belongs to the thread of the {@link RoundWriter}, but for its stage. */
final class Append {
    /**
     * The header that tells a control record and holds its bytes; events have none. The record has no value, so to any other client of
     * the topic it is an empty one.
     */
    static final String CONTROL = "raudal.control";

    private static final byte @Nullable [] NO_KEY = null;
    private static final byte @Nullable [] NO_VALUE = null;

    final TopicPartition partition;
    final Slices events;
    final boolean control;
    final long bytes;
    final CompletableFuture<Long> durable = new CompletableFuture<>();
    private @Nullable Future<RecordMetadata> first;
    private @Nullable Future<RecordMetadata> last;
    private @Nullable RuntimeException refusal;

    /**
     * An append that waits.
     *
     * @param control whether the one slice is a control record and no event
     * @param bytes that it counts for
     */
    Append(TopicPartition partition, Slices events, boolean control, long bytes) {
        this.partition = partition;
        this.events = events;
        this.control = control;
        this.bytes = bytes;
    }

    /** Says whether there is a point in sending what stands behind it. */
    boolean send(KafkaProducer<byte[], byte[]> producer) {
        try {
            for (int i = 0; i < events.size(); i++) {
                last = producer.send(record(events.copy(i)));
                if (i == 0) {
                    first = last;
                }
                // Nothing is done before the flush, so it was refused.
                if (last.isDone()) {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            refusal = e;
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(byte[] slice) {
        String topic = partition.topic();
        int number = partition.partition();
        if (!control) {
            return new ProducerRecord<>(topic, number, NO_KEY, slice);
        }
        List<Header> headers = List.of(new RecordHeader(CONTROL, slice));
        return new ProducerRecord<>(topic, number, NO_KEY, NO_VALUE, headers);
    }

    /** Answers once the flush is over; null if it is durable. */
    @Nullable RaudalException complete(KafkaConnection connection) {
        try {
            if (refusal != null) {
                throw refusal;
            }
            if (first == null || last == null) {
                throw new IllegalStateException("not sent");
            }
            long offset = first.get().offset();
            if (last.get().offset() != offset + events.size() - 1) {
                throw new IllegalStateException("events are not side by side");
            }
            durable.complete(offset);
            return null;
        } catch (ExecutionException | RuntimeException e) {
            RaudalException failure = Texts.cluster(connection, partition.toString(), e);
            fail(failure);
            return failure;
        } catch (InterruptedException e) {
            throw new IllegalStateException("done, so nothing is waited for", e);
        }
    }

    void fail(RuntimeException failure) {
        durable.completeExceptionally(failure);
    }
}
