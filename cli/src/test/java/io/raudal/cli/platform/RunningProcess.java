package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All that {@code raudal up} runs, in the process of a test, and a client of it. */
final class RunningProcess implements AutoCloseable {
    final HttpClient client = HttpClient.newHttpClient();
    final PlatformProcess process;
    private final DataDirectory directory;
    private final ObjectMapper json = new ObjectMapper();

    RunningProcess(Path data) {
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Map.of(),
                false,
                false,
                false,
                action -> {});
        directory = DataDirectory.open(data);
        process = PlatformProcess.start(
                directory,
                new UpOptions(data, 0, 0, 0, false, 0, 1 << 28, Map.of(), Optional.empty()),
                new LiveSources(InstantSource.system()),
                "test",
                new StartReport(shell));
        process.listen();
    }

    void apply(Path file, String text) {
        apply(process.platform(), file, text);
    }

    /** Creates or changes a pipeline by the text of a file, which need not be there. */
    static void apply(EmbeddedPlatform platform, Path file, String text) {
        platform.apply(platform.compile(file, text), file, text, false);
    }

    /** Sends a body to a path of the main port, which takes it. */
    String post(String path, String type, String body) throws Exception {
        return send(request(process.port(), path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    JsonNode json(String path) throws Exception {
        return json.readTree(send(request(process.port(), path)));
    }

    JsonNode sql(String query) throws Exception {
        String body = json.createObjectNode().put("sql", query).toString();
        return json.readTree(post("/api/v1/sql", "application/json", body));
    }

    String metrics() throws Exception {
        return send(request(process.managementPort(), "/metrics"));
    }

    static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private String send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body();
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
