package io.raudal.kafka;

import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.model.ErrorCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions with a consumer of Kafka's, without a group: where to go on is the caller's to know.
 *
 * <p>Each fetch is drained whole, for a partition of which something is left is not fetched again while another's fetch waits. A fetch
 * costs client and broker the same whatever it brings, so where events come one by one there are at most a hundred a second.
 */
final class KafkaReader implements LogReader {
    private static final long PACE_NANOS = 10_000_000;
    /** As a part of {@link KafkaOptions#fetchBytes}. */
    private static final int SMALL = 8;

    private final KafkaConnection connection;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final Set<KafkaReader> open;
    private final Runs runs = new Runs();
    private final int fetchBytes;
    private long nextFetch = System.nanoTime();
    private volatile boolean ended;

    /** @param open where the reader is found as long as it is open */
    KafkaReader(
            KafkaConnection connection,
            KafkaOptions options,
            Map<TopicPartition, Long> offsets,
            Set<KafkaReader> open) {
        this.connection = connection;
        this.open = open;
        fetchBytes = options.fetchBytes();
        Map<String, Object> properties = KafkaLog.properties(connection);
        int timeoutMillis = (int) options.timeout().toMillis();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.MAX_VALUE);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, options.fetchBytes());
        properties.put(
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) Math.min(Integer.MAX_VALUE, 4L * options.fetchBytes()));
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis / 2);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        ByteBufferDeserializer views = new ByteBufferDeserializer();
        consumer = new KafkaConsumer<>(properties, views, views);
        try {
            seek(offsets);
        } catch (RuntimeException e) {
            consumer.close();
            throw e instanceof KafkaException
                    ? Texts.cluster(connection, offsets.keySet().toString(), e)
                    : e;
        }
        open.add(this);
    }

    @Override
    public @Nullable LogRecords poll(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!ended) {
                LogRecords found = runs.poll();
                if (found != null) {
                    return found;
                }
                long left = deadline - System.nanoTime();
                fetch(Duration.ofNanos(Math.max(0, left)));
                if (left <= 0 && runs.isEmpty()) {
                    return null;
                }
            }
            return null;
        } catch (WakeupException e) {
            return null;
        } catch (InterruptException e) {
            throw Interruption.of(e);
        } catch (KafkaException e) {
            throw Texts.cluster(connection, consumer.assignment().toString(), e);
        }
    }

    @Override
    public void wakeup() {
        consumer.wakeup();
    }

    /** From now on there is nothing to read; from any thread. */
    void end() {
        ended = true;
        consumer.wakeup();
    }

    @Override
    public void close() {
        open.remove(this);
        Interruption.putOff(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    }

    private void seek(Map<TopicPartition, Long> offsets) {
        consumer.assign(offsets.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(offsets.keySet());
        consumer.beginningOffsets(offsets.keySet()).forEach((partition, first) -> {
            long offset = offsets.getOrDefault(partition, first);
            long end = ends.getOrDefault(partition, first);
            if (offset < 0 || offset > end) {
                throw new IllegalArgumentException(
                        partition + ": no offset " + offset + " in [" + first + ", " + end + "]");
            }
            consumer.seek(partition, Math.max(offset, first));
        });
    }

    private void fetch(Duration timeout) {
        long early = Math.min(nextFetch - System.nanoTime(), timeout.toNanos());
        if (early > 0) {
            LockSupport.parkNanos(early);
        }
        try {
            ConsumerRecords<ByteBuffer, ByteBuffer> records = consumer.poll(timeout.minusNanos(Math.max(0, early)));
            nextFetch = System.nanoTime() + (isSmall(records) ? PACE_NANOS : 0);
            records.nextOffsets()
                    .forEach((partition, position) ->
                            runs.add(partition.partition(), records.records(partition), position.offset()));
        } catch (OffsetOutOfRangeException e) {
            moveOn(e.offsetOutOfRangePartitions());
        }
    }

    /** Whether the next fetch may as well wait a little. */
    private boolean isSmall(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
        long bytes = 0;
        for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
            bytes += record.serializedValueSize();
            if (bytes >= fetchBytes / SMALL) {
                return false;
            }
        }
        return bytes > 0;
    }

    /** Retention was faster than we. */
    private void moveOn(Map<TopicPartition, Long> lost) {
        consumer.beginningOffsets(lost.keySet()).forEach((partition, first) -> {
            long offset = lost.getOrDefault(partition, first);
            if (offset > first) {
                throw Texts.of(
                        ErrorCode.CONFLICT,
                        null,
                        "log.shrunk",
                        partition.toString(),
                        Long.toString(offset),
                        connection.servers());
            }
            consumer.seek(partition, first);
        });
    }
}
