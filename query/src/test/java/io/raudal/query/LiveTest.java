package io.raudal.query;

import static io.raudal.query.LiveClients.RAW;
import static io.raudal.query.LiveClients.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveTest {
    private final LiveClients clients = new LiveClients(100, 1 << 20);
    private final Running running = clients.running;

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void live_ofAView_isASnapshotAndThenChanges() {
        running.readings(Running.reading("a", "00:00:01", 20), Running.reading("b", "00:00:02", 21));
        running.awaitOpen("temperature", 2);
        LiveReader reader = clients.open(TEMPERATURE);
        LiveReader.Event snapshot = reader.await("snapshot");
        assertThat(snapshot.data().getString("view")).isEqualTo("plant.temperature");
        assertThat(snapshot.id()).startsWith("plant.temperature:");
        assertThat(snapshot.rows()).hasSize(2);
        JsonObject first = snapshot.rows().get(0);
        assertThat(first.getBoolean("final")).isFalse();
        assertThat(first.getString("windowEnd")).isEqualTo("2026-01-01T00:00:10Z");
        assertThat(first.getJsonObject("row").getString("device")).isEqualTo("a");

        running.readings(Running.reading("a", "00:00:03", 30));
        LiveReader.Event change = reader.await("a change", event -> event.has("hottest", 30.0, false));
        assertThat(change.type()).isEqualTo("rows");
        assertThat(change.rows().get(0).getString("key")).isEqualTo(first.getString("key"));

        running.readings(Running.reading("a", "00:00:30", 1));
        reader.await("a final row", event -> event.has("hottest", 30.0, true));
        reader.await("the next window", event -> event.has("hottest", 1.0, false));
        // All that is open to one who comes now is the last window.
        assertThat(clients.open(TEMPERATURE).await("snapshot").rows()).hasSize(1);
    }

    @Test
    void live_ofManyClients_isReadOnce() {
        List<LiveReader> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(clients.open(TEMPERATURE));
        }
        many.forEach(reader -> reader.await("snapshot"));
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("raudal-live-plant.temperature")))
                .hasSize(1);
        running.readings(Running.reading("a", "00:00:03", 30));
        many.forEach(reader -> reader.await("a change", event -> event.has("hottest", 30.0, false)));
    }

    @Test
    void live_resumed_missesNothingAndRepeatsNothing() {
        LiveReader before = clients.open(RAW);
        before.await("snapshot");
        running.readings(Running.reading("a", "00:00:01", 1), Running.reading("a", "00:00:02", 2));
        before.await("the second", event -> event.has("temperature", 2.0, true));
        String id = before.lastId();
        before.close();
        running.readings(Running.reading("a", "00:00:03", 3));
        running.awaitStored("raw", 3);

        LiveReader after = clients.open(RAW, "Last-Event-ID", id);
        after.await("the third", event -> event.has("temperature", 3.0, true));
        running.readings(Running.reading("a", "00:00:04", 4));
        after.await("the fourth", event -> event.has("temperature", 4.0, true));
        assertThat(after.events).extracting(LiveReader.Event::type).containsOnly("rows");
        assertThat(after.events.stream().flatMap(event -> event.rows().stream()))
                .extracting(row -> row.getJsonObject("row").getDouble("temperature"))
                .containsExactly(3.0, 4.0);
    }

    @Test
    void live_resumedFromWhatIsForgotten_isReset() {
        for (String id : List.of("plant.temperature:zzzz", "plant.temperature:-1,x:1")) {
            LiveReader reader = clients.open(TEMPERATURE, "Last-Event-ID", id);
            reader.await("snapshot");
            assertThat(reader.events).extracting(LiveReader.Event::type).startsWith("reset", "snapshot");
            assertThat(reader.events.get(0).data()).isEqualTo(new JsonObject().put("view", "plant.temperature"));
        }
        // Somebody else's id is none.
        LiveReader reader = clients.open(TEMPERATURE, "Last-Event-ID", "42");
        reader.await("snapshot");
        assertThat(reader.events).extracting(LiveReader.Event::type).startsWith("snapshot");
    }

    @Test
    void live_filtered_isOfThoseRowsAlone() {
        LiveReader reader = clients.open(TEMPERATURE + "?device=b&device=c");
        reader.await("snapshot");
        running.readings(
                Running.reading("a", "00:00:01", 1),
                Running.reading("b", "00:00:02", 2),
                Running.reading("c", "00:00:02", 3),
                Running.reading("a", "00:00:30", 4));
        reader.await("b", event -> event.has("hottest", 2.0, true));
        reader.await("c", event -> event.has("hottest", 3.0, true));
        assertThat(reader.events.stream().flatMap(event -> event.rows().stream()))
                .extracting(row -> row.getJsonObject("row").getString("device"))
                .containsOnly("b", "c");
        assertThat(running.get(TEMPERATURE + "?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void live_ofRowsThatGo_saysSo() {
        // HAVING takes a row away again once it no longer holds.
        running.readings(Running.reading("a", "00:00:01", 1));
        running.awaitOpen("few", 1);
        LiveReader reader = clients.open("/api/v1/views/plant/few/live?device=a");
        String key = reader.await("snapshot").rows().get(0).getString("key");
        running.readings(Running.reading("a", "00:00:02", 2));
        LiveReader.Event gone = reader.await("rows");
        assertThat(gone.rows().get(0).getString("key")).isEqualTo(key);
        assertThat(gone.rows().get(0).containsKey("row")).isTrue();
        assertThat(gone.rows().get(0).getValue("row")).isNull();
    }

    @Test
    void live_ofEverything_comesOverOneConnection() {
        LiveReader reader =
                clients.open("/api/v1/live?view=plant.temperature&view=plant.raw&stream=plant.readings&status=true");
        reader.await(
                "both snapshots",
                event -> event.type().equals("snapshot")
                        && event.data().getString("view").equals("plant.raw"));
        reader.await("status");
        running.readings(Running.reading("a", "00:00:01", 7), "\u00f1 broken");
        reader.await("a row", event -> event.has("temperature", 7.0, true));
        LiveReader.Event sample = reader.await("sample");
        assertThat(sample.id()).isNull();
        assertThat(sample.data().getJsonArray("events").getJsonObject(0).getString("text"))
                .contains("\"temperature\":7.0");
        reader.await(
                "the status of it",
                event -> event.type().equals("status") && event.data().encode().contains("\"malformed\":1"));
        assertThat(reader.lastId()).matches("plant\\.temperature:[0-9a-z]+,plant\\.raw:[0-9a-z]+");
        assertThat(reader.events).noneMatch(event -> event.type().startsWith("not as described"));

        String id = reader.lastId();
        LiveReader resumed = clients.open("/api/v1/live?view=plant.temperature&view=plant.raw", "Last-Event-ID", id);
        running.readings(Running.reading("a", "00:00:02", 8));
        resumed.await("a row", event -> event.has("temperature", 8.0, true));
        assertThat(resumed.events).extracting(LiveReader.Event::type).containsOnly("rows");
    }

    @Test
    void live_ofTheStatus_isInTheReadersLanguage() {
        LiveReader spanish = clients.open("/api/v1/live?status=true", "Accept-Language", "es");
        LiveReader english = clients.open("/api/v1/live?status=true");
        spanish.await("Spanish", event -> event.data().encode().contains("Todavía no ha entrado"));
        english.await("English", event -> event.data().encode().contains("No event has come"));
    }

    @Test
    void sample_ofManyEvents_isSomeOfThemAndTheNumberOfTheOthers() {
        LiveReader reader = clients.open("/api/v1/live?stream=plant.readings");
        Running.await("a comment", () -> !reader.comments.isEmpty());
        String[] events = new String[5_000];
        Arrays.setAll(events, i -> Running.reading("a", "00:00:01", i));
        running.readings(events);
        Running.await("all told of", () -> shown(reader) + skipped(reader) >= events.length);
        assertThat(shown(reader) + skipped(reader)).isEqualTo(events.length);
        assertThat(shown(reader)).isBetween(1L, 200L);
    }

    private static long shown(LiveReader reader) {
        return reader.events.stream()
                .mapToLong(event -> event.data().getJsonArray("events").size())
                .sum();
    }

    private static long skipped(LiveReader reader) {
        return reader.events.stream()
                .mapToLong(event -> event.data().getLong("skipped"))
                .sum();
    }

    @Test
    void live_withoutNews_sendsComments() {
        LiveReader reader = clients.open(TEMPERATURE);
        Running.await("comments", () -> reader.comments.size() >= 3);
    }

    @Test
    void live_ofNothing_isRefused() {
        assertThat(running.get("/api/v1/live").body()).contains("nothing is asked for");
        assertThat(Running.wrong(running.get("/api/v1/live?view=temperature&stream=plant.")))
                .contains("view: must be pipeline.view, got temperature")
                .contains("stream: must be pipeline.stream, got plant.");
        assertThat(running.get("/api/v1/live?view=plant.none").statusCode()).isEqualTo(404);
        assertThat(running.get("/api/v1/live?stream=plant.none").statusCode()).isEqualTo(404);
        assertThat(running.get("/api/v1/live?status=true&view=a.b&colour=1").body())
                .contains("colour: is not known here");
    }

    @Test
    void close_endsAllConnections() {
        LiveReader reader = clients.open(TEMPERATURE);
        reader.await("snapshot");
        running.closePort();
        Running.await("the end", reader::isEnded);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("raudal-live") && thread.isAlive());
    }
}
