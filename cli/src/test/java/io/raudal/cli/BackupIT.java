package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A platform that is backed up while a client and a source keep sending, restored elsewhere, and gone on with. */
@Timeout(600)
class BackupIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { id: STRING NOT NULL, device: STRING NOT NULL, ts: TIMESTAMP, n: BIGINT }
                  time: { column: ts, lateness: 1h }
                  id: { column: id, horizon: 1d }
                  key: device
                followed:
                  columns: { n: BIGINT NOT NULL, ts: TIMESTAMP }
                  time: { column: ts, lateness: 1h }
                  sources:
                    - file: { path: followed.ndjson, mode: tail }
              views:
                totals:
                  sql: |
                    SELECT device, window_start, window_end, COUNT(*) AS events, SUM(n) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                lines:
                  sql: |
                    SELECT window_start, window_end, COUNT(*) AS events, SUM(n) AS total
                    FROM TABLE(TUMBLE(TABLE followed, DESCRIPTOR(ts), INTERVAL '1' HOUR))
                    GROUP BY window_start, window_end
            """;
    private static final Pattern READY =
            Pattern.compile("raudal is ready .*http://localhost:(\\d+)\\R.*http://localhost:(\\d+), Kafka");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int DEVICES = 7;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void backup_ofAPlatformThatIsSentTo_goesOnElsewhereWithEachEventOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
        Path followed = Files.writeString(folder.resolve("followed.ndjson"), "");
        Path archive = folder.resolve("backup.tar.zst");
        AtomicBoolean isEnding = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        int before;
        int after;
        int lines;
        try (Up up = Up.start(folder.resolve("data"), file.toString())) {
            CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
                while (!isEnding.get()) {
                    up.post(event(acknowledged.get()));
                    acknowledged.incrementAndGet();
                }
            });
            AtomicInteger written = new AtomicInteger();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (!isEnding.get()) {
                    append(followed, written.getAndIncrement());
                    LockSupport.parkNanos(100_000);
                }
            });
            await(() -> acknowledged.get() >= 300 && up.received("followed") >= 300);
            before = acknowledged.get();
            CommandRun run = run("backup", "--data", folder.resolve("data").toString(), archive.toString());
            after = acknowledged.get() + 1;
            assertThat(run.exitCode()).as(run.errors()).isZero();
            assertThat(folder.resolve("data").resolve("copy")).doesNotExist();
            int more = after + 100;
            await(() -> acknowledged.get() >= more);
            isEnding.set(true);
            client.get(60, TimeUnit.SECONDS);
            writer.get(60, TimeUnit.SECONDS);
            lines = written.get();
            await(() -> up.received("followed") == lines);
        }
        Path restored = folder.resolve("restored");
        CommandRun run = run("restore", archive.toString(), "--data", restored.toString());
        assertThat(run.exitCode()).as(run.errors()).isZero();

        try (Up up = Up.start(restored)) {
            await(() -> up.received("followed") == lines && up.inFlight() == 0);
            assertThat(up.ledger("followed").path("delivered").asInt())
                    .as("lines, of which the source must read none again")
                    .isEqualTo(lines);
            long sum = (long) lines * (lines - 1) / 2;
            await(() -> up.rows("lines").path(0).path("total").asLong() == sum);
            int received = up.received("readings");
            System.out.println("BackupIT: " + before + " <= " + received + " <= " + after + ", " + lines + " lines");
            assertThat(received).isBetween(before, after);
            assertThat(up.ledger("readings").path("delivered").asInt()).isEqualTo(received);
            awaitTotals(up, expected(received));

            int all = acknowledged.get();
            for (int number = 0; number < all; number++) {
                up.post(event(number));
            }
            await(() -> up.received("readings") == received + all && up.inFlight() == 0);
            assertThat(up.ledger("readings").path("duplicate").asInt()).isEqualTo(received);
            awaitTotals(up, expected(all));
        }
    }

    @Test
    void backup_ofAPlatformThatWasStopped_isTheSamePlatform() throws Exception {
        Path file = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
        Files.writeString(folder.resolve("followed.ndjson"), "");
        Path data = folder.resolve("data");
        Path archive = folder.resolve("backup.tar.zst");
        Path restored = folder.resolve("restored");
        try (Up up = Up.start(data, file.toString())) {
            for (int number = 0; number < 200; number++) {
                up.post(event(number));
            }
            await(() -> up.received("readings") == 200 && up.inFlight() == 0);
            CommandRun refused = run("restore", archive.toString(), "--data", data.toString());
            assertThat(refused.exitCode()).isEqualTo(1);
        }
        assertThat(run("backup", "--data", data.toString(), archive.toString()).exitCode())
                .isZero();
        assertThat(run("restore", archive.toString(), "--data", restored.toString())
                        .exitCode())
                .isZero();
        try (Up up = Up.start(restored)) {
            CommandRun overRunning = run("restore", archive.toString(), "--data", restored.toString());
            assertThat(overRunning.exitCode()).isEqualTo(1);
            assertThat(overRunning.errors()).contains("another raudal (process ");
            await(() -> up.received("readings") == 200 && up.inFlight() == 0);
            awaitTotals(up, expected(200));
        }
    }

    private static String event(int number) {
        return "{\"id\":\"e" + number + "\",\"device\":\"" + device(number) + "\",\"ts\":\"" + time(number)
                + "\",\"n\":" + number + "}";
    }

    private static String device(int number) {
        return "d" + number % DEVICES;
    }

    private static Instant time(int number) {
        return START.plusMillis(number * 300L);
    }

    /** Events and their sum by device and window, of the first so many events. */
    private static Map<String, String> expected(int events) {
        Map<String, long[]> sums = new TreeMap<>();
        for (int number = 0; number < events; number++) {
            long window = time(number).getEpochSecond() / 10 * 10;
            long[] sum = sums.computeIfAbsent(device(number) + " " + Instant.ofEpochSecond(window), key -> new long[2]);
            sum[0]++;
            sum[1] += number;
        }
        Map<String, String> rows = new TreeMap<>();
        sums.forEach((key, sum) -> rows.put(key, sum[0] + " " + sum[1]));
        return rows;
    }

    /** Open rows show once the engine has told them, a moment after the start. */
    private static void awaitTotals(Up up, Map<String, String> expected) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!totals(up).equals(expected) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(totals(up)).isEqualTo(expected);
    }

    private static Map<String, String> totals(Up up) {
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode row : up.rows("totals")) {
            rows.put(
                    row.path("device").asText() + " " + row.path("window_start").asText(),
                    row.path("events").asText() + " " + row.path("total").asText());
        }
        return rows;
    }

    private static void append(Path file, int number) {
        try {
            Files.writeString(
                    file, "{\"n\":" + number + ",\"ts\":\"2026-01-01T00:00:00Z\"}\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(Map.of(), "", List.of(arguments));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** {@code raudal up} in a thread of its own. */
    private static final class Up implements AutoCloseable {
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final AtomicReference<Runnable> interrupt = new AtomicReference<>();
        private final CompletableFuture<Integer> exitCode;
        private final String address;

        private Up(List<String> arguments) throws InterruptedException {
            Shell shell = new Shell(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    new PrintStream(said, true, UTF_8),
                    Map.of(),
                    false,
                    false,
                    false,
                    interrupt::set);
            exitCode = CompletableFuture.supplyAsync(
                    () -> Cli.run(shell, arguments.toArray(String[]::new)), run -> new Thread(run, "up").start());
            await(() -> READY.matcher(said.toString(UTF_8)).find() || exitCode.isDone());
            Matcher ready = READY.matcher(said.toString(UTF_8));
            assertThat(ready.find()).as(said.toString(UTF_8)).isTrue();
            address = "http://localhost:" + ready.group(1);
        }

        static Up start(Path data, String... files) throws InterruptedException {
            List<String> arguments = new ArrayList<>(List.of(
                    "up", "--data", data.toString(), "--port", "0", "--management-port", "0", "--kafka-port", "0"));
            arguments.addAll(List.of(files));
            return new Up(arguments);
        }

        void post(String event) {
            HttpResponse<String> response = send(request("/ingest/plant/readings")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(event)));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        }

        JsonNode ledger(String stream) {
            for (JsonNode ledger : json("/api/v1/ledger").path("streams")) {
                if (ledger.path("stream").asText().equals(stream)) {
                    return ledger;
                }
            }
            throw new AssertionError(stream + " is in no ledger");
        }

        int received(String stream) {
            return ledger(stream).path("received").asInt();
        }

        int inFlight() {
            int inFlight = 0;
            for (JsonNode ledger : json("/api/v1/ledger").path("streams")) {
                inFlight += ledger.path("inFlight").asInt();
            }
            return inFlight;
        }

        JsonNode rows(String view) {
            return json("/api/v1/views/plant/" + view + "?limit=10000").path("rows");
        }

        private JsonNode json(String path) {
            HttpResponse<String> response = send(request(path).GET());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path));
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            interrupt.get().run();
            int ended = exitCode.completeOnTimeout(-1, 60, TimeUnit.SECONDS).join();
            assertThat(ended).as(said.toString(UTF_8)).isZero();
        }
    }
}
