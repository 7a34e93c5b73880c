package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.intake.SourceStatus;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StatusTest {
    private final Running running = Running.plant(QueryOptions.usual());

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void copy_isMadeAndRemoved() {
        JsonObject copy =
                new JsonObject(running.send("POST", "/api/v1/copy", null).body());
        assertThat(copy.getString("folder")).isEqualTo("/copy");
        assertThat(copy.getJsonArray("files"))
                .containsExactly(
                        new JsonObject().put("path", "pipelines/plant.yaml").put("bytes", 42));
        assertThat(Instant.parse(copy.getString("takenAt"))).isBeforeOrEqualTo(Instant.now());
        assertThat(running.platform.hasCopy).isTrue();

        assertThat(running.send("DELETE", "/api/v1/copy", null).statusCode()).isEqualTo(204);
        assertThat(running.platform.hasCopy).isFalse();
        assertThat(running.send("POST", "/api/v1/copy?quick=true", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void status_ofARunningPlatform_saysAllFigures() {
        running.readings(
                Running.reading("a", "00:00:01", 20),
                Running.reading("b", "00:00:02", 21),
                "broken",
                Running.reading("a", "00:00:30", 22),
                Running.reading("a", "00:00:03", 22));
        Running.await("the ledger", () -> ledger("readings").getLong("received") == 5 && inFlight() == 0);

        JsonObject ledger = ledger("readings");
        assertThat(ledger.getLong("delivered")).isEqualTo(3);
        assertThat(ledger.getLong("late")).isEqualTo(1);
        assertThat(ledger.getLong("dead")).isEqualTo(1);
        assertThat(ledger.getJsonObject("lateReasons")).isEqualTo(new JsonObject().put("lateness", 1));
        assertThat(ledger.getJsonObject("deadReasons")).isEqualTo(new JsonObject().put("malformed", 1));

        running.awaitStored("temperature", 2);
        running.platform.checkpoint("plant");
        Running.await("the view", () -> view("temperature").getInteger("rows") == 2);
        Running.await(
                "a checkpoint", () -> running.json("/api/v1/status").encode().contains("checkpoint"));
        JsonObject status = running.json("/api/v1/status");
        assertThat(status.getString("version")).isEqualTo("test");
        assertThat(status.getJsonObject("process").getLong("memoryBytes")).isGreaterThan(1 << 20);
        assertThat(status.getJsonObject("log").getBoolean("ready")).isTrue();
        assertThat(status.getJsonObject("store").getBoolean("ready")).isFalse();
        assertThat(status.getJsonObject("store").getString("problem")).isEqualTo("not ready");
        JsonObject plant = status.getJsonArray("pipelines").getJsonObject(0);
        assertThat(plant.getString("state")).isEqualTo("running");
        assertThat(plant.getJsonObject("checkpoint").getLong("bytes")).isPositive();
        JsonObject partition = stream("readings").getJsonArray("partitions").getJsonObject(0);
        assertThat(partition.getString("highest")).isEqualTo("2026-01-01T00:00:30Z");
        assertThat(partition.getString("watermark")).isEqualTo("2026-01-01T00:00:25Z");
        assertThat(partition.getLong("readOffset")).isEqualTo(5);
        JsonObject view = view("temperature");
        assertThat(view.getString("nextWindowEnd")).isEqualTo("2026-01-01T00:00:30Z");
        assertThat(view.getJsonArray("whyNoOutput")).isEmpty();
        assertThat(view.getJsonArray("sources").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("used", 3)
                        .put("filtered", 0)
                        .put("failed", 0)
                        .put("failedReasons", new JsonObject())
                        .put("name", "readings"));
    }

    private long inFlight() {
        return ledger("readings").getLong("inFlight");
    }

    @Test
    void ledger_ofEveryStream_addsUp() {
        running.readings(Running.reading("a", "00:00:01", 20), "broken", "{}");
        Running.await("three", () -> ledger("readings").getLong("received") == 3);
        for (Object one : running.json("/api/v1/ledger").getJsonArray("streams")) {
            JsonObject stream = (JsonObject) one;
            assertThat(stream.getLong("received"))
                    .as(stream.encode())
                    .isEqualTo(stream.getLong("delivered")
                            + stream.getLong("duplicate")
                            + stream.getLong("late")
                            + stream.getLong("dead")
                            + stream.getLong("inFlight"));
        }
    }

    @Test
    void rates_areDifferencesOfASecond_andHaveAPast() {
        Running.await("a first look", () -> running.json("/api/v1/status") != null);
        Supplier<Double> rate = () -> stream("readings").getJsonObject("rates").getDouble("received");
        running.readings(Running.reading("a", "00:00:01", 20), Running.reading("a", "00:00:02", 20));
        Running.await("a rate", () -> rate.get() > 0);
        Running.await("no rate", () -> rate.get() == 0);
        Running.await("a past", () -> {
            JsonArray streams = running.json("/api/v1/rates").getJsonArray("streams");
            return streams.stream()
                    .map(JsonObject.class::cast)
                    .filter(stream -> stream.getString("stream").equals("readings"))
                    .flatMap(stream -> stream.getJsonArray("received").stream())
                    .anyMatch(value -> value != null && ((Number) value).doubleValue() > 0);
        });
        JsonObject rates = running.json("/api/v1/rates");
        JsonArray times = rates.getJsonArray("times");
        assertThat(times).isNotEmpty().allMatch(time -> (long) time % 5000 == 0);
        assertThat(rates.getJsonArray("views").getJsonObject(0).getJsonArray("rows"))
                .hasSize(times.size());
    }

    @Test
    void why_withoutEvents_saysHowToSendSome() {
        assertReason("temperature", "no-events", "/ingest/plant/readings");
        JsonObject spanish = new JsonObject(
                running.get("/api/v1/status", "Accept-Language", "es").body());
        assertThat(spanish.encode()).contains("Todavía no ha entrado ningún evento en el flujo readings");
    }

    @Test
    void why_ofASourceThatFailed_comesFirst() {
        running.platform.sources.put(
                "plant.readings",
                List.of(new SourceStatus(
                        "mqtt",
                        "tcp://broker",
                        SourceStatus.State.WAITING,
                        0,
                        3,
                        SourceStatus.Unit.EVENTS,
                        new Message("io.raudal.engine.intake.messages", "source.unreachable", List.of("refused")),
                        Instant.EPOCH,
                        Instant.EPOCH)));
        assertReason(
                "temperature",
                "source-failed",
                "mqtt tcp://broker does not deliver: the other side cannot be reached: \"refused\"");
        JsonObject source = stream("readings").getJsonArray("sources").getJsonObject(0);
        assertThat(source.getString("lastError")).isEqualTo("the other side cannot be reached: \"refused\"");
        assertThat(source.getString("lagUnit")).isEqualTo("events");
        assertThat(running.get("/api/v1/status", "Accept-Language", "es").body())
                .contains("no se puede establecer la conexión: «refused»");
    }

    @Test
    void why_ofEventsThatAreAllFiltered_saysSo() {
        running.readings(Running.reading("a", "00:00:01", 20), Running.reading("b", "00:00:02", 20));
        assertReason("hot", "all-filtered", "2 filtered). Most fell at: filter temperature > 1000");
        assertThat(view("hot").getJsonArray("steps"))
                .containsExactly(new JsonObject()
                        .put("text", "filter temperature > 1000.0")
                        .put("in", 2)
                        .put("out", 0));
        assertThat(view("raw").containsKey("steps")).isFalse();
    }

    @Test
    void steps_ofAViewOnARowView_areThoseOfBothFromTheStreamOn() {
        running.platform.apply("line", """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: line }
                spec:
                  streams:
                    readings:
                      columns: { device: STRING, ts: TIMESTAMP, t: DOUBLE, tags: ARRAY<STRING> }
                      time: { column: ts }
                      partitions: 1
                  views:
                    tagged:
                      sql: SELECT t * 2 AS twice, ts, tag FROM readings CROSS JOIN UNNEST(tags) AS x (tag) WHERE device <> 'a'
                    tall:
                      sql: |
                        SELECT tag, window_end, COUNT(*) AS n
                        FROM TABLE(TUMBLE(TABLE tagged, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                        WHERE twice > 10 GROUP BY tag, window_start, window_end
                """, false, new Precondition.Nothing());
        String event = "{\"device\":\"%s\",\"ts\":\"2026-01-01T00:00:01Z\",\"t\":%d,\"tags\":[\"x\",\"y\"]}";
        running.platform.append(
                "line.readings", 0, event.formatted("a", 9), event.formatted("b", 1), event.formatted("c", 9));
        Supplier<List<String>> steps = () -> view("line", "tall").getJsonArray("steps", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(step -> step.getString("text") + " " + step.getLong("in") + " " + step.getLong("out"))
                .sorted()
                .toList();
        Running.await("three events", () -> steps.get().toString().contains("3 "));
        assertThat(steps.get())
                .containsExactly("filter device <> 'a' 6 4", "filter twice > 10.0 4 2", "unnest tags 3 6");
    }

    @Test
    void why_ofEventsThatAreAllDead_namesTheReason() {
        running.readings("broken", "{\"ts\":5}", "broken");
        assertReason("raw", "all-dead", "(3), mostly because of malformed");
    }

    @Test
    void why_ofAnOpenWindow_saysUntilWhen() {
        running.platform.append("plant.quiet", 0, "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\"}");
        running.platform.append("plant.quiet", 1, "{\"device\":\"b\",\"ts\":\"2026-01-01T00:00:02Z\"}");
        JsonObject reason = assertReason("finals", "waiting-for-window", "ends at 2026-01-01T00:00:00Z");
        assertThat(reason.getString("until")).isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void why_ofAPartitionThatLags_namesIt() {
        running.platform.append("plant.quiet", 0, "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:41Z\"}");
        running.platform.append("plant.quiet", 1, "{\"device\":\"b\",\"ts\":\"2026-01-01T00:00:02Z\"}");
        JsonObject reason = assertReason("finals", "partition-behind", "2025-12-31T23:59:57Z");
        assertThat(reason.getInteger("partition")).isEqualTo(1);
    }

    @Test
    void why_ofHaving_saysThatItDropsRows() {
        running.readings(Running.reading("a", "00:00:01", 20));
        assertReason("many", "having", "HAVING");
    }

    @Test
    void why_ofAPausedOrFailedPipeline_isThat() {
        running.send("POST", "/api/v1/pipelines/plant/pause", null);
        assertReason("raw", "paused", "raudal resume plant");
        running.platform.resume("plant");
        running.platform.fail("plant", new RaudalException(ErrorCode.LIMIT_EXCEEDED, TestPlatform.say("disk full")));
        assertReason("raw", "failed", "disk full");
        JsonObject plant =
                running.json("/api/v1/status").getJsonArray("pipelines").getJsonObject(0);
        assertThat(plant.getString("state")).isEqualTo("failed");
        assertThat(plant.getString("problem")).isEqualTo("disk full");
    }

    /** The first reason of a view, once it is the one. */
    private JsonObject assertReason(String view, String code, String part) {
        Running.await(
                code,
                () -> first(view)
                        .filter(reason -> reason.getString("code").equals(code)
                                && reason.getString("text").contains(part))
                        .isPresent());
        return first(view).orElseThrow();
    }

    private Optional<JsonObject> first(String view) {
        JsonArray reasons = view(view).getJsonArray("whyNoOutput");
        return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons.getJsonObject(0));
    }

    private JsonObject ledger(String stream) {
        return stream(stream).getJsonObject("ledger");
    }

    private JsonObject stream(String name) {
        return part("streams", name);
    }

    private JsonObject view(String name) {
        return view("plant", name);
    }

    private JsonObject view(String pipeline, String name) {
        return part(pipeline, "views", name);
    }

    private JsonObject part(String kind, String name) {
        return part("plant", kind, name);
    }

    private JsonObject part(String pipeline, String kind, String name) {
        return running.json("/api/v1/status").getJsonArray("pipelines").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("name").equals(pipeline))
                .flatMap(one -> one.getJsonArray(kind).stream())
                .map(JsonObject.class::cast)
                .filter(part -> part.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }
}
