package io.raudal.kafka;

import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Appends in rounds, by a thread of its own.
 *
 * <p>A round takes what waits, at most a batch for each of some partitions, hands it to Kafka's producer and flushes. The producer's
 * own timer never ends a batch, so each is what the round made of it: whole appends. That makes an append all or nothing without
 * transactions, whose markers would take offsets; and the appends of a round share requests, and a sync of the disk where the
 * broker does one. The next round gathers meanwhile, so the wait for one is bounded by the bytes that are pending.
 */
final class RoundWriter implements AutoCloseable {
    /** What Kafka adds to a batch, at most, beyond what {@link Slices#logBytes} counts. */
    static final int BATCH_BYTES = 512;

    private static final int MOST_BATCHES = 8;

    private final KafkaConnection connection;
    private final KafkaOptions options;
    private final Map<String, Object> properties;
    private final Thread thread;
    /** Replaced between two rounds. */
    private volatile KafkaProducer<byte[], byte[]> producer;
    // Guarded by this. By partition, what waits; none is empty.
    private final Map<TopicPartition, Deque<Append>> waiting = new LinkedHashMap<>();
    private long pendingBytes;
    private boolean closed;
    private boolean renewing;

    RoundWriter(KafkaConnection connection, KafkaOptions options) {
        this.connection = connection;
        this.options = options;
        int timeoutMillis = (int) options.timeout().toMillis();
        int batchBytes = options.appendBytes() + BATCH_BYTES;
        properties = KafkaLog.properties(connection);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, batchBytes);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MOST_BATCHES * batchBytes);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BATCHES * batchBytes);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, timeoutMillis / 3);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeoutMillis / 3);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMillis);
        producer = producer();
        thread = new Thread(this::run, "raudal-log-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private KafkaProducer<byte[], byte[]> producer() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(properties, bytes, bytes);
    }

    /**
     * Goes on with another producer, soon: one that has appended to a topic asks for it for five minutes more, each second once it is
     * deleted, and logs a warning each time.
     */
    synchronized void forgetTopics() {
        renewing = true;
        notifyAll();
    }

    CompletionStage<Long> append(TopicPartition partition, Slices events, boolean control) {
        long bytes = events.requireAppend(partition.toString(), options.appendBytes());
        Append append = new Append(partition, events, control, bytes);
        synchronized (this) {
            if (closed) {
                append.fail(new IllegalStateException("the log is closed"));
            } else if (pendingBytes + bytes > options.pendingBytes()) {
                append.fail(Texts.of(
                        ErrorCode.LIMIT_EXCEEDED,
                        null,
                        "log.full",
                        connection.servers(),
                        Long.toString(options.pendingBytes())));
            } else {
                pendingBytes += bytes;
                waiting.computeIfAbsent(partition, key -> new ArrayDeque<>()).add(append);
                notifyAll();
            }
        }
        return append.durable;
    }

    /** Ends when what waits is durable, or after a third of the timeout. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(options.timeout().toMillis() / 3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // What is still under way fails now, which ends the thread.
        producer.close(Duration.ZERO);
    }

    private void run() {
        try {
            while (!isOver()) {
                List<Deque<Append>> round = take();
                renew();
                round.forEach(this::send);
                producer.flush();
                round.forEach(this::complete);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the log's writer", e);
        }
    }

    private synchronized boolean isOver() {
        return closed && waiting.isEmpty();
    }

    /** Between two rounds nothing is under way. */
    private void renew() {
        synchronized (this) {
            if (!renewing) {
                return;
            }
            renewing = false;
        }
        KafkaProducer<byte[], byte[]> former = producer;
        try {
            producer = producer();
        } catch (KafkaException e) {
            // The former one does as well, it only asks for more than it should.
            return;
        }
        former.close(Duration.ZERO);
    }

    /** By partition, the appends of the next round, waiting for some; empty if there is something else to do. */
    private synchronized List<Deque<Append>> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed && !renewing) {
            wait();
        }
        List<Deque<Append>> round = new ArrayList<>();
        Map<TopicPartition, Deque<Append>> left = new LinkedHashMap<>();
        Iterator<Map.Entry<TopicPartition, Deque<Append>>> all =
                waiting.entrySet().iterator();
        while (round.size() < MOST_BATCHES && all.hasNext()) {
            Map.Entry<TopicPartition, Deque<Append>> one = all.next();
            Deque<Append> appends = one.getValue();
            Deque<Append> batch = new ArrayDeque<>();
            long bytes = 0;
            while (!appends.isEmpty() && bytes + appends.element().bytes <= options.appendBytes()) {
                bytes += appends.element().bytes;
                batch.add(appends.remove());
            }
            round.add(batch);
            all.remove();
            if (!appends.isEmpty()) {
                left.put(one.getKey(), appends);
            }
        }
        // Behind those whose turn has not come.
        waiting.putAll(left);
        return round;
    }

    private void send(Deque<Append> batch) {
        for (Append append : batch) {
            if (!append.send(producer)) {
                return;
            }
        }
    }

    private void complete(Deque<Append> batch) {
        RaudalException failure = null;
        long bytes = 0;
        for (Append append : batch) {
            bytes += append.bytes;
            if (failure == null) {
                failure = append.complete(connection);
            } else {
                append.fail(failure);
            }
        }
        release(bytes);
        if (failure != null) {
            for (Append append : removeWaiting(batch.element().partition)) {
                append.fail(failure);
            }
        }
    }

    private synchronized void release(long bytes) {
        pendingBytes -= bytes;
    }

    private synchronized Deque<Append> removeWaiting(TopicPartition partition) {
        Deque<Append> behind = waiting.remove(partition);
        if (behind == null) {
            return new ArrayDeque<>();
        }
        behind.forEach(append -> release(append.bytes));
        return behind;
    }
}
