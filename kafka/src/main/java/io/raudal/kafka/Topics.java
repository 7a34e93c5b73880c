package io.raudal.kafka;

import io.raudal.engine.log.LogStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a cluster: makes them, and remembers how many partitions each has. Any thread may use it. */
final class Topics {
    private static final int LEAST_SEGMENT_BYTES = 1 << 20;
    private static final int MOST_SEGMENT_BYTES = 64 << 20;
    private static final long LEAST_SEGMENT_MILLIS = 60_000;

    private final Admin admin;
    private final KafkaConnection connection;
    private final KafkaOptions options;
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    Topics(Admin admin, KafkaConnection connection, KafkaOptions options) {
        this.admin = admin;
        this.connection = connection;
        this.options = options;
    }

    void ensure(LogStream stream) {
        String name = stream.name();
        Map<String, String> configuration = configuration(stream);
        Optional<Short> replicas = options.replicas() == 0 ? Optional.empty() : Optional.of((short) options.replicas());
        NewTopic topic = new NewTopic(name, Optional.of(stream.partitions()), replicas).configs(configuration);
        if (!unless(
                TopicExistsException.class, admin.createTopics(List.of(topic)).all(), name)) {
            List<AlterConfigOp> changes = new ArrayList<>();
            configuration.forEach((key, value) ->
                    changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            await(admin.incrementalAlterConfigs(Map.of(resource, changes)).all(), name);
            if (described(name) < stream.partitions()) {
                // Somebody else may have been faster.
                unless(
                        InvalidPartitionsException.class,
                        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(stream.partitions())))
                                .all(),
                        name);
            }
        }
        awaitPartitions(stream);
    }

    /** How many the topic has; asks the cluster at the first time only. */
    int partitions(String name) {
        Integer known = partitions.get(name);
        if (known != null) {
            return known;
        }
        int found = described(name);
        if (found == 0) {
            throw new IllegalArgumentException("no stream " + name + " at " + connection.servers());
        }
        partitions.put(name, found);
        return found;
    }

    TopicPartition partition(String name, int partition) {
        int count = partitions(name);
        if (partition >= count) {
            // Somebody else may have added some.
            partitions.remove(name);
            count = partitions(name);
        }
        if (partition < 0 || partition >= count) {
            throw new IllegalArgumentException(name + ": no partition " + partition + " of " + count);
        }
        return new TopicPartition(name, partition);
    }

    <T> T await(KafkaFuture<T> future, String what) {
        try {
            // The client has time limits of its own; this one is for a client that is stuck.
            return future.get(2 * options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Texts.cluster(connection, what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Texts.cluster(connection, what, e);
        }
    }

    /** 0 if there is no such topic. */
    private int described(String name) {
        KafkaFuture<TopicDescription> topic =
                admin.describeTopics(List.of(name)).topicNameValues().get(name);
        try {
            return await(topic.thenApply(description -> description.partitions().size()), name);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException) {
                return 0;
            }
            throw e;
        }
    }

    /** What was decided takes a moment to be known by all brokers. */
    private void awaitPartitions(LogStream stream) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        int found = described(stream.name());
        while (found < stream.partitions() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Texts.cluster(connection, stream.name(), e);
            }
            found = described(stream.name());
        }
        partitions.put(stream.name(), found);
    }

    private boolean unless(Class<? extends Exception> expected, KafkaFuture<Void> future, String what) {
        try {
            await(future, what);
            return true;
        } catch (RuntimeException e) {
            if (expected.isInstance(e.getCause())) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Retention drops whole segments, so a segment is a small part of what is kept, in time and in size; but not too small, for each
     * is an open file.
     */
    private Map<String, String> configuration(LogStream stream) {
        long millis = Math.max(1, stream.retention().toMillis());
        long segmentBytes = Math.max(LEAST_SEGMENT_BYTES, Math.min(MOST_SEGMENT_BYTES, stream.retentionBytes() / 8));
        Map<String, String> configuration = new HashMap<>();
        configuration.put("cleanup.policy", "delete");
        configuration.put("retention.ms", Long.toString(millis));
        configuration.put("retention.bytes", Long.toString(stream.retentionBytes()));
        configuration.put(
                "segment.bytes",
                Long.toString(Math.max(segmentBytes, options.appendBytes() + RoundWriter.BATCH_BYTES)));
        configuration.put("segment.ms", Long.toString(Math.max(LEAST_SEGMENT_MILLIS, millis / 8)));
        configuration.put("max.message.bytes", Integer.toString(options.appendBytes() + RoundWriter.BATCH_BYTES));
        // The broker's clock, whoever appends: retention must not eat history that is replayed.
        configuration.put("message.timestamp.type", "LogAppendTime");
        return configuration;
    }
}
