package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.intake.SourceStatus.State;
import io.raudal.model.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that goes away and comes back. */
@Timeout(180)
class KafkaSourceOutageIT {
    @TempDir
    Path directory;

    @Test
    void cluster_awayAndBack_isToldAndReadOn() throws Exception {
        ForeignCluster first = new ForeignCluster(directory.resolve("kafka"), 0);
        int port = first.port();
        first.create("readings", 1, Map.of());
        first.produce("readings", 0, "before");
        Source.Kafka options = new Source.Kafka(
                List.of(first.connection().servers()),
                "readings",
                new Source.Kafka.Start.Earliest(),
                null,
                null,
                Map.of());
        try (RunningSource source = RunningSource.start(options)) {
            assertThat(source.await(1)).containsExactly("before");
            first.close();
            source.await(State.WAITING);
            assertThat(source.lastError()).contains("127.0.0.1:" + port);
            assertThat(source.status().retryAt()).isNotNull();
            try (ForeignCluster second = new ForeignCluster(directory.resolve("kafka"), port)) {
                second.produce("readings", 0, "behind");
                assertThat(source.await(2)).containsExactly("before", "behind");
                source.await(State.RUNNING);
                assertThat(source.status().retryAt()).isNull();
            }
        }
    }
}
