package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.query.push.PushOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveTest {
    private static final String TEMPERATURE = "/api/v1/views/plant/temperature/live";
    private static final String RAW = "/api/v1/views/plant/raw/live";

    private Running running = Running.plant(options(100, 1 << 20));
    private final List<LiveReader> readers = new ArrayList<>();

    private static QueryOptions options(int maxClients, int keptBytes) {
        QueryOptions usual = QueryOptions.usual();
        return new QueryOptions(
                usual.threads(),
                usual.maxAtOnce(),
                usual.maxBodyBytes(),
                usual.maxAnswerBytes(),
                usual.maxScannedRows(),
                usual.patience(),
                new PushOptions(
                        maxClients,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        keptBytes,
                        20));
    }

    @AfterEach
    void close() {
        readers.forEach(LiveReader::close);
        running.close();
    }

    private LiveReader open(String path, String... headers) {
        LiveReader reader = LiveReader.open(running, path, headers);
        readers.add(reader);
        return reader;
    }

    @Test
    void live_ofAView_isASnapshotAndThenChanges() {
        running.readings(Running.reading("a", "00:00:01", 20), Running.reading("b", "00:00:02", 21));
        running.awaitOpen("temperature", 2);
        LiveReader reader = open(TEMPERATURE);
        LiveReader.Event snapshot = reader.await("snapshot");
        assertThat(snapshot.data().getString("view")).isEqualTo("plant.temperature");
        assertThat(snapshot.id()).startsWith("plant.temperature:");
        assertThat(rows(snapshot)).hasSize(2);
        JsonObject first = rows(snapshot).get(0);
        assertThat(first.getBoolean("final")).isFalse();
        assertThat(first.getString("windowEnd")).isEqualTo("2026-01-01T00:00:10Z");
        assertThat(first.getJsonObject("row").getString("device")).isEqualTo("a");

        running.readings(Running.reading("a", "00:00:03", 30));
        LiveReader.Event change = reader.await("a change", event -> has(event, "hottest", 30.0, false));
        assertThat(change.type()).isEqualTo("rows");
        assertThat(rows(change).get(0).getString("key")).isEqualTo(first.getString("key"));

        running.readings(Running.reading("a", "00:00:30", 1));
        reader.await("a final row", event -> has(event, "hottest", 30.0, true));
        reader.await("the next window", event -> has(event, "hottest", 1.0, false));
        // All that is open to one who comes now is the last window.
        assertThat(rows(open(TEMPERATURE).await("snapshot"))).hasSize(1);
    }

    @Test
    void live_ofManyClients_isReadOnce() {
        List<LiveReader> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(open(TEMPERATURE));
        }
        many.forEach(reader -> reader.await("snapshot"));
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("raudal-live-plant.temperature")))
                .hasSize(1);
        running.readings(Running.reading("a", "00:00:03", 30));
        many.forEach(reader -> reader.await("a change", event -> has(event, "hottest", 30.0, false)));
    }

    @Test
    void live_resumed_missesNothingAndRepeatsNothing() {
        LiveReader before = open(RAW);
        before.await("snapshot");
        running.readings(Running.reading("a", "00:00:01", 1), Running.reading("a", "00:00:02", 2));
        before.await("the second", event -> has(event, "temperature", 2.0, true));
        String id = before.lastId();
        before.close();
        running.readings(Running.reading("a", "00:00:03", 3));
        running.awaitStored("raw", 3);

        LiveReader after = open(RAW, "Last-Event-ID", id);
        after.await("the third", event -> has(event, "temperature", 3.0, true));
        running.readings(Running.reading("a", "00:00:04", 4));
        after.await("the fourth", event -> has(event, "temperature", 4.0, true));
        assertThat(after.events).extracting(LiveReader.Event::type).containsOnly("rows");
        assertThat(after.events.stream().flatMap(event -> rows(event).stream()))
                .extracting(row -> row.getJsonObject("row").getDouble("temperature"))
                .containsExactly(3.0, 4.0);
    }

    @Test
    void live_resumedFromWhatIsForgotten_isReset() {
        for (String id : List.of("plant.temperature:zzzz", "plant.temperature:-1,x:1")) {
            LiveReader reader = open(TEMPERATURE, "Last-Event-ID", id);
            reader.await("snapshot");
            assertThat(reader.events).extracting(LiveReader.Event::type).startsWith("reset", "snapshot");
            assertThat(reader.events.get(0).data()).isEqualTo(new JsonObject().put("view", "plant.temperature"));
        }
        // Somebody else's id is none.
        LiveReader reader = open(TEMPERATURE, "Last-Event-ID", "42");
        reader.await("snapshot");
        assertThat(reader.events).extracting(LiveReader.Event::type).startsWith("snapshot");
    }

    @Test
    void live_filtered_isOfThoseRowsAlone() {
        LiveReader reader = open(TEMPERATURE + "?device=b&device=c");
        reader.await("snapshot");
        running.readings(
                Running.reading("a", "00:00:01", 1),
                Running.reading("b", "00:00:02", 2),
                Running.reading("c", "00:00:02", 3),
                Running.reading("a", "00:00:30", 4));
        reader.await("b", event -> has(event, "hottest", 2.0, true));
        reader.await("c", event -> has(event, "hottest", 3.0, true));
        assertThat(reader.events.stream().flatMap(event -> rows(event).stream()))
                .extracting(row -> row.getJsonObject("row").getString("device"))
                .containsOnly("b", "c");
        assertThat(running.get(TEMPERATURE + "?colour=red").statusCode()).isEqualTo(400);
    }

    @Test
    void live_ofRowsThatGo_saysSo() {
        // HAVING takes a row away again once it no longer holds.
        running.readings(Running.reading("a", "00:00:01", 1));
        running.awaitOpen("few", 1);
        LiveReader reader = open("/api/v1/views/plant/few/live?device=a");
        String key = rows(reader.await("snapshot")).get(0).getString("key");
        running.readings(Running.reading("a", "00:00:02", 2));
        LiveReader.Event gone = reader.await("rows");
        assertThat(rows(gone).get(0).getString("key")).isEqualTo(key);
        assertThat(rows(gone).get(0).containsKey("row")).isTrue();
        assertThat(rows(gone).get(0).getValue("row")).isNull();
    }

    @Test
    void live_ofEverything_comesOverOneConnection() {
        LiveReader reader =
                open("/api/v1/live?view=plant.temperature&view=plant.raw&stream=plant.readings&status=true");
        reader.await(
                "both snapshots",
                event -> event.type().equals("snapshot")
                        && event.data().getString("view").equals("plant.raw"));
        reader.await("status");
        running.readings(Running.reading("a", "00:00:01", 7), "\u00f1 broken");
        reader.await("a row", event -> has(event, "temperature", 7.0, true));
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
        LiveReader resumed = open("/api/v1/live?view=plant.temperature&view=plant.raw", "Last-Event-ID", id);
        running.readings(Running.reading("a", "00:00:02", 8));
        resumed.await("a row", event -> has(event, "temperature", 8.0, true));
        assertThat(resumed.events).extracting(LiveReader.Event::type).containsOnly("rows");
    }

    @Test
    void live_ofTheStatus_isInTheReadersLanguage() {
        LiveReader spanish = open("/api/v1/live?status=true", "Accept-Language", "es");
        LiveReader english = open("/api/v1/live?status=true");
        spanish.await("Spanish", event -> event.data().encode().contains("Todavía no ha entrado"));
        english.await("English", event -> event.data().encode().contains("No event has come"));
    }

    @Test
    void sample_ofManyEvents_isSomeOfThemAndTheNumberOfTheOthers() {
        LiveReader reader = open("/api/v1/live?stream=plant.readings");
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
        LiveReader reader = open(TEMPERATURE);
        Running.await("comments", () -> reader.comments.size() >= 3);
    }

    @Test
    void live_toOneWhoNeverReads_isCutOff_andTheOthersMissNothing() throws IOException {
        running.close();
        running = Running.plant(options(100, 1 << 26));
        LiveReader other = open(RAW);
        other.await("snapshot");
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port.number()));
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + RAW + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            // Some bytes, so that the subscription is there.
            assertThat(socket.getInputStream().read()).isPositive();
            int sent = flood(40_000);
            other.await("the last", event -> has(event, "temperature", sent - 1.0, true));
            assertThat(other.events.stream()
                            .filter(event -> event.type().equals("rows"))
                            .mapToInt(event -> rows(event).size())
                            .sum())
                    .isEqualTo(sent);
            flood(40_000);
            assertThat(isCutOff(socket)).isTrue();
        }
    }

    /** Whether the other end goes away although nobody reads here: then what is written to it is answered with a reset. */
    private static boolean isCutOff(Socket socket) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try {
            while (System.nanoTime() < deadline) {
                socket.getOutputStream().write('\n');
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends so many readings, temperatures from 0 on, in one hour that is not late. */
    private int flood(int events) {
        int size = 2_000;
        for (int from = 0; from < events; from += size) {
            String[] batch = new String[size];
            for (int i = 0; i < size; i++) {
                batch[i] = Running.reading("a".repeat(200), "00:00:01", from + i);
            }
            running.readings(batch);
        }
        return events;
    }

    @Test
    void live_toOneWhoLags_isResetAndGoesOn() throws IOException {
        running.close();
        running = Running.plant(options(100, 50_000));
        LiveReader quick = open(RAW);
        quick.await("snapshot");
        // What lags further behind than what is kept, but reads on in time, gets a snapshot.
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port.number()));
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + RAW + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isPositive();
            int sent = flood(60_000);
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[1 << 16];
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (text.indexOf("event: reset") < 0 && System.nanoTime() < deadline) {
                int read = in.read(buffer);
                assertThat(read).as("cut off").isPositive();
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            assertThat(text).contains("event: reset");
            assertThat(sent).isPositive();
        }
    }

    @Test
    void live_pastTheLimitOfClients_isRefusedUntilOneLeaves() {
        running.close();
        running = Running.plant(options(2, 1 << 20));
        LiveReader first = open(TEMPERATURE);
        open(RAW);
        assertThat(running.get(TEMPERATURE).statusCode()).isEqualTo(429);
        assertThat(running.get(TEMPERATURE).headers().firstValue("Retry-After")).isPresent();
        first.close();
        Running.await("room", () -> isOpened(TEMPERATURE));
    }

    @Test
    void live_ofClientsThatComeAtOnce_isForAll() throws IOException {
        running.close();
        running = Running.plant(options(400, 1 << 20));
        List<Socket> sockets = new ArrayList<>();
        try {
            // Nobody is served while the platform is busy, so all of them wait.
            synchronized (running.platform) {
                for (int client = 0; client < 400; client++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port.number());
                    sockets.add(socket);
                    socket.setSoTimeout(60_000);
                    socket.getOutputStream()
                            .write(("GET " + TEMPERATURE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
                // One that waits for nothing is answered behind most of them.
                assertThat(running.get("/").statusCode()).isEqualTo(200);
            }
            for (Socket socket : sockets) {
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private boolean isOpened(String path) {
        try {
            open(path);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test
    void live_ofWhatIsDeletedOrChanged_ends_andLeavesRoom() {
        running.close();
        running = Running.plant(options(1, 1 << 20));
        LiveReader reader = open("/api/v1/live?view=plant.raw");
        reader.await("snapshot");
        running.platform.delete("plant", false, new Precondition.Nothing());
        Running.await("the end", reader::isEnded);
        Running.await("room", () -> isOpened("/api/v1/live?status=true"));
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
        LiveReader reader = open(TEMPERATURE);
        reader.await("snapshot");
        running.closePort();
        Running.await("the end", reader::isEnded);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("raudal-live") && thread.isAlive());
    }

    private static List<JsonObject> rows(LiveReader.Event event) {
        JsonArray rows = event.data().getJsonArray("rows", new JsonArray());
        return rows.stream().map(JsonObject.class::cast).toList();
    }

    private static boolean has(LiveReader.Event event, String column, Object value, boolean isFinal) {
        return rows(event).stream()
                .anyMatch(row -> row.getBoolean("final") == isFinal
                        && row.getJsonObject("row") != null
                        && value.equals(row.getJsonObject("row").getValue(column)));
    }
}
