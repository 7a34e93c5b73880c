package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.query.Precondition;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is deleted and comes again, with what was there or without. */
@Timeout(300)
class DeletedPipelineIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING NOT NULL, ts: TIMESTAMP NOT NULL, t: BIGINT }
                  time: { column: ts }
                  id: device
                  partitions: 1
              views:
                raw:
                  sql: SELECT device, t FROM readings
                totals:
                  sql: |
                    SELECT window_end, SUM(t) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end
            """;

    @TempDir
    private Path folder;

    @Test
    void delete_withData_leavesNothing_andThePipelineBeginsAnew() throws Exception {
        Path file = folder.resolve("plant.yaml");
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            running.apply(file, PIPELINE);
            send(running, "a", "b");
            running.post("/ingest/plant/readings", "application/x-ndjson", "{\"no\":\n");
            RunningProcess.await(() -> rows(running, "raw") == 2 && rows(running, "totals") == 1);

            running.process.platform().delete("plant", true, new Precondition.Nothing());
            running.apply(file, PIPELINE);
            RunningProcess.await(() -> state(running).equals("running"));
            RunningProcess.await(() -> ledger(running).path("received").asInt(-1) == 0);
            assertThat(rows(running, "raw")).isZero();
            assertThat(rows(running, "totals")).isZero();
            assertThat(running.json("/api/v1/streams/plant/readings/dead").path("events"))
                    .isEmpty();

            send(running, "a", "c", "d");
            RunningProcess.await(() -> rows(running, "raw") == 3 && rows(running, "totals") == 1);
            RunningProcess.await(() -> ledger(running).path("received").asInt() == 3);
            assertThat(ledger(running).path("duplicate").asInt())
                    .as("an id that was deleted with its event")
                    .isZero();
        }
        try (RunningProcess again = new RunningProcess(folder.resolve("data"))) {
            RunningProcess.await(() -> rows(again, "raw") == 3);
            RunningProcess.await(() -> ledger(again).path("received").asInt() == 3);
        }
    }

    @Test
    void delete_withoutData_leavesEventsAndRows() throws Exception {
        Path file = folder.resolve("plant.yaml");
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            running.apply(file, PIPELINE);
            send(running, "a", "b");
            RunningProcess.await(() -> rows(running, "raw") == 2);
            running.process.platform().delete("plant", false, new Precondition.Nothing());
            running.apply(file, PIPELINE);
            send(running, "b", "c");
            RunningProcess.await(() -> rows(running, "raw") == 3);
            RunningProcess.await(() -> ledger(running).path("duplicate").asInt() == 1);
        }
    }

    private static void send(RunningProcess running, String... devices) throws Exception {
        for (String device : devices) {
            running.post(
                    "/ingest/plant/readings",
                    "application/json",
                    "{\"device\":\"%s\",\"ts\":\"2026-01-01T00:00:01Z\",\"t\":1}".formatted(device));
        }
    }

    private static int rows(RunningProcess running, String view) throws Exception {
        return running.sql("SELECT * FROM plant." + view).path("rows").size();
    }

    private static JsonNode ledger(RunningProcess running) throws Exception {
        return running.json("/api/v1/ledger").at("/streams/0");
    }

    private static String state(RunningProcess running) throws Exception {
        return running.json("/api/v1/status").at("/pipelines/0/state").asText();
    }
}
