package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.CommandRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What SQL says of a stream of which it sees the latest events alone. */
@Timeout(120)
class LatestEventsIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: shop-two }
            spec:
              streams:
                orders:
                  columns: { n: BIGINT, ts: TIMESTAMP }
                  time: { column: ts, lateness: 1h, idle: 1h, ahead: 1h }
                  partitions: 1
                few:
                  columns: { n: BIGINT, ts: TIMESTAMP }
                  time: { column: ts, lateness: 1h, idle: 1h }
              views:
                all: { sql: "SELECT n, ts FROM orders" }
            """;
    private static final String COUNT = "SELECT count(*) AS n FROM shop_two.orders";

    @TempDir
    private Path folder;

    @Test
    void stream_ofMoreEventsThanAreLookedAt_isSaidToBeCapped() throws Exception {
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            running.apply(folder.resolve("shop.yaml"), PIPELINE);
            send(running, "few", 5);
            send(running, "orders", 5_000);
            assertThat(running.sql(COUNT).path("capped")).isEmpty();
            send(running, "orders", 7);

            JsonNode answer = running.sql(COUNT);
            assertThat(answer.at("/rows/0/n").asLong()).isEqualTo(5_000);
            assertThat(answer.path("truncated").asBoolean()).isFalse();
            assertThat(answer.path("capped").toString())
                    .isEqualTo("[{\"stream\":\"shop-two.orders\",\"events\":5000}]");
            assertThat(running.sql("SELECT count(*) AS n FROM shop_two.few").path("capped"))
                    .isEmpty();
            assertThat(running.sql("SELECT count(*) AS n FROM shop_two.all").path("capped"))
                    .isEmpty();
            String later = "{\"sql\":\"" + COUNT + "\",\"from\":\"2999-01-01T00:00:00Z\"}";
            assertThat(running.post("/api/v1/sql", "application/json", later))
                    .as("older events are not of these times")
                    .contains("\"capped\":[]");

            for (String format : List.of("csv", "json", "table")) {
                CommandRun said = command(running, "en", format);
                assertThat(said.errors()).contains("of the stream shop-two.orders only the latest 5000 events");
                assertThat(said.output()).contains("5000").doesNotContain("latest");
                assertThat(command(running, "es", format).errors())
                        .contains("del flujo shop-two.orders solo se han mirado los 5000 eventos más recientes");
            }
        }
    }

    private static CommandRun command(RunningProcess running, String language, String format) {
        return CommandRun.of(
                Map.of("LANG", language),
                "",
                List.of("sql", COUNT, "--format", format, "--url", "http://localhost:" + running.process.port()));
    }

    private static void send(RunningProcess running, String stream, int events) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < events; i++) {
            body.append("{\"n\":").append(i).append(",\"ts\":\"2026-01-01T00:00:00Z\"}\n");
        }
        running.post("/ingest/shop-two/" + stream, "application/x-ndjson", body.toString());
    }
}
