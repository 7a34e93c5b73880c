package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StreamsTest {
    private static final String READINGS = "/api/v1/streams/plant/readings";

    private final Running running = Running.plant(QueryOptions.usual());

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void sample_isTheNewestEventsOfAllPartitions() {
        for (int i = 0; i < 60; i++) {
            running.platform.append("plant.quiet", i % 2, "{\"device\":\"" + i + "\"}");
        }
        JsonArray events =
                running.json("/api/v1/streams/plant/quiet/sample?limit=10").getJsonArray("events");
        assertThat(texts(events)).hasSize(10).contains("{\"device\":\"59\"}");
        assertThat(running.json("/api/v1/streams/plant/quiet/sample").getJsonArray("events"))
                .hasSize(50);
        assertThat(running.json("/api/v1/streams/plant/quiet/sample?limit=1000").getJsonArray("events"))
                .hasSize(60)
                .extracting(event -> ((JsonObject) event).getInteger("partition"))
                .contains(0, 1);
    }

    @Test
    void events_asTheyCame_areTextOrBase64_andCutIfLong() {
        byte[] binary = {'{', (byte) 0xff, 0};
        Slices slices = new Slices();
        slices.add(binary, 0, binary.length);
        running.platform
                .log
                .append("plant.readings", 0, slices)
                .toCompletableFuture()
                .join();
        running.readings("ñ".repeat(40_000));
        JsonArray events = running.json(READINGS + "/sample").getJsonArray("events");
        JsonObject cut = events.getJsonObject(0);
        assertThat(cut.getString("text")).hasSize(32_768).startsWith("ñ").endsWith("ñ");
        assertThat(cut.getBoolean("truncated")).isTrue();
        JsonObject raw = events.getJsonObject(1);
        assertThat(Base64.getDecoder().decode(raw.getString("base64"))).isEqualTo(binary);
        assertThat(raw.containsKey("text")).isFalse();
        assertThat(raw.containsKey("truncated")).isFalse();
        // Cut in the middle of a character.
        running.readings("x" + "ñ".repeat(40_000));
        assertThat(running.json(READINGS + "/sample?limit=1")
                        .getJsonArray("events")
                        .getJsonObject(0)
                        .getString("text"))
                .hasSize(32_768)
                .endsWith("ñ");
    }

    @Test
    void dead_arePagedFromTheNewestOn_withReasonAndPlace() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            events.add("broken " + i);
            events.add(Running.reading("a", "00:00:01", i));
            events.add("{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"price\":\"many\"}");
        }
        running.readings(events.toArray(String[]::new));
        Running.await(
                "all dead",
                () -> running.json(READINGS + "/dead?limit=1")
                        .getJsonObject("reasons")
                        .equals(new JsonObject().put("malformed", 30).put("type", 30)));

        JsonObject page = running.json(READINGS + "/dead?limit=7");
        List<String> ids = new ArrayList<>();
        int pages = 0;
        while (true) {
            page.getJsonArray("events").forEach(event -> ids.add(((JsonObject) event).getString("id")));
            pages++;
            if (!page.containsKey("next")) {
                break;
            }
            page = running.json(READINGS + "/dead?limit=7&before=" + page.getString("next"));
        }
        assertThat(pages).isEqualTo(9);
        assertThat(ids)
                .hasSize(60)
                .doesNotHaveDuplicates()
                .startsWith("0-59", "0-58")
                .endsWith("0-0");

        JsonObject newest =
                running.json(READINGS + "/dead?limit=1").getJsonArray("events").getJsonObject(0);
        assertThat(newest.getString("kind")).isEqualTo("dead");
        assertThat(newest.getString("reason")).isEqualTo("type");
        assertThat(newest.getString("detail")).contains("price").contains("must be");
        assertThat(running.get(READINGS + "/dead?limit=1", "Accept-Language", "es")
                        .body())
                .contains("price")
                .doesNotContain("must be");
        assertThat(newest.getInteger("offset")).isEqualTo(89);
        assertThat(newest.getString("text")).contains("\"many\"");
        JsonArray malformed =
                running.json(READINGS + "/dead?limit=1000&reason=malformed").getJsonArray("events");
        assertThat(texts(malformed)).hasSize(30).startsWith("broken 29").endsWith("broken 0");
        assertThat(running.json(READINGS + "/dead?reason=encoding").getJsonArray("events"))
                .isEmpty();
    }

    @Test
    void late_areThereWithTheirReason() {
        running.readings(Running.reading("a", "01:00:00", 1), Running.reading("a", "00:00:01", 2));
        Running.await(
                "one late",
                () -> running.json(READINGS + "/late").getJsonArray("events").size() == 1);
        JsonObject late =
                running.json(READINGS + "/late").getJsonArray("events").getJsonObject(0);
        assertThat(late.getString("kind")).isEqualTo("late");
        assertThat(late.getString("reason")).isEqualTo("lateness");
        assertThat(running.json(READINGS + "/late").getJsonObject("reasons"))
                .isEqualTo(new JsonObject().put("lateness", 1));
    }

    @Test
    void failed_eventsAreAmongTheDead_withAllTheirViews() {
        running.platform.apply(
                "other",
                Running.FILE
                        .replace("name: plant", "name: other")
                        .replace("SELECT device, ts, temperature FROM readings", """
                                SELECT device, 1 / (n - 1) AS x FROM readings
                                    ratios:
                                      sql: SELECT device, 2 / (n - 1) AS y FROM readings"""),
                false,
                new Precondition.Nothing());
        running.platform.append("other.readings", 0, Running.reading("a", "00:00:01", 1));
        Running.await(
                "one failed",
                () -> running.json("/api/v1/streams/other/readings/dead")
                                .getJsonArray("events")
                                .size()
                        == 1);
        JsonObject failed = running.json("/api/v1/streams/other/readings/dead")
                .getJsonArray("events")
                .getJsonObject(0);
        assertThat(failed.getString("kind")).isEqualTo("failed");
        assertThat(failed.getString("view")).isEqualTo("raw");
        JsonObject other = failed.getJsonArray("otherViews").getJsonObject(0);
        assertThat(other.getString("view")).isEqualTo("ratios");
        assertThat(other.getString("reason")).isEqualTo("failed");
        assertThat(other.getString("detail")).startsWith("2 / 0").isNotEqualTo(failed.getString("detail"));
    }

    @Test
    void reasons_ofWhatRetentionTook_areTakenOff() {
        String dead = "plant.readings.dead";
        String[] broken = new String[3_000];
        Arrays.fill(broken, "broken ".repeat(500));
        running.readings(broken);
        Running.await(
                "all dead",
                () -> running.json(READINGS + "/dead").getJsonObject("reasons").getInteger("malformed", 0) == 3_000);
        running.platform.log.ensure(new LogStream(dead, 1, Duration.ofDays(1), 1));
        running.readings("broken");
        Running.await(
                "few dead",
                () -> running.json(READINGS + "/dead").getJsonObject("reasons").getInteger("malformed", 0) <= 1_001);
    }

    @Test
    void replay_ofDeadEvents_saysWhatWasDone() {
        running.readings("broken", "broken too");
        Running.await(
                "two dead",
                () -> running.json(READINGS + "/dead").getJsonArray("events").size() == 2);
        String mended = new JsonObject()
                .put("id", "0-0")
                .put("text", Running.reading("a", "00:00:01", 1))
                .encode();
        String body = "{\"events\":[" + mended + ",{\"id\":\"0-99\"}]}";
        assertThat(new JsonObject(running.post(READINGS + "/dead/replay", body.replace("]}", "],\"dryRun\":true}"))
                                .body())
                        .getInteger("replayed"))
                .isEqualTo(1);
        JsonObject done =
                new JsonObject(running.post(READINGS + "/dead/replay", body).body());
        assertThat(done.getInteger("replayed")).isEqualTo(1);
        assertThat(done.getInteger("windows")).isEqualTo(1);
        assertThat(done.getJsonArray("refused").getJsonObject(0))
                .isEqualTo(new JsonObject().put("id", "0-99").put("reason", "no such event"));
        running.awaitStored("raw", 1);
        assertThat(running.platform.replays).extracting(Replay::dryRun).containsExactly(true, false);
        assertThat(running.json(READINGS + "/dead").getJsonArray("events"))
                .as("the one that was replayed, and those that are dead now")
                .filteredOn(event -> ((JsonObject) event).getBoolean("replayed", false))
                .hasSize(1)
                .extracting(event -> ((JsonObject) event).getString("id"))
                .containsExactly("0-0");
        running.post(READINGS + "/late/replay", "{\"all\":true,\"reason\":\"lateness\"}");
        assertThat(running.platform.replays.get(2))
                .isEqualTo(new Replay("plant", "readings", true, List.of(), "lateness", false));
    }

    @Test
    void replay_ofNothingInParticular_isRefused() {
        assertThat(running.post(READINGS + "/dead/replay", "{}").body()).contains("either events or all must be given");
        assertThat(running.post(READINGS + "/dead/replay", "{\"events\":[]}").body())
                .contains("events: must be 1 to 10000 events");
        assertThat(Running.wrong(running.post(
                        READINGS + "/dead/replay", "{\"events\":[5,{\"id\":\"x\"},{\"text\":\"\"}],\"all\":true}")))
                .contains("events[0]: must be an object")
                .contains("events[1].id: must be the id")
                .contains("events[2].id: is missing")
                .contains("either events or all");
        assertThat(Running.wrong(running.post(
                        READINGS + "/late/replay", "{\"events\":[{\"id\":\"0-1\",\"text\":\"x\"}],\"reason\":\"r\"}")))
                .contains("events[0].text: a late event is taken as it is")
                .contains("reason: only goes with all");
        assertThat(Running.wrong(running.post(READINGS + "/dead/replay", "{\"all\":true,\"reason\":\"typ\"}")))
                .contains("reason: must be one of malformed, encoding, type,")
                .contains("got typ");
        assertThat(running.platform.replays).isEmpty();
        assertThat(running.post("/api/v1/streams/plant/none/dead/replay", "{\"all\":true}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void requests_thatAreWrong_areRefused() {
        assertThat(running.get("/api/v1/streams/plant/none/sample").body())
                .contains("the pipeline plant has no stream none, only readings, quiet");
        assertThat(Running.wrong(running.get(READINGS + "/dead?before=x&limit=5000")))
                .contains("before: must be what an earlier page gave as next, got x")
                .contains("limit: must be a whole number from 1 to 1000");
        assertThat(Running.wrong(running.get(READINGS + "/dead?reason=lateness&limit=0")))
                .contains("limit: must be")
                .contains("reason: must be one of malformed, encoding, type, not-null, expression, no-time, future,"
                        + " key-limit, failed, got lateness");
        assertThat(running.get(READINGS + "/late?reason=zz", "Accept-Language", "es")
                        .body())
                .contains("debe ser uno de lateness, after-idle, se ha recibido zz");
        assertThat(running.get(READINGS + "/sample?reason=x").statusCode()).isEqualTo(400);
        assertThat(running.get(READINGS + "/late?before=0-99999999999999999999").statusCode())
                .isEqualTo(400);
        assertThat(running.json(READINGS + "/late?before=0-5.7-3").getJsonArray("events"))
                .isEmpty();
    }

    private static List<String> texts(JsonArray events) {
        return events.stream()
                .map(event -> ((JsonObject) event).getString("text"))
                .toList();
    }
}
