package io.raudal.kafka;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/**
 * Streams as topics of a Kafka cluster, a record an event.
 *
 * <p>An append is one batch of Kafka's, so it is in the log wholly or not at all; appends that come while a batch is under way
 * go together in the next one. If one fails, those that wait behind it at its partition fail too, so that none overtakes
 * it. Stages complete on the log's own thread, which nobody must hold up. When {@link KafkaOptions#pendingBytes} are not
 * durable yet, an append fails at once with LIMIT_EXCEEDED; when the cluster does not answer in time, with UNREACHABLE, and the
 * events may be in the log all the same.
 *
 * <p>Topics that others made can be read too; a topic is known once this log has been asked for its partitions, and only
 * the first question waits for the cluster.
 */
public final class KafkaLog implements Log {
    /** What readers read; all that there is in a topic without transactions, such as ours. */
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final KafkaConnection connection;
    private final KafkaOptions options;
    private final Admin admin;
    private final Topics topics;
    private final String clusterId;
    private final RoundWriter writer;
    private final Set<KafkaReader> readers = ConcurrentHashMap.newKeySet();

    /** @throws RaudalException UNREACHABLE if the cluster cannot be reached or does not let us in */
    public KafkaLog(KafkaConnection connection, KafkaOptions options) {
        this.connection = connection;
        this.options = options;
        Map<String, Object> properties = properties(connection);
        int timeoutMillis = (int) options.timeout().toMillis();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis / 2);
        try {
            admin = Admin.create(properties);
        } catch (RuntimeException e) {
            throw Texts.cluster(connection, null, e);
        }
        try {
            topics = new Topics(admin, connection, options);
            clusterId = topics.await(admin.describeCluster().clusterId(), null);
            writer = new RoundWriter(connection, options);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /** What tells the cluster from any other, wherever it is found. */
    public String clusterId() {
        return clusterId;
    }

    /** What all of Kafka's clients are told. */
    static Map<String, Object> properties(KafkaConnection connection) {
        Map<String, Object> properties = new HashMap<>(connection.properties());
        properties.put("client.id", "raudal");
        properties.put("enable.metrics.push", false);
        properties.put("metric.reporters", "");
        properties.put("reconnect.backoff.max.ms", 1000);
        properties.put("retry.backoff.ms", 20);
        return properties;
    }

    @Override
    public void ensure(LogStream... streams) {
        topics.ensure(List.of(streams));
    }

    @Override
    public int partitions(String stream) {
        return topics.partitions(stream);
    }

    @Override
    public int appendBytes() {
        return options.appendBytes();
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Slices events) {
        return writer.append(topics.partition(stream, partition), events, false);
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        byte[] bytes = control.toBytes();
        return writer.append(
                topics.partition(stream, partition),
                new Slices(bytes, new int[] {0}, new int[] {bytes.length}, 1),
                true);
    }

    @Override
    public OffsetRange range(String stream, int partition) {
        TopicPartition of = topics.partition(stream, partition);
        KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> first =
                admin.listOffsets(Map.of(of, OffsetSpec.earliest()), COMMITTED).partitionResult(of);
        KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo> end =
                admin.listOffsets(Map.of(of, OffsetSpec.latest()), COMMITTED).partitionResult(of);
        return new OffsetRange(
                topics.await(first, stream).offset(), topics.await(end, stream).offset());
    }

    /**
     * How many bytes the topics of the cluster take on its disks, copies among them, Kafka's own topics left out. Asks all brokers.
     *
     * @throws RaudalException UNREACHABLE if they do not answer
     */
    public long bytes() {
        List<Integer> brokers = topics.await(admin.describeCluster().nodes(), null).stream()
                .map(Node::id)
                .toList();
        long bytes = 0;
        for (Map<String, LogDirDescription> directories : topics.await(
                        admin.describeLogDirs(brokers).allDescriptions(), null)
                .values()) {
            for (LogDirDescription directory : directories.values()) {
                for (Map.Entry<TopicPartition, ReplicaInfo> replica :
                        directory.replicaInfos().entrySet()) {
                    bytes += replica.getKey().topic().startsWith("__")
                            ? 0
                            : replica.getValue().size();
                }
            }
        }
        return bytes;
    }

    @Override
    public LogReader reader(String stream, Map<Integer, Long> offsets) {
        Map<TopicPartition, Long> from = new HashMap<>();
        offsets.forEach((partition, offset) -> from.put(topics.partition(stream, partition), offset));
        return new KafkaReader(connection, options, from, readers);
    }

    @Override
    public void delete(Set<String> streams) {
        topics.delete(streams);
        writer.forgetTopics();
    }

    @Override
    public void close() {
        readers.forEach(KafkaReader::end);
        writer.close();
        admin.close(Duration.ofSeconds(2));
    }
}
