package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RewindIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING, ts: TIMESTAMP }
                  time: { column: ts }
              views:
                raw: { sql: "SELECT device, ts FROM readings" }
            """;

    @TempDir
    private Path folder;

    @Test
    void rewind_toATimeThatNothingHasReached_isRefused() throws Exception {
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            EmbeddedPlatform platform = running.process.platform();
            RunningProcess.apply(platform, folder.resolve("plant.yaml"), PIPELINE);
            Instant ahead = Instant.now().plus(Duration.ofMinutes(30));
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> platform.rewind("plant", ahead))
                    .satisfies(e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
                        assertThat(e.in(Locale.ENGLISH)).startsWith("to: " + ahead + " is still to come");
                    });
            platform.rewind("plant", Instant.now());

            String event = "{\"device\":\"a\",\"ts\":\"" + ahead.plusSeconds(1) + "\"}";
            running.post("/ingest/plant/readings", "application/json", event);
            RunningProcess.await(
                    () -> running.sql("SELECT * FROM plant.raw").path("rows").size() == 1);
            RunningProcess.await(
                    () -> !running.metrics().contains("raudal_view_rebuilding{pipeline=\"plant\",view=\"raw\"} 1"));
            platform.rewind("plant", ahead);
        }
    }
}
