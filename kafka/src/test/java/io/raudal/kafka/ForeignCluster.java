package io.raudal.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A cluster that others keep, with Kafka's own clients to use it. */
final class ForeignCluster implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final Admin admin;

    ForeignCluster(Path directory, int port) {
        broker = EmbeddedBroker.start(new BrokerOptions(directory, port, false));
        admin = Admin.create(broker.connection().properties());
    }

    int port() {
        return broker.port();
    }

    KafkaConnection connection() {
        return broker.connection();
    }

    Admin admin() {
        return admin;
    }

    void create(String topic, int partitions, Map<String, String> configuration) throws Exception {
        NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configuration);
        admin.createTopics(List.of(created)).all().get(20, TimeUnit.SECONDS);
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> further) {
        Map<String, Object> properties = broker.connection().properties();
        properties.putAll(further);
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(properties, bytes, bytes);
    }

    /** Appends events to a partition, and waits until they are there. */
    void produce(String topic, int partition, String... events) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (String event : events) {
                produce(producer, record(topic, partition, null, event));
            }
        }
    }

    static void produce(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws Exception {
        producer.send(record).get(20, TimeUnit.SECONDS);
    }

    static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, @Nullable Long millis, @Nullable String event) {
        return new ProducerRecord<>(
                topic,
                partition,
                millis,
                new byte[] {1},
                event == null ? null : event.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }
}
