package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that others made and write to. */
class ForeignTopicIT {
    @TempDir
    static Path directory;

    private static ForeignCluster cluster;
    private static KafkaLog log;

    @BeforeAll
    static void start() {
        cluster = new ForeignCluster(directory.resolve("kafka"), 0);
        log = new KafkaLog(cluster.connection(), KafkaOptions.DEFAULTS);
    }

    @AfterAll
    static void stop() {
        log.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void read_packedBatches_givesTheSameEvents(String packing) throws Exception {
        create("packed." + packing);
        List<String> events =
                IntStream.range(0, 5000).mapToObj(i -> "event " + i % 100).toList();
        try (KafkaProducer<byte[], byte[]> producer =
                cluster.producer(Map.of("compression.type", packing, "linger.ms", "20"))) {
            events.forEach(event -> send(producer, record("packed." + packing, event)));
        }
        assertThat(Reading.strings(log, "packed." + packing, 0)).isEqualTo(events);
    }

    @Test
    void read_transactions_givesWhatWasCommittedAndReachesTheEnd() throws Exception {
        create("sales");
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of("transactional.id", "till"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, record("sales", "a"));
            send(producer, record("sales", "b"));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, record("sales", "taken back"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, record("sales", "c"));
            producer.commitTransaction();
        }
        // Two events and a marker; one and a marker; one and a marker, which is written behind the client's back.
        OffsetRange all = new OffsetRange(0, 7);
        Waiting.until(Duration.ofSeconds(20), () -> log.range("sales", 0).equals(all));
        assertThat(Reading.byOffset(log, "sales", 0)).isEqualTo(Map.of(0L, "a", 1L, "b", 5L, "c"));
    }

    @Test
    void read_recordWithoutValue_isAnEventWithoutBytes() throws Exception {
        create("deletions");
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of())) {
            send(producer, record("deletions", null));
            send(producer, record("deletions", "kept"));
        }
        assertThat(Reading.strings(log, "deletions", 0)).containsExactly("", "kept");
    }

    @Test
    void read_controlOfALaterVersion_isAGap() throws Exception {
        create("future");
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of())) {
            send(producer, control("future", new byte[] {99}));
            send(producer, control("future", null));
            send(producer, control("future", new Control.Idle(7).toBytes()));
        }
        try (LogReader reader = log.reader("future", Map.of(0, 0L))) {
            assertThat(reader.poll(Duration.ofSeconds(20))).isEqualTo(new LogRecords.Gap(0, 1));
            assertThat(reader.poll(Duration.ofSeconds(20))).isEqualTo(new LogRecords.Gap(0, 2));
            assertThat(reader.poll(Duration.ofSeconds(20)))
                    .isInstanceOfSatisfying(
                            LogRecords.Decided.class,
                            decided -> assertThat(decided.control()).isEqualTo(new Control.Idle(7)));
        }
    }

    @Test
    void reader_thatRetentionOvertakes_goesOnAtTheFirstThatIsThere() throws Exception {
        log.ensure(new LogStream("plant.overtaken", 1, Duration.ofDays(7), 1L << 30));
        try (LogReader reader = log.reader("plant.overtaken", Map.of(0, 0L))) {
            log.append("plant.overtaken", 0, Slices.of("a", "b", "c"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            TopicPartition partition = new TopicPartition("plant.overtaken", 0);
            cluster.admin()
                    .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            LogRecords.Events events = (LogRecords.Events) reader.poll(Duration.ofSeconds(20));
            assertThat(events.firstOffset()).isEqualTo(2);
            assertThat(events.slices().string(0)).isEqualTo("c");
        }
    }

    @Test
    void reader_whoseTopicWasMadeAnew_doesNotTakeItForTheOldOne() throws Exception {
        create("renewed");
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of())) {
            send(producer, record("renewed", "a"));
            send(producer, record("renewed", "b"));
        }
        try (LogReader reader = log.reader("renewed", Map.of(0, 2L))) {
            assertThat(reader.poll(Duration.ofMillis(100))).isNull();
            cluster.admin().deleteTopics(List.of("renewed")).all().get(20, TimeUnit.SECONDS);
            create("renewed");
            assertThatThrownBy(() -> Waiting.until(Duration.ofSeconds(20), () -> {
                        assertThat(reader.poll(Duration.ofMillis(100))).isNull();
                        return false;
                    }))
                    .asInstanceOf(type(RaudalException.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .satisfies(e -> assertThat(e.in(Locale.ENGLISH))
                            .contains("renewed-0")
                            .contains("offset 2"));
        }
    }

    private static void create(String topic) throws Exception {
        cluster.create(topic, 1, Map.of());
    }

    private static ProducerRecord<byte[], byte[]> control(String topic, byte @Nullable [] bytes) {
        return new ProducerRecord<>(topic, 0, new byte[0], null, List.of(new RecordHeader(Append.CONTROL, bytes)));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, @Nullable String event) {
        return ForeignCluster.record(topic, 0, null, event);
    }

    /** What fails is missing when it is read. */
    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = producer.send(record);
        assertThat(sent).isNotNull();
    }
}
