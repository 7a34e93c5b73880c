package io.raudal.cli.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code raudal up} in a process of its own, on ports that are free. */
final class UpProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile(
            "raudal is ready .*http://localhost:(\\d+)\\R.*http://localhost:(\\d+), Kafka localhost:(\\d+)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Process process;
    private final StringBuilder said = new StringBuilder();
    private final CompletableFuture<Matcher> ready = new CompletableFuture<>();

    private UpProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it and returns at once. */
    static UpProcess start(Path data, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.raudal.cli.Main",
                "up",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--management-port",
                "0",
                "--kafka-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return new UpProcess(builder.start());
    }

    /** Waits until it takes requests. */
    UpProcess ready() throws Exception {
        ready.get(90, TimeUnit.SECONDS);
        return this;
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
    void awaitSaid(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (said) {
            while (said.indexOf(text) < 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("never said " + text + ", but " + said);
                }
                TimeUnit.NANOSECONDS.timedWait(said, left);
            }
        }
    }

    /** @throws IOException if it does not answer, as while it is down */
    HttpResponse<String> post(String path, String type, String body) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .GET()
                .build());
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As Ctrl-C does; waits until it has ended. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("did not end in a minute: " + said());
        }
        return process.exitValue();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + said());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
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
                    if (found.find()) {
                        ready.complete(found);
                    }
                    said.notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new AssertionError("ended before it was ready: " + said()));
        }
    }
}
