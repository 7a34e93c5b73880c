package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there, whatever ends the broker. */
@Timeout(120)
class BrokerCrashIT {
    private static final LogStream READINGS = new LogStream("plant.readings", 2, Duration.ofDays(7), 1L << 30);
    private static final KafkaOptions IMPATIENT =
            new KafkaOptions(Duration.ofSeconds(3), 2 << 20, 32L << 20, 1 << 20, 0);

    @TempDir
    Path directory;

    /** By partition and offset, what an append that was acknowledged began with. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    @Test
    void kill_whileAppending_losesNothingAcknowledged() throws Exception {
        long seed = System.nanoTime();
        System.out.println("BrokerCrashIT seed " + seed);
        Random random = new Random(seed);
        int port = 0;
        int sent = 0;
        for (int round = 0; round < 3; round++) {
            try (BrokerProcess broker = new BrokerProcess(directory.resolve("kafka"), port)) {
                port = broker.port();
                try (KafkaLog log = new KafkaLog(KafkaConnection.plain("127.0.0.1:" + port), IMPATIENT)) {
                    log.ensure(READINGS);
                    check(log);
                    int enough = acknowledged.size() + 200 + random.nextInt(2000);
                    Semaphore room = new Semaphore(64);
                    while (acknowledged.size() < enough) {
                        room.acquire();
                        append(log, random.nextInt(2), "event " + sent++, 1 + random.nextInt(20), room);
                    }
                    broker.kill();
                }
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerOptions(directory.resolve("kafka"), 0, false));
                KafkaLog log = new KafkaLog(broker.connection(), IMPATIENT)) {
            check(log);
        }
    }

    @Test
    void disk_thatIsFull_endsTheBrokerButNotItsProcess() throws Exception {
        List<String> small = List.of(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=40m raudal " + directory + " && head -c 16m /dev/zero > " + directory
                        + "/ballast && exec \"$@\"",
                "sh");
        assumeTrue(
                new ProcessBuilder(
                                        "unshare",
                                        "--map-root-user",
                                        "--mount",
                                        "mount",
                                        "-t",
                                        "tmpfs",
                                        "raudal",
                                        directory.toString())
                                .start()
                                .waitFor()
                        == 0,
                "this user cannot mount a small file system");
        try (BrokerProcess broker = new BrokerProcess(small, directory.resolve("kafka"), 0)) {
            int port = broker.port();
            try (KafkaLog log = new KafkaLog(KafkaConnection.plain("127.0.0.1:" + port), IMPATIENT)) {
                log.ensure(READINGS);
                RaudalException refused = null;
                for (int i = 0; refused == null; i++) {
                    try {
                        Semaphore room = new Semaphore(1);
                        room.acquire();
                        append(log, 0, "event " + i + " " + "x".repeat(100_000), 5, room)
                                .toCompletableFuture()
                                .join();
                    } catch (CompletionException e) {
                        refused = (RaudalException) e.getCause();
                    }
                }
                assertThat(refused.code()).isEqualTo(ErrorCode.UNREACHABLE);
                assertThat(broker.line()).contains("the disk is full").contains(directory.toString());
            }
            assertThat(acknowledged).hasSizeGreaterThan(10);
            broker.say("go on");
            assertThat(broker.port()).isEqualTo(port);
            try (KafkaLog log = new KafkaLog(KafkaConnection.plain("127.0.0.1:" + port), IMPATIENT)) {
                check(log);
                log.append("plant.readings", 0, Slices.of("there is room again"))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
            }
        }
    }

    private CompletionStage<Long> append(KafkaLog log, int partition, String text, int count, Semaphore room) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(text + "/" + i + "/" + count);
        }
        return log.append("plant.readings", partition, Slices.of(events)).whenComplete((offset, e) -> {
            if (e == null) {
                for (int i = 0; i < count; i++) {
                    acknowledged.put(partition + "/" + (offset + i), text + "/" + i + "/" + count);
                }
            }
            room.release();
        });
    }

    /** Everything that was acknowledged is where it was said to be, offsets are dense, and appends are there wholly. */
    private void check(KafkaLog log) throws InterruptedException {
        int found = 0;
        for (int partition = 0; partition < 2; partition++) {
            Map<Long, String> events = Reading.byOffset(log, "plant.readings", partition);
            assertThat(events.keySet())
                    .containsExactlyElementsOf(
                            LongStream.range(0, events.size()).boxed().toList());
            List<String> all = List.copyOf(events.values());
            for (int at = 0; at < all.size(); ) {
                String[] parts = all.get(at).split("/", -1);
                int count = Integer.parseInt(parts[2]);
                for (int i = 0; i < count; i++) {
                    assertThat(all.get(at + i)).isEqualTo(parts[0] + "/" + i + "/" + count);
                }
                at += count;
            }
            for (Map.Entry<Long, String> event : events.entrySet()) {
                String known = acknowledged.get(partition + "/" + event.getKey());
                if (known != null) {
                    assertThat(event.getValue()).isEqualTo(known);
                    found++;
                }
            }
        }
        assertThat(found).isEqualTo(acknowledged.size());
    }
}
