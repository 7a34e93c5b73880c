package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.CommandRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQL over a running platform and on the command line: what it says of what it leaves out, and its digits. */
@Timeout(120)
class SqlAnswersIT {
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
                CommandRun said = command(running, "en", COUNT, "--format", format);
                assertThat(said.errors()).contains("of the stream shop-two.orders only the latest 5000 events");
                assertThat(said.output()).contains("5000").doesNotContain("latest");
                assertThat(command(running, "es", COUNT, "--format", format).errors())
                        .contains("del flujo shop-two.orders solo se han mirado los 5000 eventos más recientes");
            }
        }
    }

    @Test
    void rows_onTheCommandLine_haveAllDigits_andSayWhenTheyAreNotAll() throws Exception {
        try (RunningProcess running = new RunningProcess(folder.resolve("data"))) {
            running.apply(folder.resolve("shop.yaml"), PIPELINE);
            String digits =
                    "SELECT 9007199254740993 AS a, 12345678901234567.50::DECIMAL(20, 2) AS b, 0.1::DOUBLE AS c, 1e300 AS d";
            assertThat(command(running, "en", digits, "--format", "json").output())
                    .isEqualTo("{\"a\":9007199254740993,\"b\":12345678901234567.50,\"c\":0.1,\"d\":1E+300}\n");
            assertThat(command(running, "en", digits, "--format", "table").output())
                    .contains("9007199254740993", "12345678901234567.50", "0.1");
            for (String format : List.of("csv", "json", "table")) {
                String five = "SELECT 'a' || chr(10) || 'b' AS t FROM range(5)";
                CommandRun said = command(running, "en", five, "--format", format, "--limit", "3");
                assertThat(said.errors()).as(format).contains("only the first 3 rows");
                assertThat(command(running, "en", five, "--format", format).errors())
                        .isEmpty();
            }
        }
    }

    private static CommandRun command(RunningProcess running, String language, String sql, String... options) {
        List<String> arguments = new ArrayList<>(List.of("sql", sql));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--url", "http://localhost:" + running.process.port()));
        return CommandRun.of(Map.of("LANG", language), "", arguments);
    }

    private static void send(RunningProcess running, String stream, int events) throws Exception {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < events; i++) {
            body.append("{\"n\":").append(i).append(",\"ts\":\"2026-01-01T00:00:00Z\"}\n");
        }
        running.post("/ingest/shop-two/" + stream, "application/x-ndjson", body.toString());
    }
}
