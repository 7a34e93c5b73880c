package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.intake.SourceStatus.State;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.kafka.RunningSource.Positions;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka.Start;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topic that others write to, brought into a log of ours. */
@Timeout(180)
class KafkaSourceIT {
    @TempDir
    static Path directory;

    private static ForeignCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new ForeignCluster(directory.resolve("kafka"), 0);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void start_ofEachKind_readsFromThere() throws Exception {
        cluster.create("starts", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of())) {
            for (int i = 0; i < 10; i++) {
                ForeignCluster.produce(producer, ForeignCluster.record("starts", i % 2, 1_000L + i, "e" + i));
            }
            try (RunningSource earliest = RunningSource.start(source("starts", new Start.Earliest()));
                    RunningSource moment =
                            RunningSource.start(source("starts", new Start.At(Instant.ofEpochMilli(1_006))));
                    RunningSource none =
                            RunningSource.start(source("starts", new Start.At(Instant.ofEpochMilli(2_000))));
                    RunningSource latest = RunningSource.start(source("starts", new Start.Latest()))) {
                List<RunningSource> all = List.of(earliest, moment, none, latest);
                all.forEach(source -> source.await(State.RUNNING));
                ForeignCluster.produce(producer, ForeignCluster.record("starts", 0, 3_000L, "new"));
                assertThat(earliest.await(11))
                        .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "new");
                assertThat(moment.await(5)).containsExactly("e6", "e7", "e8", "e9", "new");
                assertThat(none.await(1)).containsExactly("new");
                assertThat(latest.await(1)).containsExactly("new");
                Waiting.until(
                        Duration.ofSeconds(20),
                        () -> all.stream().allMatch(source -> source.status().lag() == 0));
                assertThat(earliest.status().events()).isEqualTo(11);
                assertThat(earliest.lastError()).isEmpty();
            }
        }
    }

    @Test
    void backlog_ofSeveralPartitions_comesInTheOrderOfTime() throws Exception {
        int partitions = 3;
        int each = 6_000;
        cluster.create("backlog", partitions, Map.of());
        // One partition behind the other; a fetch brings a longer time of one than of another.
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of("linger.ms", "5"))) {
            for (int partition = 0; partition < partitions; partition++) {
                String filling = "x".repeat(400 * partition);
                for (int i = 0; i < each; i++) {
                    long millis = 1_000_000L + (long) i * partitions + partition;
                    var unused = producer.send(
                            ForeignCluster.record("backlog", partition, millis, millis + " " + partition + filling));
                }
            }
        }
        try (RunningSource source = RunningSource.start(source("backlog", new Start.Earliest()))) {
            List<String> events = source.await(partitions * each);
            assertThat(events).hasSize(partitions * each).isSortedAccordingTo(Comparator.naturalOrder());
        }
    }

    @Test
    void restart_anywhere_goesOnBehindWhatTheLogHas() throws Exception {
        cluster.create("restarts", 2, Map.of());
        Positions positions = new Positions();
        List<String> seen = new ArrayList<>();
        for (int start = 0; start < 3; start++) {
            cluster.produce("restarts", start % 2, start + "a", start + "b");
            // Only the first one looks at where to start.
            Start from = start == 0 ? new Start.Earliest() : new Start.Latest();
            try (RunningSource source = RunningSource.start(source("restarts", from), positions)) {
                seen.addAll(source.await(2));
            }
        }
        assertThat(seen).containsExactly("0a", "0b", "1a", "1b", "2a", "2b");
    }

    @Test
    void crash_betweenTheLogAndThePosition_bringsTheSameEventsAgain() throws Exception {
        cluster.create("crashes", 1, Map.of());
        cluster.produce("crashes", 0, "a", "b");
        Positions positions = new Positions();
        try (RunningSource source = RunningSource.start(source("crashes", new Start.Earliest()), positions)) {
            source.await(2);
        }
        Positions before = positions.copy();
        cluster.produce("crashes", 0, "c", "d");
        for (Positions kept : List.of(positions, before)) {
            try (RunningSource source = RunningSource.start(source("crashes", new Start.Earliest()), kept)) {
                assertThat(source.await(2)).containsExactly("c", "d");
            }
        }
        assertThat(before.load("source")).isEqualTo(positions.load("source"));
    }

    @Test
    void latest_beforeAnythingCame_isKept() throws Exception {
        cluster.create("quiet", 1, Map.of());
        cluster.produce("quiet", 0, "old");
        Positions positions = new Positions();
        RunningSource.start(source("quiet", new Start.Latest()), positions)
                .await(State.RUNNING)
                .close();
        cluster.produce("quiet", 0, "while away");
        try (RunningSource source = RunningSource.start(source("quiet", new Start.Latest()), positions)) {
            assertThat(source.await(1)).containsExactly("while away");
        }
    }

    @Test
    void records_withoutValueOrTooLarge_areNoEvents() throws Exception {
        cluster.create("compacted", 1, Map.of("cleanup.policy", "compact"));
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of())) {
            ForeignCluster.produce(producer, ForeignCluster.record("compacted", 0, null, null));
            ForeignCluster.produce(producer, ForeignCluster.record("compacted", 0, null, ""));
            ForeignCluster.produce(
                    producer,
                    ForeignCluster.record("compacted", 0, null, "x".repeat(RunningSource.MAX_EVENT_BYTES + 1)));
            String largest = "x".repeat(RunningSource.MAX_EVENT_BYTES);
            ForeignCluster.produce(producer, ForeignCluster.record("compacted", 0, null, largest));
            ForeignCluster.produce(producer, ForeignCluster.record("compacted", 0, null, null));
            try (RunningSource source = RunningSource.start(source("compacted", new Start.Earliest()))) {
                assertThat(source.await(2)).containsExactly("", largest);
                Waiting.until(Duration.ofSeconds(20), () -> source.status().lag() == 0);
            }
        }
    }

    @Test
    void transactions_read_bringWhatWasCommittedAndLeaveNoLag() throws Exception {
        cluster.create("sales", 1, Map.of());
        Positions positions = new Positions();
        try (KafkaProducer<byte[], byte[]> producer = cluster.producer(Map.of("transactional.id", "shop"))) {
            producer.initTransactions();
            producer.beginTransaction();
            ForeignCluster.produce(producer, ForeignCluster.record("sales", 0, null, "a"));
            producer.commitTransaction();
            producer.beginTransaction();
            ForeignCluster.produce(producer, ForeignCluster.record("sales", 0, null, "taken back"));
            producer.abortTransaction();
            try (RunningSource source = RunningSource.start(source("sales", new Start.Earliest()), positions)) {
                assertThat(source.await(1)).containsExactly("a");
                // Behind the mark of the second, which no record stands behind.
                TopicPosition end = new TopicPosition("", Map.of(0, 4L));
                Waiting.until(
                        Duration.ofSeconds(20),
                        () -> TopicPosition.of(positions.load("source"))
                                .offsets()
                                .equals(end.offsets()));
                Waiting.until(Duration.ofSeconds(20), () -> source.status().lag() == 0);
                producer.beginTransaction();
                ForeignCluster.produce(producer, ForeignCluster.record("sales", 0, null, "b"));
                producer.flush();
                assertThat(source.events()).containsExactly("a");
                producer.commitTransaction();
                assertThat(source.await(2)).containsExactly("a", "b");
            }
        }
    }

    @Test
    void streamOfAnotherRaudal_read_bringsItsEventsAlone() throws Exception {
        try (KafkaLog log = new KafkaLog(cluster.connection(), KafkaOptions.DEFAULTS)) {
            log.ensure(new LogStream("north.readings", 1, Duration.ofDays(7), 1L << 30));
            log.append("north.readings", 0, Slices.of("a"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            log.append("north.readings", 0, new Control.Idle(7))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            log.append("north.readings", 0, Slices.of("b"))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
        try (RunningSource source = RunningSource.start(source("north.readings", new Start.Earliest()))) {
            assertThat(source.await(2)).containsExactly("a", "b");
        }
    }

    @Test
    void topic_thatIsNotThere_isNamedAndTakenOnceItIs() throws Exception {
        try (RunningSource source = RunningSource.start(source("plannned", new Start.Latest()))) {
            source.await(State.WAITING);
            assertThat(source.lastError()).contains("127.0.0.1").contains("plannned");
            assertThat(source.status().retryAt()).isNotNull();
            cluster.create("plannned", 1, Map.of());
            source.await(State.RUNNING);
            cluster.produce("plannned", 0, "a");
            assertThat(source.await(1)).containsExactly("a");
        }
    }

    @Test
    void property_thatTheClientDoesNotTake_stopsTheSource() throws Exception {
        cluster.create("properties", 1, Map.of());
        Source.Kafka wrong = new Source.Kafka(
                servers(), "properties", new Start.Earliest(), null, null, Map.of("fetch.min.bytes", "a lot"));
        try (RunningSource source = RunningSource.start(wrong)) {
            source.await(State.FAILED);
            assertThat(source.lastError()).contains("fetch.min.bytes").contains("a lot");
        }
    }

    @Test
    void records_deletedBeforeTheyWereRead_areMissedAndSaid() throws Exception {
        cluster.create("expired", 1, Map.of());
        cluster.produce("expired", 0, "a", "b");
        Positions positions = new Positions();
        try (RunningSource source = RunningSource.start(source("expired", new Start.Earliest()), positions)) {
            source.await(2);
        }
        cluster.produce("expired", 0, "c", "d", "e");
        cluster.admin()
                .deleteRecords(Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(4)))
                .all()
                .get(20, TimeUnit.SECONDS);
        try (RunningSource source = RunningSource.start(source("expired", new Start.Earliest()), positions)) {
            assertThat(source.await(1)).containsExactly("e");
            assertThat(source.lastError())
                    .contains("expired-0")
                    .contains("offset 2")
                    .contains("at 4");
            source.await(State.RUNNING);
        }
    }

    @Test
    void topic_thatGrowsAndIsMadeAnew_isReadWhole() throws Exception {
        cluster.create("changing", 1, Map.of());
        cluster.produce("changing", 0, "a", "b", "c");
        try (RunningSource source = RunningSource.start(source("changing", new Start.Earliest()))) {
            source.await(3);
            cluster.admin()
                    .createPartitions(Map.of("changing", NewPartitions.increaseTo(2)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            cluster.produce("changing", 1, "d");
            assertThat(source.await(4)).containsExactly("a", "b", "c", "d");
            cluster.admin().deleteTopics(List.of("changing")).all().get(20, TimeUnit.SECONDS);
            cluster.create("changing", 1, Map.of());
            cluster.produce("changing", 0, "e", "f", "g", "h");
            assertThat(source.await(8)).containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
            assertThat(source.lastError()).contains("changing");
        }
    }

    private static Source.Kafka source(String topic, Start from) {
        return new Source.Kafka(servers(), topic, from, null, null, Map.of());
    }

    private static List<String> servers() {
        return List.of(cluster.connection().servers());
    }
}
