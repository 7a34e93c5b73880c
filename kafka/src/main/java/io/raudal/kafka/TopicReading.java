package io.raudal.kafka;

import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Slices;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a {@link KafkaSource}: reads on until something breaks. One thread. */
final class TopicReading implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TopicReading.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** How long records wait for a partition that says nothing, though it should have more. */
    private static final long HOLD_NANOS = Duration.ofSeconds(2).toNanos();

    /** What goes into the log together, about. */
    private static final int EMIT_BYTES = 1 << 20;

    private final ForeignTopic topic;
    private final int maxEventBytes;
    private final SourceOutput out;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PartitionMerge merge = new PartitionMerge();
    /** By partition, where the consumer goes on: behind all that was fetched. */
    private final Map<Integer, Long> fetched = new TreeMap<>();

    /** Partitions that should have more, but for which nobody waits any longer. */
    private final Set<Integer> silent = new HashSet<>();

    private String topicId = "";
    private TopicPosition emitted = TopicPosition.none();
    private long progressNanos = System.nanoTime();

    TopicReading(ForeignTopic topic, Map<String, Object> properties, int maxEventBytes, SourceOutput out) {
        this.topic = topic;
        this.maxEventBytes = maxEventBytes;
        this.out = out;
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        consumer = new KafkaConsumer<>(properties, bytes, bytes);
    }

    /**
     * Reads.
     *
     * @param start for every partition
     * @throws IOException if records that were to be read are no longer there; the next run goes on behind them
     */
    void run(TopicPosition start) throws IOException, InterruptedException {
        topicId = start.topicId();
        assign(start.offsets());
        // At once, or what comes before the first record is read, and a crash, would be behind the latest.
        emit(new Slices());
        out.connected();
        while (true) {
            TopicDescription described = topic.look();
            if (described != null) {
                compare(described);
            }
            try {
                add(consumer.poll(POLL));
            } catch (OffsetOutOfRangeException e) {
                moveOn(e);
            }
            take();
            pause();
            out.lag(lag(), SourceStatus.Unit.EVENTS);
        }
    }

    @Override
    public void close() {
        Interruption.putOff(() -> consumer.close(CloseOptions.timeout(Duration.ZERO)));
    }

    private void assign(Map<Integer, Long> further) {
        fetched.putAll(further);
        List<TopicPartition> all = new ArrayList<>();
        fetched.keySet().forEach(partition -> all.add(partition(partition)));
        consumer.assign(all);
        further.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
    }

    /** Reads partitions that are new from their beginning; of a topic that was made anew, nothing under the old one's offsets. */
    private void compare(TopicDescription described) throws IOException, InterruptedException {
        if (!described.topicId().toString().equals(topicId)) {
            throw new IOException(topic.say("source.renewed", topic.name()));
        }
        Map<Integer, OffsetSpec> added = new HashMap<>();
        described.partitions().forEach(info -> added.put(info.partition(), OffsetSpec.earliest()));
        added.keySet().removeAll(fetched.keySet());
        if (!added.isEmpty()) {
            assign(topic.offsets(added));
        }
    }

    private void add(ConsumerRecords<byte[], byte[]> polled) {
        polled.nextOffsets().forEach((partition, next) -> {
            merge.add(partition.partition(), polled.records(partition));
            silent.remove(partition.partition());
            fetched.put(partition.partition(), next.offset());
        });
        if (!polled.nextOffsets().isEmpty()) {
            progressNanos = System.nanoTime();
        }
    }

    /** Brings what need not wait. */
    private void take() throws InterruptedException {
        Set<Integer> unfinished = unfinished();
        unfinished.removeAll(silent);
        merge.unfinished(unfinished);
        if (merge.size() > 0 && System.nanoTime() - progressNanos > HOLD_NANOS) {
            silent.addAll(merge.awaited());
            merge.unfinished(Set.of());
        }
        drain();
    }

    /** Brings what the merge gives out, and keeps how far that is. */
    private void drain() throws InterruptedException {
        Slices events = new Slices();
        int bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record = merge.poll(); record != null; record = merge.poll()) {
            byte[] value = record.value();
            if (value != null && value.length <= maxEventBytes) {
                events.add(value, 0, value.length);
                bytes += value.length + Slices.EVENT_BYTES;
            } else if (value != null) {
                LOGGER.atWarn()
                        .addKeyValue("record", partition(record.partition()) + "@" + record.offset())
                        .addKeyValue("bytes", value.length)
                        .log("record left out: too large");
            }
            if (bytes >= EMIT_BYTES) {
                emit(events);
                events = new Slices();
                bytes = 0;
            }
        }
        emit(events);
    }

    /** Partitions that have more to bring, as far as anybody knows. */
    private Set<Integer> unfinished() {
        Set<Integer> unfinished = new HashSet<>();
        for (int partition : fetched.keySet()) {
            if (consumer.currentLag(partition(partition)).orElse(1) > 0) {
                unfinished.add(partition);
            }
        }
        return unfinished;
    }

    private void emit(Slices events) throws InterruptedException {
        Map<Integer, Long> offsets = new TreeMap<>(fetched);
        for (int partition : merge.partitions()) {
            ConsumerRecord<byte[], byte[]> next = merge.next(partition);
            if (next != null) {
                offsets.put(partition, next.offset());
            }
        }
        TopicPosition position = new TopicPosition(topicId, offsets);
        if (!position.equals(emitted)) {
            out.emit(events, position.toBytes());
            emitted = position;
        }
    }

    /** What waits in memory is enough; of the others more is fetched. */
    private void pause() {
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> empty = new ArrayList<>();
        Set<Integer> waiting = merge.partitions();
        fetched.keySet().forEach(partition -> (waiting.contains(partition) ? full : empty).add(partition(partition)));
        consumer.pause(full);
        consumer.resume(empty);
    }

    private long lag() {
        long lag = merge.size();
        for (int partition : fetched.keySet()) {
            OptionalLong behind = consumer.currentLag(partition(partition));
            if (behind.isEmpty()) {
                return -1;
            }
            lag += behind.getAsLong();
        }
        return lag;
    }

    /** Keeps where to go on, behind what can still be brought, and says so. */
    private void moveOn(OffsetOutOfRangeException e) throws IOException, InterruptedException {
        merge.unfinished(Set.of());
        drain();
        LostRecords lost = LostRecords.of(e, topic);
        fetched.putAll(lost.goOn());
        emit(new Slices());
        throw new IOException(lost.said());
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic.name(), number);
    }
}
