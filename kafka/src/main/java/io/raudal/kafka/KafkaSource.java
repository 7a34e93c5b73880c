package io.raudal.kafka;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.model.ErrorCode;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Takes the records of a topic that others write to: a value is one event, as it is. A record without a value only deletes a key of
 * a compacted topic and is no event.
 *
 * <p>It joins no consumer group: the position is kept with what the log has. Where none was kept, and where the topic was made
 * anew, it starts as the pipeline file says; partitions that are added later are read from their beginning. While the log is slow
 * nothing is fetched. One run at a time.
 */
public final class KafkaSource implements EventSource {
    /** How long the cluster may be silent before the source says so. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A record that waits for other partitions' is held in memory, so many bytes of each. */
    private static final int PARTITION_FETCH_BYTES = 256 << 10;

    private static final int FETCH_BYTES = 8 << 20;

    private final Source.Kafka options;
    private final Path folder;
    private final int maxEventBytes;

    /**
     * @param folder that the paths of certificates start from
     * @param maxEventBytes a record that has more is left out
     */
    public KafkaSource(Source.Kafka options, Path folder, int maxEventBytes) {
        this.options = options;
        this.folder = folder;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public String kind() {
        return options.kind();
    }

    @Override
    public String target() {
        return String.join(",", options.brokers()) + " " + options.topic();
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        KafkaConnection connection = KafkaConnection.of(options.brokers(), options.tls(), options.sasl(), folder);
        try (ForeignTopic topic = new ForeignTopic(connection, options);
                TopicReading reading = new TopicReading(topic, consumerProperties(connection), maxEventBytes, out)) {
            reading.run(topic.start(TopicPosition.of(position)));
        } catch (InterruptException e) {
            throw Interruption.of(e);
        } catch (ConfigException e) {
            throw Texts.of(ErrorCode.INVALID_PIPELINE, e, "source.property", target(), Texts.reason(e));
        } catch (KafkaException e) {
            throw Texts.cluster(connection, options.topic(), e);
        }
    }

    private Map<String, Object> consumerProperties(KafkaConnection connection) {
        Map<String, Object> properties = KafkaLog.properties(connection);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.MAX_VALUE);
        properties.putAll(options.properties());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}
