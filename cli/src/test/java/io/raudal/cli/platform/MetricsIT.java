package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.query.Precondition;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of a whole platform, against its ledger and its page. */
@Timeout(300)
class MetricsIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { id: STRING, device: STRING NOT NULL, ts: TIMESTAMP, t: STRING }
                  time: { column: ts, lateness: 5s }
                  id: { column: id, horizon: 1h }
                  key: device
                  partitions: 1
              views:
                hot:
                  sql: SELECT ts, device, CAST(t AS DOUBLE) AS t FROM readings WHERE device <> 'cold'
                totals:
                  sql: |
                    SELECT device, window_end, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
            """;
    private static final Pattern VALUE = Pattern.compile("(?m)^(\\w+)(\\{.*\\})? (\\S+)$");
    private static final Pattern NAME = Pattern.compile("(?m)^\\| `(raudal_\\w+)`");

    @TempDir
    private Path folder;

    private RunningProcess running;

    @BeforeEach
    void start() {
        running = new RunningProcess(folder.resolve("data"));
        running.apply(folder.resolve("plant.yaml"), PIPELINE);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void metrics_ofAPlatformWithEventsOfAllKinds_sayWhatTheLedgerSays() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(event("id" + i, "d" + i % 3, i % 30, "1.5"));
        }
        events.add(event("id1", "d1", 1, "1.5"));
        events.add(event("late", "d1", 3, "1.5"));
        events.add(event("no number", "d1", 29, "warm"));
        events.add(event("filtered", "cold", 29, "1"));
        events.add("{\"device\": ");
        events.add("{\"device\": 5, \"ts\": \"soon\"}");
        String body = String.join("\n", events) + "\n";
        running.post("/ingest/plant/readings", "application/x-ndjson", body);
        RunningProcess.await(() -> {
            JsonNode ledger = ledger();
            return ledger.path("received").asInt() == events.size()
                    && ledger.path("inFlight").asInt() == 0;
        });

        Map<String, Double> metrics = metrics();
        JsonNode ledger = ledger();
        String stream = "{pipeline=\"plant\",stream=\"readings\"}";
        assertThat(metrics.get("raudal_events_received_total" + stream))
                .isEqualTo(ledger.path("received").asDouble())
                .isEqualTo(events.size());
        assertThat(metrics.get("raudal_events_delivered_total" + stream))
                .isEqualTo(ledger.path("delivered").asDouble())
                .isPositive();
        assertThat(metrics.get("raudal_events_duplicate_total" + stream))
                .isEqualTo(ledger.path("duplicate").asDouble())
                .isPositive();
        assertThat(metrics.get("raudal_events_in_flight" + stream)).isZero();
        assertThat(sum(metrics, "raudal_events_late_total"))
                .isEqualTo(ledger.path("late").asDouble())
                .isPositive();
        assertThat(sum(metrics, "raudal_events_dead_total"))
                .isEqualTo(ledger.path("dead").asDouble())
                .isEqualTo(2);
        ledger.path("deadReasons")
                .properties()
                .forEach(reason -> assertThat(metrics)
                        .containsEntry(
                                "raudal_events_dead_total{pipeline=\"plant\",reason=\"" + reason.getKey()
                                        + "\",stream=\"readings\"}",
                                reason.getValue().asDouble()));
        assertThat(sum(metrics, "raudal_events_delivered_total")
                        + sum(metrics, "raudal_events_duplicate_total")
                        + sum(metrics, "raudal_events_late_total")
                        + sum(metrics, "raudal_events_dead_total")
                        + sum(metrics, "raudal_events_in_flight"))
                .isEqualTo(events.size());
        assertThat(ledger.at("/views/0/failedReasons")).hasToString("{\"CAST(t AS DOUBLE)\":1}");
        for (JsonNode view : ledger.path("views")) {
            String labels = "{pipeline=\"plant\",stream=\"readings\",view=\""
                    + view.path("view").asText() + "\"}";
            for (String count : List.of("used", "filtered", "failed")) {
                assertThat(metrics.get("raudal_view_events_" + count + "_total" + labels))
                        .as(count + labels)
                        .isEqualTo(view.path(count).asDouble());
            }
        }
        assertThat(metrics)
                .containsEntry(
                        "raudal_view_events_failed_total{pipeline=\"plant\",stream=\"readings\",view=\"hot\"}", 1.0)
                .containsEntry("raudal_pipeline_state{pipeline=\"plant\",state=\"running\"}", 1.0)
                .containsEntry("raudal_pipeline_state{pipeline=\"plant\",state=\"failed\"}", 0.0)
                .containsEntry(
                        "raudal_http_requests_seconds_count"
                                + "{method=\"POST\",path=\"/ingest/:pipeline/:stream\",status=\"200\"}",
                        1.0);
    }

    @Test
    void metrics_ofWhatAPlatformStandsOn_areThere() throws Exception {
        running.sql("SELECT 1 AS one");
        HttpResponse<InputStream> live = running.client.send(
                RunningProcess.request(running.process.port(), "/api/v1/views/plant/hot/live")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(live.statusCode()).isEqualTo(200);
        RunningProcess.await(() -> metrics().getOrDefault("raudal_component_size_bytes{component=\"log\"}", -1.0) >= 0);
        Map<String, Double> metrics = metrics();
        assertThat(metrics)
                .containsEntry("raudal_queries_seconds_count{outcome=\"answered\"}", 1.0)
                .containsEntry("raudal_queries_running", 0.0)
                .containsEntry("raudal_live_clients", 1.0)
                .containsEntry("raudal_component_ready{component=\"log\"}", 1.0)
                .containsKeys("jvm_threads_live_threads", "process_uptime_seconds", "raudal_disk_free_bytes");
        assertThat(metrics.get("raudal_component_size_bytes{component=\"store\"}"))
                .isPositive();
        assertThat(metrics.keySet()).anyMatch(name -> name.startsWith("jvm_memory_used_bytes{area=\"heap\""));
        live.body().close();
        RunningProcess.await(() -> metrics().get("raudal_live_clients") == 0);
        RunningProcess.await(() -> metrics().containsKey("raudal_checkpoint_size_bytes{pipeline=\"plant\"}"));
    }

    @Test
    void counters_ofAPipelineThatStopsAndChanges_neverFall() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add(event("id" + i, "d" + i % 3, i, "1.5"));
        }
        Files.write(folder.resolve("readings.ndjson"), events);
        String text = PIPELINE.replace("partitions: 1", "partitions: 1\n      sources: [{ file: readings.ndjson }]");
        EmbeddedPlatform platform = running.process.platform();
        Path file = folder.resolve("plant.yaml");
        RunningProcess.apply(platform, file, text);
        RunningProcess.await(() -> finalRows() == 6 && sum(metrics(), "raudal_source_events_total") == 30);

        platform.pause("plant");
        platform.resume("plant");
        assertThat(finalRows()).as("after a pause").isEqualTo(6);
        platform.rewind("plant", Instant.parse("2026-01-01T00:00:00Z"));
        RunningProcess.await(() -> sum(metrics(), "raudal_view_rebuilding") == 0);
        assertThat(finalRows()).as("after a rewind").isEqualTo(6);
        RunningProcess.apply(platform, file, text.replace("horizon: 1h", "horizon: 2h"));
        assertThat(finalRows()).as("after a change").isEqualTo(6);
        assertThat(sum(metrics(), "raudal_source_events_total")).isEqualTo(30);

        running.post("/ingest/plant/readings", "application/json", event("more", "d1", 59, "1.5"));
        RunningProcess.await(() -> finalRows() == 9);
        platform.delete("plant", true, new Precondition.Nothing());
        RunningProcess.apply(platform, file, PIPELINE);
        assertThat(finalRows()).as("of another pipeline of the name").isZero();
    }

    private double finalRows() throws Exception {
        return metrics().getOrDefault("raudal_view_final_rows_total{pipeline=\"plant\",view=\"totals\"}", -1.0);
    }

    /** Source metrics aside, for no source runs here. */
    @Test
    void metrics_all_areOnThePageInBothLanguages() throws Exception {
        Path root = Path.of(System.getProperty("user.dir")).resolve("..").normalize();
        Set<String> told = names(root.resolve("docs/metrics.md"));
        assertThat(names(root.resolve("docs/es/metrics.md"))).isEqualTo(told);
        running.json("/api/v1/status");
        RunningProcess.await(
                () -> metrics().keySet().stream().anyMatch(name -> name.startsWith("raudal_http_requests")));
        Set<String> exported = metrics().keySet().stream()
                .map(name -> name.replaceAll("\\{.*", ""))
                .filter(name -> name.startsWith("raudal_"))
                .map(name -> name.replaceAll("_seconds_(count|sum|max)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).as("docs/metrics.md").containsAll(exported);
    }

    private static Set<String> names(Path page) throws Exception {
        return NAME.matcher(Files.readString(page))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double sum(Map<String, Double> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static String event(String id, String device, int second, String t) {
        return "{\"id\":\"%s\",\"device\":\"%s\",\"ts\":\"2026-01-01T00:00:%02dZ\",\"t\":\"%s\"}"
                .formatted(id, device, second, t);
    }

    private JsonNode ledger() throws Exception {
        return running.json("/api/v1/ledger").path("streams").path(0);
    }

    private Map<String, Double> metrics() throws Exception {
        Map<String, Double> values = new TreeMap<>();
        for (MatchResult value :
                (Iterable<MatchResult>) VALUE.matcher(running.metrics()).results()::iterator) {
            values.put(value.group(1) + (value.group(2) == null ? "" : value.group(2)), Double.valueOf(value.group(3)));
        }
        return values;
    }
}
