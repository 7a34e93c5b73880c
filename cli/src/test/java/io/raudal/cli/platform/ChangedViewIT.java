package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A view whose query changes while the platform runs, as exploratory SQL sees it. */
@Timeout(300)
class ChangedViewIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING NOT NULL, ts: TIMESTAMP, t: BIGINT }
                  time: { column: ts }
                  partitions: 1
              views:
                totals:
                  sql: |
                    SELECT device, window_end, SUM(t) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
            """;
    private static final String CHANGED = PIPELINE.replace("SUM(t) AS total", "SUM(t) * 2 AS total, COUNT(*) AS n");
    private static final String QUERY = "SELECT * FROM plant.totals ORDER BY window_end, device";

    @TempDir
    private Path folder;

    @Test
    void sql_readsTheGenerationThatServes_alsoWhilePausedAndAfterARestart() throws Exception {
        Path file = folder.resolve("plant.yaml");
        Path data = folder.resolve("data");
        try (RunningProcess running = new RunningProcess(data)) {
            running.apply(file, PIPELINE);
            for (int second = 0; second < 30; second += 5) {
                running.post("/ingest/plant/readings", "application/json", event("a", second, 1));
            }
            RunningProcess.await(() -> total(running, 0) == 2 && total(running, 1) == 2);
            assertThat(running.sql(QUERY).path("columns")).hasSize(3);

            running.apply(file, CHANGED);
            RunningProcess.await(() -> running.sql(QUERY).path("columns").size() == 4);
            RunningProcess.await(() -> total(running, 2) == 4);
            assertThat(total(running, 0)).as("made anew out of the log").isEqualTo(4);
            assertThat(running.sql(QUERY).path("rows"))
                    .as("open ones too, each once")
                    .hasSize(3);
            running.post("/ingest/plant/readings", "application/json", event("a", 29, 5));
            RunningProcess.await(() -> total(running, 2) == 14);

            running.process.platform().pause("plant");
            assertThat(running.sql(QUERY).path("columns")).hasSize(4);
        }
        try (RunningProcess again = new RunningProcess(data)) {
            assertThat(again.json("/api/v1/status").at("/pipelines/0/state").asText())
                    .isEqualTo("paused");
            assertThat(again.sql(QUERY).path("columns")).hasSize(4);
            assertThat(total(again, 0)).isEqualTo(4);
        }
    }

    private static int total(RunningProcess running, int row) throws Exception {
        JsonNode rows = running.sql(QUERY).path("rows");
        return rows.path(row).path("total").asInt(-1);
    }

    private static String event(String device, int second, int t) {
        return "{\"device\":\"%s\",\"ts\":\"2026-01-01T00:00:%02dZ\",\"t\":%d}".formatted(device, second, t);
    }
}
