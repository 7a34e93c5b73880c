package io.raudal.kafka;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a broker whose clock is the test's. */
class KafkaLogIT extends LogContract {
    private static final SkewedTime TIME = new SkewedTime();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(
                new BrokerOptions(directory.resolve("kafka"), 0, false),
                TIME,
                Map.of("log.retention.check.interval.ms", "100", "log.initial.task.delay.ms", "100"));
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @Override
    protected Log open() {
        TIME.follow(clock);
        deleteTopics();
        return new KafkaLog(broker.connection(), KafkaOptions.DEFAULTS);
    }

    private static void deleteTopics() {
        try (Admin admin = Admin.create(broker.connection().properties())) {
            Set<String> topics = admin.listTopics().names().get(20, TimeUnit.SECONDS);
            admin.deleteTopics(topics).all().get(20, TimeUnit.SECONDS);
            Waiting.until(
                    Duration.ofSeconds(20),
                    () -> admin.listTopics().names().get(20, TimeUnit.SECONDS).isEmpty());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
