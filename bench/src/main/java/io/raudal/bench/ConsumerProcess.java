package io.raudal.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A bare KafkaConsumer that polls a topic to its end and looks at nothing: what any reader of Kafka in Java costs at least. */
final class ConsumerProcess {
    private static final int RECORDS_A_POLL = 10_000;

    private ConsumerProcess() {}

    /** @param arguments servers, topic, partitions, how many records there are */
    public static void main(String[] arguments) throws Exception {
        List<TopicPartition> partitions = IntStream.range(0, Integer.parseInt(arguments[2]))
                .mapToObj(partition -> new TopicPartition(arguments[1], partition))
                .toList();
        long records = Long.parseLong(arguments[3]);
        Orders.serve(words -> {
            if (words[0].equals("collect")) {
                System.gc();
            } else {
                poll(arguments[0], partitions, records);
            }
            return "done";
        });
    }

    private static void poll(String servers, List<TopicPartition> partitions, long records) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long found = 0;
            while (found < records) {
                found += consumer.poll(Duration.ofSeconds(1)).count();
            }
        }
    }
}
