package io.raudal.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./raudal up} or {@code demo} in a process of its own, on ports that are free. Waits until it is ready. */
final class Platform implements AutoCloseable {
    /** The command builds itself first where a source is newer. */
    private static final Duration START = Duration.ofMinutes(15);

    private static final Duration DRAIN = Duration.ofMinutes(30);
    private static final Pattern READY =
            Pattern.compile("is ready \\([^)]*\\): http://localhost:(\\d+)\\s+management http://localhost:(\\d+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Child process;
    private final double readySeconds;
    private final double readyCpuSeconds;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * What became of a stream's events.
     *
     * @param inFlight in the log and not yet through the steps
     */
    record Counts(long received, long delivered, long duplicate, long late, long dead, long inFlight) {}

    /**
     * Starts one.
     *
     * @param javaOptions of its JVM, empty for what it takes by itself
     * @param arguments the verb, and what follows it but for data directory and ports
     */
    static Platform start(Workbench bench, Path home, Path data, String javaOptions, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("raudal").toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("--data", data.toString(), "--port", "0", "--management-port", "0", "--kafka-port", "0"));
        return new Platform(bench, data.getFileName().toString(), command, javaOptions);
    }

    /** With the pipeline of the live benchmarks alone. */
    static Platform live(Workbench bench, Path home, String javaOptions, int retentionMebibytes) throws Exception {
        return start(
                bench,
                home,
                bench.folder("platform"),
                javaOptions,
                "up",
                bench.write("bench.yaml", LivePipeline.TEXT).toString(),
                "--retention-size",
                Integer.toString(retentionMebibytes));
    }

    private Platform(Workbench bench, String name, List<String> command, String javaOptions) throws Exception {
        long start = System.nanoTime();
        process = bench.command(name, command, Map.of("LC_ALL", "C", "RAUDAL_JAVA_OPTS", javaOptions));
        Matcher ready = process.await(READY, START);
        readySeconds = (System.nanoTime() - start) / 1e9;
        readyCpuSeconds = process.cpuSeconds();
        port = Integer.parseInt(ready.group(1));
        int management = Integer.parseInt(ready.group(2));
        if (send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/readyz")))
                        .statusCode()
                != 200) {
            throw new IllegalStateException(name + " says that it is ready, /readyz that it is not");
        }
    }

    /** From the start of its process to the line that says so. */
    double readySeconds() {
        return readySeconds;
    }

    /** Processor time until then. */
    double readyCpuSeconds() {
        return readyCpuSeconds;
    }

    int port() {
        return port;
    }

    Child process() {
        return process;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return body(send(request(path)));
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return body(
                send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode body(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.uri() + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /** Of the only stream of the only pipeline. */
    Counts counts() throws IOException, InterruptedException {
        JsonNode stream = get("/api/v1/ledger").path("streams").path(0);
        return new Counts(
                stream.path("received").asLong(),
                stream.path("delivered").asLong(),
                stream.path("duplicate").asLong(),
                stream.path("late").asLong(),
                stream.path("dead").asLong(),
                stream.path("inFlight").asLong());
    }

    /** Waits until that many events are in the ledger and through the steps. */
    Counts drain(long events) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (true) {
            Counts counts = counts();
            if (counts.received() >= events && counts.inFlight() == 0) {
                return counts;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(events + " events were sent, the ledger has " + counts);
            }
            LockSupport.parkNanos(200_000_000);
        }
    }

    /** Drains, and stops the bench unless each event was delivered once. */
    void mustHave(long events) throws IOException, InterruptedException {
        Counts counts = drain(events);
        if (!counts.equals(new Counts(events, events, 0, 0, 0, 0))) {
            throw new IllegalStateException(events + " events were acknowledged, the ledger has " + counts);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
