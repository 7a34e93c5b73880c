package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.store.RowQuery;
import io.raudal.http.HttpOptions;
import io.raudal.http.HttpPort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A query service over a platform in memory, and its clients; every answer is held against the description of the interface. */
final class Running implements AutoCloseable {
    static final String FILE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING, site: STRING, ts: TIMESTAMP, temperature: DOUBLE, n: BIGINT, price: "DECIMAL(10, 2)" }
                  time: { column: ts, lateness: 5s }
                  partitions: 1
                quiet:
                  columns: { device: STRING, ts: TIMESTAMP }
                  time: { column: ts, lateness: 5s }
                  key: device
                  partitions: 2
              views:
                temperature:
                  sql: |
                    SELECT device, window_start, window_end, COUNT(*) AS n, MAX(temperature) AS hottest, SUM(price) AS price
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                hot:
                  sql: SELECT ts, device, temperature FROM readings WHERE temperature > 1000
                raw:
                  sql: SELECT device, ts, temperature FROM readings
                totals:
                  sql: SELECT device, COUNT(*) AS n FROM readings GROUP BY device
                  state: { ttl: 1000d, keys: 1000 }
                finals:
                  emit: final
                  sql: |
                    SELECT device, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE quiet, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                many:
                  sql: |
                    SELECT device, window_end, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end HAVING COUNT(*) > 1000
                few:
                  sql: |
                    SELECT device, window_end, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end HAVING COUNT(*) < 2
              dashboards:
                overview: { panels: [ { view: temperature, chart: line, y: hottest, by: device } ] }
            """;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    final TestPlatform platform = new TestPlatform();
    final TestQueries queries = new TestQueries(platform, platform.store);
    final Conformity conformity = new Conformity();
    final HttpClient client = HttpClient.newHttpClient();
    final HttpPort port;
    private boolean closed;

    Running(QueryOptions options) {
        port = HttpPort.open(
                HttpOptions.loopback("port", 0),
                List.of(new QueryService(
                        platform, platform.store, platform.changes, platform.log, queries, Map.of(), options)));
    }

    /** With the pipeline {@code plant} running. */
    static Running plant(QueryOptions options) {
        Running running = new Running(options);
        running.platform.apply("plant", FILE, false, new Precondition.Nothing());
        return running;
    }

    /** An event of {@code plant.readings}. */
    static String reading(String device, String time, double temperature) {
        return "{\"device\":\"%s\",\"site\":\"s\",\"ts\":\"2026-01-01T%sZ\",\"temperature\":%s,\"n\":1,\"price\":1.50}"
                .formatted(device, time, temperature);
    }

    void readings(String... events) {
        platform.append("plant.readings", 0, events);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    JsonObject json(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (path.startsWith("/api")) {
                conformity.check(
                        method,
                        path,
                        answer.statusCode(),
                        answer.headers().firstValue("Content-Type").orElse(""),
                        answer.body());
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only the head of an answer; the description of the interface is not asked, as it tells what bodies are. */
    HttpResponse<String> head(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri(path))
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an answer says is wrong with the request: a line for each problem, of which there are several, or the one detail. */
    static String wrong(HttpResponse<String> answer) {
        JsonObject document = new JsonObject(answer.body());
        if (document.containsKey("detail")) {
            return document.getString("detail");
        }
        return document.getJsonArray("problems").stream()
                .map(JsonObject.class::cast)
                .map(problem -> problem.getString("path").isEmpty()
                        ? problem.getString("message")
                        : problem.getString("path") + ": " + problem.getString("message"))
                .collect(Collectors.joining("\n"));
    }

    HttpResponse<String> post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port.number() + path);
    }

    /** Sends bytes as they are and reads until the server closes. */
    String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asks again until it is so. */
    static void await(String what, Supplier<Boolean> isSo) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!isSo.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Until so many rows of a view are stored. */
    void awaitStored(String view, int rows) {
        await(
                view + " stores " + rows,
                () -> platform.store.read("plant." + view, RowQuery.all()).size() >= rows);
    }

    /** Until so many rows of a view are open. */
    void awaitOpen(String view, int rows) {
        await(view + " has open " + rows, () -> platform.changes.openRows("plant." + view) == rows);
    }

    void closePort() {
        if (!closed) {
            closed = true;
            port.close();
        }
    }

    @Override
    public void close() {
        closePort();
        platform.close();
    }
}
