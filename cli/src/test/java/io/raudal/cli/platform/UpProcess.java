package io.raudal.cli.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;

/** {@code raudal up} in a process of its own, on ports that are free unless others are named. */
final class UpProcess implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern READY =
            Pattern.compile("raudal is ready .*http://localhost:(\\d+)\\R.*http://localhost:(\\d+), Kafka \\S+:(\\d+)");
    private static final List<String> PORTS = List.of("--port", "--management-port", "--kafka-port");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
    private final Thread reader = new Thread(this::read);

    private UpProcess(Process process) {
        this.process = process;
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it and returns at once. */
    static UpProcess start(Path data, String... arguments) throws IOException {
        return start(List.of(), data, arguments);
    }

    /** As {@link #start(Path, String...)}, with options of Java's besides. */
    static UpProcess start(List<String> options, Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.raudal.cli.Main",
                "up",
                "--data",
                data.toString()));
        List<String> given = List.of(arguments);
        PORTS.stream()
                .filter(port -> !given.contains(port))
                .filter(port -> !port.equals("--kafka-port") || !given.contains("--kafka"))
                .forEach(port -> command.addAll(List.of(port, "0")));
        command.addAll(given);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return new UpProcess(builder.start());
    }

    /** Waits until it takes requests. */
    UpProcess ready() throws Exception {
        try {
            ready.get(90, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Nobody else has it yet.
            close();
            throw new AssertionError("never ready: " + said(), e);
        }
        return this;
    }

    /** Its number, as the system knows it. */
    long number() {
        return process.pid();
    }

    int port() {
        return Integer.parseInt(ready.join().group(1));
    }

    int managementPort() {
        return Integer.parseInt(ready.join().group(2));
    }

    int kafkaPort() {
        return Integer.parseInt(ready.join().group(3));
    }

    /** What it said on standard error so far. */
    String said() {
        synchronized (said) {
            return said.toString();
        }
    }

    /** Waits until it says something. */
    void awaitSaid(String text) {
        await("\"" + text + "\" is said", () -> said().contains(text));
    }

    /** Waits until something holds. */
    void await(String what, BooleanSupplier condition) {
        await(what, () -> condition.getAsBoolean() ? Boolean.TRUE : null, this::said);
    }

    /** Waits until there is something. */
    static <T> T await(String what, Supplier<T> condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            T result = condition.get();
            if (result != null) {
                return result;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never: " + what + "; but: " + otherwise.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    HttpResponse<String> post(String path, String type, String body) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String type, String encoding, byte[] body) throws IOException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** The status of a path of the management port. */
    int health(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort() + path)))
                .statusCode();
    }

    /** A document that it answers with. */
    JsonNode json(String path) {
        try {
            return tree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the ledger says of a stream. */
    JsonNode ledger(String stream) {
        for (JsonNode each : json("/api/v1/ledger").path("streams")) {
            if (stream.equals(
                    each.path("pipeline").asText() + "." + each.path("stream").asText())) {
                return each;
            }
        }
        return JSON.createObjectNode();
    }

    /**
     * Waits until a count of a stream's ledger is as expected and nothing is in flight, and sees to it that the ledger adds up; says how
     * it stands.
     */
    JsonNode settledLedger(String stream, String count, long expected) {
        JsonNode ledger = await(
                stream + ": " + count + " " + expected,
                () -> {
                    JsonNode now = ledger(stream);
                    return now.path("inFlight").asLong(-1) == 0
                                    && now.path(count).asLong() == expected
                            ? now
                            : null;
                },
                () -> ledger(stream) + "\n" + said());
        Assertions.assertThat(Stream.of("delivered", "duplicate", "late", "dead")
                        .mapToLong(part -> ledger.path(part).asLong())
                        .sum())
                .as(ledger.toString())
                .isEqualTo(ledger.path("received").asLong());
        return ledger;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** As Ctrl-C does; waits until it has ended. */
    int stop() throws InterruptedException {
        // Not through the process itself, which would close the stream that is being read.
        process.toHandle().destroy();
        return exitCode();
    }

    /** Waits until it has ended and all that it said is known. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + said());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws IOException if it does not answer, as while it is down */
    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        return send(request, Duration.ofSeconds(30));
    }

    static HttpResponse<String> send(HttpRequest.Builder request, Duration patience) throws IOException {
        try {
            return HTTP.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.errorReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.append(line).append('\n');
                    Matcher found = READY.matcher(said);
                    if (!ready.isDone() && found.find()) {
                        ready.complete(found);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new AssertionError("ended before it was ready: " + said()));
        }
    }
}
