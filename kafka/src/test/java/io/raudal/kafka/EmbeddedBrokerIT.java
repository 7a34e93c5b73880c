package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final LogStream READINGS = new LogStream("plant.readings", 2, Duration.ofDays(7), 1L << 30);

    @TempDir
    Path directory;

    @Test
    void group_consumerThatComesBack_goesOnWhereItCommitted() throws Exception {
        try (EmbeddedBroker broker = start();
                KafkaLog log = open(broker)) {
            log.ensure(READINGS);
            append(log, 0, "a", "b");
            assertThat(consume(broker, 2)).containsExactly("a", "b");
            append(log, 0, "c");
            assertThat(consume(broker, 1)).containsExactly("c");
        }
    }

    @Test
    void restart_inOrder_keepsStreamsAndEvents() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (EmbeddedBroker broker = start();
                    KafkaLog log = open(broker)) {
                log.ensure(READINGS);
                assertThat(append(log, 1, "event " + start)).isEqualTo(start);
                assertThat(Reading.strings(log, "plant.readings", 1))
                        .hasSize(start + 1)
                        .startsWith("event 0");
                assertThat(broker.failure()).isEmpty();
            }
        }
    }

    @Test
    void bytes_growWithWhatIsAppended() throws Exception {
        try (EmbeddedBroker broker = start();
                KafkaLog log = open(broker)) {
            log.ensure(READINGS);
            assertThat(log.bytes()).isZero();
            append(log, 0, "x".repeat(100_000));
            append(log, 1, "y".repeat(50_000));
            assertThat(log.bytes()).isBetween(150_000L, 151_000L);
        }
    }

    @Test
    void fsync_acknowledgedEvents_areBehindTheSyncedOffset() throws Exception {
        Map<String, String> often =
                Map.of("log.flush.offset.checkpoint.interval.ms", "50", "log.initial.task.delay.ms", "1");
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                        new BrokerOptions(directory.resolve("kafka"), 0, true),
                        org.apache.kafka.common.utils.Time.SYSTEM,
                        often);
                KafkaLog log = open(broker)) {
            log.ensure(READINGS);
            append(log, 0, "a", "b", "c");
            Path synced = directory.resolve("kafka/recovery-point-offset-checkpoint");
            Waiting.until(
                    Duration.ofSeconds(20),
                    () -> Files.exists(synced) && Files.readAllLines(synced).contains("plant.readings 0 3"));
        }
    }

    @Test
    void port_thatIsTaken_namesItsOwner() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerOptions options = new BrokerOptions(directory.resolve("kafka"), taken.getLocalPort(), false);
            assertThatThrownBy(() -> EmbeddedBroker.start(options))
                    .asInstanceOf(type(RaudalException.class))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.PORT_TAKEN))
                    .satisfies(e -> assertThat(e.in(Locale.ENGLISH))
                            .contains("127.0.0.1:" + taken.getLocalPort())
                            .contains("(" + ProcessHandle.current().pid()));
        }
        start().close();
    }

    @Test
    void directory_thatAnotherBrokerHas_isRefused() {
        try (EmbeddedBroker broker = start()) {
            assertRefused(
                    ErrorCode.CONFLICT, "process " + ProcessHandle.current().pid());
            assertThat(broker.failure()).isEmpty();
        }
    }

    @Test
    void directory_thatIsNoBrokers_isRefusedAndNotTouched() throws Exception {
        Path kafka = Files.createDirectories(directory.resolve("kafka"));
        Files.writeString(kafka.resolve("thesis.tex"), "\\chapter{}");
        assertRefused(ErrorCode.CONFLICT, "thesis.tex");
        assertThat(kafka.resolve("meta.properties")).doesNotExist();
        Files.delete(kafka.resolve("thesis.tex"));
        Files.writeString(
                kafka.resolve("meta.properties"), "version=1\nnode.id=1\ncluster.id=MkU3OEVBNTcwNTJENDM2Qk\n");
        assertRefused(ErrorCode.CONFLICT, "MkU3OEVBNTcwNTJENDM2Qk");
    }

    @Test
    void directory_thatCannotBeWritten_isRefused() throws Exception {
        Files.writeString(directory.resolve("kafka"), "a file");
        assertRefused(ErrorCode.UNWRITABLE_OUTPUT, directory.resolve("kafka").toString());
    }

    @Test
    void directory_whoseFormattingWasInterrupted_isFormattedAgain() throws Exception {
        start().close();
        Files.delete(directory.resolve("kafka/meta.properties"));
        try (var files = Files.newDirectoryStream(directory.resolve("kafka"), "*checkpoint*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        start().close();
    }

    @Test
    void directory_ofALaterVersion_isRefused() throws Exception {
        Path kafka = Files.createDirectories(directory.resolve("kafka"));
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setNodeId(1)
                .setClusterId("raudal." + Uuid.randomUuid())
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(kafka.toString())
                .addDirectory(kafka.toString())
                .setUnstableFeatureVersionsEnabled(true)
                .setReleaseVersion(MetadataVersion.latestTesting())
                .run();
        assertThat(MetadataVersion.latestTesting()).isNotEqualTo(MetadataVersion.latestProduction());
        assertRefused(ErrorCode.UNREACHABLE, "metadata.version");
    }

    private void assertRefused(ErrorCode code, String why) {
        assertThatThrownBy(() -> start().close())
                .asInstanceOf(type(RaudalException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.in(Locale.ENGLISH))
                        .contains(directory.resolve("kafka").toString())
                        .contains(why));
    }

    private EmbeddedBroker start() {
        return EmbeddedBroker.start(new BrokerOptions(directory.resolve("kafka"), 0, false));
    }

    private static KafkaLog open(EmbeddedBroker broker) {
        return new KafkaLog(broker.connection(), KafkaOptions.DEFAULTS);
    }

    private static long append(KafkaLog log, int partition, String... events) throws Exception {
        return log.append("plant.readings", partition, Slices.of(events))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static List<String> consume(EmbeddedBroker broker, int count) {
        Map<String, Object> properties = broker.connection().properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "stranger");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        StringDeserializer text = new StringDeserializer();
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(properties, text, text)) {
            consumer.subscribe(List.of("plant.readings"));
            Waiting.until(Duration.ofSeconds(20), () -> {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                    found.add(record.value());
                }
                return found.size() >= count;
            });
            consumer.commitSync();
        }
        return found;
    }
}
