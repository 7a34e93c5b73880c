package io.raudal.kafka;

import io.raudal.engine.log.LogStream;
import io.raudal.model.RaudalException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

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

    void ensure(List<LogStream> streams) {
        Map<String, Integer> there =
                described(streams.stream().map(LogStream::name).toList());
        List<KafkaFuture<Void>> creations = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        Map<String, NewPartitions> further = new HashMap<>();
        List<NewTopic> created = new ArrayList<>();
        for (LogStream stream : streams) {
            int partitionsThere = there.getOrDefault(stream.name(), 0);
            if (partitionsThere == 0) {
                created.add(topic(stream));
            } else {
                changes.put(new ConfigResource(ConfigResource.Type.TOPIC, stream.name()), changes(stream));
                if (partitionsThere < stream.partitions()) {
                    further.put(stream.name(), NewPartitions.increaseTo(stream.partitions()));
                }
            }
        }
        creations.addAll(admin.createTopics(created).values().values());
        creations.addAll(admin.createPartitions(further).values().values());
        KafkaFuture<Void> changed = admin.incrementalAlterConfigs(changes).all();
        for (KafkaFuture<Void> creation : creations) {
            awaitCreation(creation);
        }
        await(changed, null);
        awaitPartitions(streams);
    }

    void delete(Set<String> names) {
        for (KafkaFuture<Void> deletion :
                admin.deleteTopics(names).topicNameValues().values()) {
            try {
                await(deletion, null);
            } catch (RaudalException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        partitions.keySet().removeAll(names);
        long deadline = System.nanoTime() + options.timeout().toNanos();
        while (!described(List.copyOf(names)).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** How many the topic has; asks the cluster at the first time only. */
    int partitions(String name) {
        Integer known = partitions.get(name);
        if (known != null) {
            return known;
        }
        Integer found = described(List.of(name)).get(name);
        if (found == null) {
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

    /** @param stream whose; null for several */
    <T> T await(KafkaFuture<T> future, @Nullable String stream) {
        try {
            // The client has time limits of its own; this one is for a client that is stuck.
            return future.get(2 * options.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw Texts.cluster(connection, stream, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Texts.cluster(connection, stream, e);
        }
    }

    /** By topic, how many it has; without those that are not there. */
    private Map<String, Integer> described(List<String> names) {
        Map<String, Integer> found = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, topic) -> {
            try {
                found.put(name, await(topic, name).partitions().size());
            } catch (RaudalException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
                        && !(e.getCause() instanceof InvalidTopicException)) {
                    throw e;
                }
            }
        });
        return found;
    }

    /** Somebody else may have been faster. */
    private void awaitCreation(KafkaFuture<Void> creation) {
        try {
            await(creation, null);
        } catch (RaudalException e) {
            if (!(e.getCause() instanceof TopicExistsException)
                    && !(e.getCause() instanceof InvalidPartitionsException)) {
                throw e;
            }
        }
    }

    /** What was decided takes a moment to be known by all brokers. */
    private void awaitPartitions(List<LogStream> streams) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        List<String> names = streams.stream().map(LogStream::name).toList();
        while (true) {
            Map<String, Integer> found = described(names);
            if (System.nanoTime() > deadline
                    || streams.stream()
                            .allMatch(stream -> found.getOrDefault(stream.name(), 0) >= stream.partitions())) {
                partitions.putAll(found);
                return;
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private NewTopic topic(LogStream stream) {
        Optional<Short> replicas = options.replicas() == 0 ? Optional.empty() : Optional.of((short) options.replicas());
        return new NewTopic(stream.name(), Optional.of(stream.partitions()), replicas).configs(configuration(stream));
    }

    private List<AlterConfigOp> changes(LogStream stream) {
        List<AlterConfigOp> changes = new ArrayList<>();
        configuration(stream)
                .forEach((key, value) ->
                        changes.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        return changes;
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
