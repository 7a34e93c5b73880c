package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the disk is full nothing is acknowledged that could be lost, and once there is room again everything goes on by itself. Needs to
 * mount a small file system.
 */
@Timeout(300)
class UpDiskFullIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { id: STRING NOT NULL, ts: TIMESTAMP, text: STRING }
                  time: { column: ts, lateness: 1h, idle: 1h }
                  id: { column: id, horizon: 1d }
              views:
                lengths: { sql: "SELECT id, ts, CHAR_LENGTH(text) AS size FROM readings" }
            """;
    private static final String TEXT = "x".repeat(10_000);

    @TempDir
    private Path folder;

    private Path pipeline;
    private Path disk;
    private Path ballast;
    private int sent;

    @BeforeEach
    void mount() throws Exception {
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
        disk = Files.createDirectory(folder.resolve("disk"));
        ballast = disk.resolve("ballast");
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", disk.toString()) == 0,
                "a file system cannot be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void events_belowTheFloorOfFreeSpace_areRefusedUntilThereIsRoom() throws Exception {
        try (UpProcess process = start("40")) {
            assertThat(post(process).statusCode()).isEqualTo(200);
            fill(110);

            HttpResponse<String> refused = awaitAnswer(process, 503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("MiB are free", disk.toString());
            assertThat(process.health("/livez")).isEqualTo(200);
            assertThat(process.get("/api/v1/views/plant/lengths").statusCode()).isEqualTo(200);

            Files.delete(ballast);
            awaitAnswer(process, 200);
            process.settledLedger("plant.readings", "delivered", sent);
        }
    }

    /** Somebody else fills the disk faster than the floor can tell, to the last byte. */
    @Test
    void events_onADiskThatIsFull_areRefusedAndThenGoOnWithoutALoss() throws Exception {
        try (UpProcess process = start("0")) {
            assertThat(post(process).statusCode()).isEqualTo(200);
            fill(128);

            HttpResponse<String> refused = awaitAnswer(process, 503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(process.health("/livez")).isEqualTo(200);

            Files.delete(ballast);
            awaitAnswer(process, 200);
            process.await("it is ready", () -> isReady(process));
            JsonNode ledger = process.settledLedger("plant.readings", "delivered", sent);
            assertThat(ledger.path("dead").asLong() + ledger.path("late").asLong())
                    .isZero();
        }
        // Also what only the disk knows.
        try (UpProcess process = start("0")) {
            process.settledLedger("plant.readings", "delivered", sent);
        }
    }

    private UpProcess start(String floor) throws Exception {
        return UpProcess.start(disk.resolve("data"), "--disk-floor", floor, pipeline.toString())
                .ready();
    }

    private static boolean isReady(UpProcess process) {
        try {
            return process.health("/readyz") == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends events, each again until it is acknowledged, until one is answered so. */
    private HttpResponse<String> awaitAnswer(UpProcess process, int status) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            String last = "nothing";
            try {
                HttpResponse<String> answer = post(process);
                if (answer.statusCode() == status) {
                    return answer;
                }
                last = answer.statusCode() + " " + answer.body();
                assertThat(answer.statusCode()).as(last).isIn(200, 503);
            } catch (HttpTimeoutException e) {
                // It waits for the log. Nothing was acknowledged, so it is sent again.
                last = e.toString();
            }
            assertThat(System.nanoTime())
                    .as("never answered " + status + ", but " + last)
                    .isLessThan(deadline);
        }
    }

    private HttpResponse<String> post(UpProcess process) throws IOException {
        String event = "{\"id\":\"" + sent + "\",\"ts\":\"2026-01-01T00:00:00Z\",\"text\":\"" + TEXT + "\"}";
        HttpResponse<String> answer = UpProcess.send(
                HttpRequest.newBuilder(process.uri("/ingest/plant/readings"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event)),
                Duration.ofSeconds(3));
        if (answer.statusCode() == 200) {
            sent++;
        }
        return answer;
    }

    /** Writes so many mebibytes, or what there is room for. */
    private void fill(int mebibytes) throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int i = 0; i < mebibytes << 4; i++) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
