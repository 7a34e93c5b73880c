package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster of others says of a topic: which one it is, its partitions and where they begin and end. One thread.
 *
 * <p>A consumer is silent while its brokers are away, so this asks for the topic again and again, without waiting for the answer.
 */
final class ForeignTopic implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final Source.Kafka options;
    private final ListOffsetsOptions isolation;
    private final Admin admin;
    private @Nullable KafkaFuture<TopicDescription> asked;
    private long lookedNanos = System.nanoTime();

    ForeignTopic(KafkaConnection connection, Source.Kafka options) {
        this.connection = connection;
        this.options = options;
        String level = options.properties().getOrDefault(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "");
        isolation = new ListOffsetsOptions(
                level.equals("read_uncommitted") ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.READ_COMMITTED);
        Map<String, Object> properties = KafkaLog.properties(connection);
        int patienceMillis = (int) KafkaSource.PATIENCE.toMillis();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patienceMillis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patienceMillis / 2);
        admin = Admin.create(properties);
    }

    String name() {
        return options.topic();
    }

    /**
     * Where reading goes on, or starts: an offset for each partition that there is.
     *
     * @param kept how far reading had come
     */
    TopicPosition start(TopicPosition kept) throws InterruptedException {
        TopicDescription topic = await(ask());
        String topicId = topic.topicId().toString();
        boolean isKnown = kept.topicId().equals(topicId);
        Map<Integer, Long> offsets = new TreeMap<>(isKnown ? kept.offsets() : Map.of());
        Map<Integer, OffsetSpec> wanted = new HashMap<>();
        OffsetSpec first = isKnown ? OffsetSpec.earliest() : spec(options.from());
        topic.partitions().forEach(partition -> {
            if (!offsets.containsKey(partition.partition())) {
                wanted.put(partition.partition(), first);
            }
        });
        offsets.putAll(offsets(wanted));
        return new TopicPosition(topicId, offsets);
    }

    /**
     * Asks again from time to time, and tells what the last answer was.
     *
     * @return null while there is no new answer
     * @throws RaudalException if the cluster does not answer, or has the topic no more
     */
    @Nullable TopicDescription look() throws InterruptedException {
        KafkaFuture<TopicDescription> last = asked;
        if (last != null && last.isDone()) {
            asked = null;
            return await(last);
        }
        if (last == null && System.nanoTime() - lookedNanos >= LOOK_EVERY.toNanos()) {
            lookedNanos = System.nanoTime();
            asked = ask();
        }
        return null;
    }

    /** By partition, the offset that is meant; where no record is as young as a moment, the end. */
    Map<Integer, Long> offsets(Map<Integer, OffsetSpec> wanted) throws InterruptedException {
        Map<Integer, Long> offsets = new TreeMap<>();
        Map<Integer, OffsetSpec> none = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                await(admin.listOffsets(named(wanted), isolation).all()).entrySet()) {
            int partition = found.getKey().partition();
            long offset = found.getValue().offset();
            if (offset < 0) {
                none.put(partition, OffsetSpec.latest());
            } else {
                offsets.put(partition, offset);
            }
        }
        if (!none.isEmpty()) {
            offsets.putAll(offsets(none));
        }
        return offsets;
    }

    /** What went wrong, in the language of the process. */
    String say(String key, String... arguments) {
        List<String> all = new ArrayList<>(List.of(connection.servers()));
        all.addAll(List.of(arguments));
        return Texts.message(key, all).in(Locale.getDefault(Locale.Category.DISPLAY));
    }

    @Override
    public void close() {
        Interruption.putOff(() -> admin.close(Duration.ZERO));
    }

    private Map<TopicPartition, OffsetSpec> named(Map<Integer, OffsetSpec> byPartition) {
        Map<TopicPartition, OffsetSpec> named = new HashMap<>();
        byPartition.forEach((partition, spec) -> named.put(new TopicPartition(name(), partition), spec));
        return named;
    }

    private KafkaFuture<TopicDescription> ask() {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(name())).topicNameValues().get(name()));
    }

    private <T> T await(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException cause) {
                throw Texts.of(ErrorCode.UNREACHABLE, cause, "source.topic", connection.servers(), name());
            }
            throw Texts.cluster(connection, name(), e);
        }
    }

    private static OffsetSpec spec(Source.Kafka.Start start) {
        if (start instanceof Source.Kafka.Start.At at) {
            return OffsetSpec.forTimestamp(at.time().toEpochMilli());
        }
        return start instanceof Source.Kafka.Start.Latest ? OffsetSpec.latest() : OffsetSpec.earliest();
    }
}
