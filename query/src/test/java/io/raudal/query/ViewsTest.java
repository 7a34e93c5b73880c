package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ViewsTest {
    private static final String TEMPERATURE = "/api/v1/views/plant/temperature";

    private Running running = Running.plant(QueryOptions.usual());

    @AfterEach
    void close() {
        running.close();
    }

    /** Two final windows of two devices, and an open one. */
    private void threeWindows() {
        running.readings(
                Running.reading("a", "00:00:01", 20.5),
                Running.reading("b", "00:00:02", -3),
                Running.reading("a", "00:00:11", 21),
                Running.reading("b", "00:00:12", 1e300),
                Running.reading("a", "00:00:26", 22));
        running.awaitStored("temperature", 4);
        running.awaitOpen("temperature", 1);
    }

    @Test
    void rows_storedAndOpen_areOneTable() {
        threeWindows();
        JsonObject answer = running.json(TEMPERATURE);
        assertThat(answer.getInteger("open")).isEqualTo(1);
        assertThat(answer.getBoolean("truncated")).isFalse();
        assertThat(answer.getJsonArray("columns").encode())
                .contains("{\"name\":\"device\",\"type\":\"STRING\"}")
                .contains("{\"name\":\"hottest\",\"type\":\"DOUBLE\"}");
        assertThat(running.get(TEMPERATURE).body())
                .contains("{\"device\":\"a\",\"window_start\":\"2026-01-01T00:00:00Z\","
                        + "\"window_end\":\"2026-01-01T00:00:10Z\",\"n\":1,\"hottest\":20.5,\"price\":1.50}");
        assertThat(devices(answer)).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void rows_byKeyTimeAndLimit_areThoseAskedFor() {
        threeWindows();
        assertThat(devices(running.json(TEMPERATURE + "?device=b"))).containsExactly("b", "b");
        assertThat(devices(running.json(TEMPERATURE + "?device=b&device=a"))).hasSize(5);
        assertThat(devices(running.json(TEMPERATURE + "?device=a&n=1&window_end=2026-01-01T00:00:20Z")))
                .hasSize(1);
        assertThat(devices(running.json(TEMPERATURE + "?from=2026-01-01T00:00:20Z&to=2026-01-01T00:00:30Z")))
                .containsExactly("a", "b");
        assertThat(devices(running.json(TEMPERATURE + "?from=2026-01-01T01:00:20%2B01:00")))
                .hasSize(3);
        JsonObject first = running.json(TEMPERATURE + "?limit=2");
        assertThat(first.getBoolean("truncated")).isTrue();
        assertThat(ends(first)).containsOnly("2026-01-01T00:00:10Z");
        JsonObject newest = running.json(TEMPERATURE + "?limit=2&newest=true");
        assertThat(newest.getBoolean("truncated")).isTrue();
        assertThat(newest.getInteger("open")).isEqualTo(1);
        assertThat(ends(newest)).containsExactly("2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z");
        assertThat(devices(running.json(TEMPERATURE + "?device=none"))).isEmpty();
    }

    @Test
    void rows_ofAnUnboundedGroupBy_areThereOnce() {
        threeWindows();
        running.platform.checkpoint("plant");
        running.awaitStored("totals", 2);
        running.readings(Running.reading("a", "00:00:27", 1));
        Running.await(
                "the open row",
                () -> running.get("/api/v1/views/plant/totals?device=a").body().contains("\"n\":4"));
        assertThat(devices(running.json("/api/v1/views/plant/totals"))).containsExactlyInAnyOrder("a", "b");
        JsonObject keys = running.json("/api/v1/views/plant/totals/keys?column=device");
        assertThat(keys.getJsonArray("keys").getJsonObject(0).getInteger("rows"))
                .isEqualTo(1);
    }

    @Test
    void rows_asCsv_haveAHeader() {
        threeWindows();
        HttpResponse<String> answer = running.get(TEMPERATURE + "?limit=1", "Accept", "text/csv");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(answer.headers().firstValue("Raudal-Truncated")).hasValue("true");
        assertThat(answer.body()).isEqualTo("""
                        device,window_start,window_end,n,hottest,price
                        a,2026-01-01T00:00:00Z,2026-01-01T00:00:10Z,1,20.5,1.50
                        """);
    }

    @Test
    void rows_pastTheSizeOfAnAnswer_areLeftOutAndThatIsSaid() {
        running.close();
        QueryOptions usual = QueryOptions.usual();
        running = Running.plant(new QueryOptions(
                usual.threads(),
                usual.maxAtOnce(),
                usual.maxBodyBytes(),
                300,
                usual.maxScannedRows(),
                usual.patience(),
                usual.push()));
        threeWindows();
        JsonObject answer = running.json(TEMPERATURE);
        assertThat(answer.getBoolean("truncated")).isTrue();
        assertThat(answer.getJsonArray("rows").size()).isBetween(1, 3);
    }

    @Test
    void parameters_thatAreWrong_areToldAllAtOnce() {
        HttpResponse<String> answer =
                running.get(TEMPERATURE + "?limit=0&newest=maybe&from=yesterday&colour=red&n=many");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Running.wrong(answer).lines())
                .containsExactly(
                        "from: must be a time such as 2026-01-01T00:00:00Z, got yesterday",
                        "limit: must be a whole number from 1 to 100000, got 0",
                        "newest: must be true or false, got maybe",
                        "colour: is neither a parameter nor a column; known here: from, to, limit, newest,"
                                + " device, window_start, window_end, n, hottest, price",
                        "n: must be a value of type BIGINT, got many");
        assertThat(running.get(TEMPERATURE + "?limit=1&limit=2").body()).contains("limit: may be given once only");
        assertThat(running.get(TEMPERATURE + "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                        .body())
                .contains("from: must not be behind to");
        String values = String.join(
                "", IntStream.range(0, 101).mapToObj(i -> "&device=" + i).toList());
        assertThat(running.get(TEMPERATURE + "?limit=1" + values).body()).contains("combined in 101 ways");
        assertThat(running.get("/api/v1/status?verbose=1").statusCode()).isEqualTo(400);
    }

    @Test
    void names_thatAreNotThere_areToldWithThoseThatAre() {
        assertThat(running.get("/api/v1/views/plant/pressure").statusCode()).isEqualTo(404);
        assertThat(running.get("/api/v1/views/plant/pressure").body())
                .contains("the pipeline plant has no view pressure, only temperature, hot, raw");
        assertThat(running.get("/api/v1/views/plent/temperature", "Accept-Language", "es")
                        .body())
                .contains("no hay ningún pipeline plent, solo plant");
        assertThat(running.get("/api/v1/views/plant/pressure/live").statusCode())
                .isEqualTo(404);
    }

    @Test
    void series_byKey_haveTheirPointsInTheOrderOfTime() {
        threeWindows();
        JsonObject answer = running.json(TEMPERATURE + "/series?value=hottest&value=price&by=device");
        assertThat(answer.getJsonArray("series")).hasSize(4);
        JsonObject a = answer.getJsonArray("series").getJsonObject(0);
        assertThat(a.getString("value")).isEqualTo("hottest");
        assertThat(a.getJsonObject("key")).isEqualTo(new JsonObject().put("device", "a"));
        assertThat(a.getJsonArray("times"))
                .isEqualTo(new JsonArray(List.of(
                        millis("2026-01-01T00:00:10Z"),
                        millis("2026-01-01T00:00:20Z"),
                        millis("2026-01-01T00:00:30Z"))));
        assertThat(a.getJsonArray("values")).isEqualTo(new JsonArray(List.of(20.5, 21.0, 22.0)));
        assertThat(a.getInteger("open")).isEqualTo(1);
        assertThat(answer.getInteger("rows")).isEqualTo(5);
        assertThat(answer.getInteger("more")).isZero();
        JsonObject top = running.json(TEMPERATURE + "/series?value=hottest&by=device&top=1");
        assertThat(top.getInteger("more")).isEqualTo(1);
        assertThat(top.getInteger("rows")).isEqualTo(3);
        JsonObject one = running.json(TEMPERATURE + "/series?value=n&by=device&device=b");
        assertThat(one.getJsonArray("series")).hasSize(1);
        assertThat(one.getJsonArray("series").getJsonObject(0).getJsonArray("values"))
                .isEqualTo(new JsonArray(List.of(1.0, 1.0)));
    }

    @Test
    void series_ofManyRows_keepTheExtremes() {
        List<String> events = new ArrayList<>();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 20_000; i++) {
            double value = i == 7_777 ? 500 : i == 12_345 ? -500 : i % 10;
            events.add(
                    Running.reading("a", start.plusMillis(i * 1000L).toString().substring(11, 19), value));
        }
        running.readings(events.toArray(String[]::new));
        running.awaitStored("raw", 20_000);
        JsonObject series = running.json("/api/v1/views/plant/raw/series?value=temperature&points=100")
                .getJsonArray("series")
                .getJsonObject(0);
        assertThat(series.getJsonArray("values")).contains(500.0, -500.0).hasSizeBetween(50, 110);
        List<Long> times = series.getJsonArray("times").stream()
                .map(time -> ((Number) time).longValue())
                .toList();
        assertThat(times).isSorted().contains(start.plusSeconds(7_777).toEpochMilli());
        JsonObject part = running.json("/api/v1/views/plant/raw/series?value=temperature&from=" + start.plusSeconds(100)
                + "&to=" + start.plusSeconds(110));
        assertThat(part.getInteger("rows")).isEqualTo(10);
    }

    @Test
    void series_ofWhatCannotBeDrawn_areRefused() {
        HttpResponse<String> answer =
                running.get(TEMPERATURE + "/series?value=device&value=none&by=nobody&points=1&shape=round");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Running.wrong(answer))
                .contains("device: must be a column of numbers, but is STRING")
                .contains("value: there is no column none")
                .contains("by: there is no column nobody")
                .contains("points: must be a whole number from 2 to 10000, got 1")
                .contains("shape: is neither a parameter nor a column");
        assertThat(running.get(TEMPERATURE + "/series").body()).contains("value: is missing");
        assertThat(running.get(TEMPERATURE + "/series?value=n&value=price&top=100&points=10000")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void scans_pastTheirBounds_areStopped() {
        running.close();
        QueryOptions usual = QueryOptions.usual();
        running = Running.plant(new QueryOptions(
                2, 2, usual.maxBodyBytes(), usual.maxAnswerBytes(), 3, usual.patience(), usual.push()));
        threeWindows();
        HttpResponse<String> answer = running.get(TEMPERATURE + "/series?value=n");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("more than 3 rows lie in the range");
        assertThat(running.get(TEMPERATURE + "/series?value=n&to=2026-01-01T00:00:11Z")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keys_areCountedAndSearched() {
        threeWindows();
        JsonObject all = running.json(TEMPERATURE + "/keys?column=device");
        assertThat(all.getJsonArray("keys").encode())
                .isEqualTo("[{\"value\":\"a\",\"rows\":3},{\"value\":\"b\",\"rows\":2}]");
        assertThat(all.getBoolean("more")).isFalse();
        assertThat(running.json(TEMPERATURE + "/keys?column=device&limit=1").getBoolean("more"))
                .isTrue();
        assertThat(running.json(TEMPERATURE + "/keys?column=device&search=B")
                        .getJsonArray("keys")
                        .encode())
                .isEqualTo("[{\"value\":\"b\",\"rows\":2}]");
        assertThat(running.json(TEMPERATURE + "/keys?column=n").encode()).contains("{\"value\":1,\"rows\":5}");
        assertThat(running.get(TEMPERATURE + "/keys").statusCode()).isEqualTo(400);
        assertThat(running.get(TEMPERATURE + "/keys?column=none").body()).contains("column: there is no column none");
        assertThat(running.get(TEMPERATURE + "/keys?column=n&device=a").body())
                .contains("device: is not known here; known here: from, to, column, search, limit");
    }

    @Test
    void sql_answersWithRowsOrTheirError() {
        threeWindows();
        HttpResponse<String> answer =
                running.post("/api/v1/sql", "{\"sql\":\"SELECT * FROM plant.temperature\",\"limit\":2}");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject result = new JsonObject(answer.body());
        assertThat(result.getBoolean("truncated")).isTrue();
        assertThat(result.getJsonArray("rows")).hasSize(2);
        assertThat(result.getJsonArray("rows").getJsonObject(0).getString("device"))
                .isEqualTo("a");
        HttpResponse<String> csv = running.send(
                "POST",
                "/api/v1/sql",
                "{\"sql\":\"SELECT * FROM plant.temperature\",\"from\":\"2026-01-01T00:00:20Z\"}",
                "Content-Type",
                "application/json",
                "Accept",
                "text/csv");
        assertThat(csv.body()).startsWith("device,window_start").hasLineCount(3);
        HttpResponse<String> wrong = running.post("/api/v1/sql", "{\"sql\":\"SELECT x\"}");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("urn:raudal:invalid-sql").contains("line 1, column 8");
    }

    @Test
    void sql_overCappedStreams_saysSo() {
        String query = "{\"sql\":\"SELECT * FROM plant.raw\"}";
        assertThat(new JsonObject(running.post("/api/v1/sql", query).body())
                        .getJsonArray("capped")
                        .encode())
                .isEqualTo(
                        "[{\"stream\":\"plant.readings\",\"events\":10000},{\"stream\":\"plant.quiet\",\"events\":5}]");
        HttpResponse<String> csv =
                running.send("POST", "/api/v1/sql", query, "Content-Type", "application/json", "Accept", "text/csv");
        assertThat(csv.headers().firstValue("Raudal-Capped")).hasValue("plant.readings=10000, plant.quiet=5");
        String other = "{\"sql\":\"SELECT * FROM plant.temperature\"}";
        assertThat(new JsonObject(running.post("/api/v1/sql", other).body()).getJsonArray("capped"))
                .isEmpty();
    }

    @Test
    void sql_withABodyThatIsWrong_isRefused() {
        assertThat(Running.wrong(running.post("/api/v1/sql", "{\"limit\":0,\"from\":\"now\",\"colour\":1}")))
                .contains("sql: is missing")
                .contains("limit: must be a whole number from 1 to 100000, got 0")
                .contains("from: must be a time")
                .contains("colour: is not known here");
        assertThat(running.post("/api/v1/sql", "{\"sql\":5}").body()).contains("sql: must be a text");
        assertThat(running.post("/api/v1/sql", "[]").statusCode()).isEqualTo(400);
        assertThat(running.post("/api/v1/sql", "{").statusCode()).isEqualTo(400);
        assertThat(running.send("POST", "/api/v1/sql", "SELECT 1", "Content-Type", "application/yaml")
                        .statusCode())
                .isEqualTo(415);
        assertThat(running.post("/api/v1/sql", "{\"sql\":\"" + "x".repeat(100_001) + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void queries_whoseReaderLeft_areStopped_andNoMoreThanSoManyRun() throws Exception {
        PrintStream usualErrors = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            leaveQueries();
            // Now every answer was tried.
            running.close();
        } finally {
            System.setErr(usualErrors);
        }
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("ERROR");
    }

    private void leaveQueries() throws Exception {
        running.close();
        QueryOptions usual = QueryOptions.usual();
        running = Running.plant(
                new QueryOptions(1, 2, 1000, usual.maxAnswerBytes(), 1000, Duration.ofSeconds(5), usual.push()));
        String body = "{\"sql\":\"SELECT forever\"}";
        HttpRequest request = HttpRequest.newBuilder(running.uri(TEMPERATURE)).build();
        List<CompletableFuture<HttpResponse<String>>> three;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port.number())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            Running.await("it runs", () -> running.queries.running.get() == 1);
            three = IntStream.range(0, 3)
                    .mapToObj(i -> running.client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                    .toList();
            Running.await(
                    "too many",
                    () -> three.stream().filter(CompletableFuture::isDone).count() == 2);
            assertThat(three.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                    .allSatisfy(refused -> {
                        assertThat(refused.statusCode()).isEqualTo(429);
                        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                    });
            // What the control plane does goes on meanwhile.
            assertThat(running.get("/api/v1/pipelines").statusCode()).isEqualTo(200);
        }
        assertThat(running.queries.abandoned.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture.allOf(three.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(three.stream().map(answer -> answer.join().statusCode())).containsExactlyInAnyOrder(200, 429, 429);
        Running.await("room again", () -> running.get(TEMPERATURE).statusCode() == 200);
        assertThat(running.post("/api/v1/sql", "{\"sql\":\"" + "x".repeat(1_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    private static List<String> devices(JsonObject answer) {
        return strings(answer, "device");
    }

    private static List<String> ends(JsonObject answer) {
        return strings(answer, "window_end");
    }

    private static List<String> strings(JsonObject answer, String column) {
        return answer.getJsonArray("rows").stream()
                .map(row -> ((JsonObject) row).getString(column))
                .toList();
    }

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }
}
