package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.kafka.BrokerOptions;
import io.raudal.kafka.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the platform starts, ends, and takes what its files say. */
@Timeout(300)
class UpIT {
    private static final String PIPELINE = PlantPipeline.text("lateness: 0s, idle: 500ms");

    @TempDir
    private Path folder;

    private Path pipeline;
    private Path data;

    @BeforeEach
    void writePipeline() throws IOException {
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
        data = folder.resolve("data");
    }

    @Test
    void stop_andStart_keepPipelinesAndEvents() throws Exception {
        try (UpProcess first = UpProcess.start(data, pipeline.toString()).ready()) {
            assertThat(post(first, 1).statusCode()).isEqualTo(200);
            assertThat(first.stop()).isEqualTo(143);
            assertThat(first.said()).contains("ended");
        }
        try (UpProcess second = UpProcess.start(data).ready()) {
            assertThat(post(second, 1).body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
            second.settledLedger("plant.readings", "duplicate", 1);
        }
    }

    /** No later event closes it: the partitions are idle, and the watermark follows the clock. */
    @Test
    void window_thatTimeHasPassed_isFinalWithoutFurtherEvents() throws Exception {
        try (UpProcess process = UpProcess.start(data, pipeline.toString()).ready()) {
            assertThat(post(process, 1).statusCode()).isEqualTo(200);

            process.await("the window is final", () -> {
                String rows = process.json("/api/v1/views/plant/totals").toString();
                return rows.contains("\"total\":1") && rows.contains("\"open\":0");
            });
        }
    }

    @Test
    void start_onADirectoryThatIsTaken_namesTheProcess() throws Exception {
        try (UpProcess first = UpProcess.start(data).ready();
                UpProcess second = UpProcess.start(data)) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.said())
                    .contains("another raudal (process " + first.number() + ")")
                    .contains("--data");
            assertThat(post(first, 1).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void start_onAPortThatIsTaken_namesItsOwner() throws Exception {
        for (String option : List.of("--port", "--kafka-port")) {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    UpProcess process = UpProcess.start(data, option, Integer.toString(taken.getLocalPort()))) {
                assertThat(process.exitCode()).isEqualTo(1);
                assertThat(process.said())
                        .contains("raudal: " + option + ": ")
                        .containsPattern(taken.getLocalPort() + ".* is taken by java.*"
                                + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void start_onADirectoryOfAnotherVersionOrOfSomebodyElse_touchesNothing() throws Exception {
        Files.createDirectories(data);
        for (String version : new String[] {"0", "99", ""}) {
            Files.writeString(data.resolve("version"), version);
            try (UpProcess process = UpProcess.start(data)) {
                assertThat(process.exitCode()).isEqualTo(1);
                assertThat(process.said())
                        .startsWith("raudal: " + data + ": ")
                        .contains("layout " + version)
                        .contains("--data");
            }
            assertThat(data.resolve("version")).hasContent(version);
            assertThat(data).isDirectoryNotContaining("glob:**/{log,store,snapshots}");
        }
        Files.delete(data.resolve("version"));
        Files.writeString(data.resolve("letters.txt"), "dear");
        try (UpProcess process = UpProcess.start(data)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said()).contains("not empty and no data directory");
        }
        assertThat(data.resolve("letters.txt")).hasContent("dear");
        assertThat(data.resolve("version")).doesNotExist();
    }

    @Test
    void file_thatChanges_isAppliedAgain_andOneWithProblemsChangesNothing() throws Exception {
        try (UpProcess process = UpProcess.start(data, pipeline.toString()).ready()) {
            Files.writeString(pipeline, PIPELINE.replace("COUNT(*)", "CUONT(*)"));
            process.awaitSaid("CUONT");
            assertThat(post(process, 1).statusCode()).isEqualTo(200);
            Files.writeString(pipeline, PIPELINE.replace("readings", "figures"));
            process.await("the new stream takes events", () -> {
                try {
                    return process.post("/ingest/plant/figures", "application/json", event(1))
                                    .statusCode()
                            == 200;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            HttpResponse<String> former = post(process, 2);
            assertThat(former.statusCode()).isEqualTo(404);
            assertThat(former.body()).contains("plant/figures");
        }
    }

    @Test
    void file_thatChanges_isToldPartByPart() throws Exception {
        try (UpProcess process = UpProcess.start(data, pipeline.toString()).ready()) {
            assertThat(process.said()).doesNotContain("changes pipeline");
            Files.writeString(pipeline, PIPELINE + "# a remark\n");
            process.awaitSaid("streams, tables and views of pipeline plant stay as they are");
            Files.writeString(pipeline, PIPELINE.replace("COUNT(*) AS events", "COUNT(n) AS events"));
            process.awaitSaid("its query changed: it is made again");
            assertThat(process.said())
                    .contains("\n" + pipeline + " changes pipeline plant:\n")
                    .containsPattern("(?m)^ {2}keep +stream +readings$")
                    .containsPattern("(?m)^ {2}rebuild +view +totals +its query changed: it is made again");

            String text = Files.readString(pipeline);
            Files.write(pipeline, new byte[] {'a', (byte) 0xff});
            process.awaitSaid("raudal: " + pipeline + ": is not UTF-8 text");
            Files.writeString(pipeline, text.replace("name: plant", "name: garden"));
            process.awaitSaid("pipeline garden runs");
            assertThat(process.said())
                    .contains(pipeline
                            + " is of pipeline garden now; pipeline plant runs on, raudal delete plant ends it");
            assertThat(post(process, 1).statusCode()).isEqualTo(200);

            Files.delete(pipeline);
            process.awaitSaid(pipeline + " is gone; pipeline garden runs on as it was, raudal delete garden ends it");
            Files.writeString(pipeline, text.replace("name: plant", "name: meadow"));
            process.awaitSaid("pipeline meadow runs");
        }
        Files.writeString(pipeline, PIPELINE.replace("SUM(n)", "MAX(n)"));
        try (UpProcess process = UpProcess.start(data, pipeline.toString()).ready()) {
            assertThat(process.said()).containsPattern("(?m)^ {2}rebuild +view +totals ");
        }
    }

    @Test
    void files_ofOnePipeline_areRefused() throws Exception {
        Path other = folder.resolve("other.yaml");
        Files.writeString(other, PIPELINE.replace("SUM(n)", "MAX(n)"));
        String twice = "raudal: pipeline plant is in two files, " + pipeline + " and " + other;
        try (UpProcess process = UpProcess.start(data, pipeline.toString(), other.toString())) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said()).contains(twice).doesNotContain("pipeline plant runs");
        }
        Files.writeString(other, PIPELINE.replace("name: plant", "name: garden"));
        try (UpProcess process = UpProcess.start(data, pipeline.toString(), other.toString(), pipeline.toString())
                .ready()) {
            String text = PIPELINE.replace("readings", "figures");
            Files.writeString(other, text);
            process.awaitSaid(twice);
            assertThat(post(process, 1).statusCode()).isEqualTo(200);
            // Where the other one gives the name away, it is free.
            Files.writeString(pipeline, PIPELINE.replace("name: plant", "name: meadow"));
            process.awaitSaid("stream    figures");
            assertThat(process.said()).contains("pipeline meadow runs");
        }
    }

    @Test
    void problems_ofAllFiles_areSaidAtOnce() throws Exception {
        Path other = folder.resolve("other.yaml");
        Path third = folder.resolve("third.yaml");
        Files.writeString(other, PIPELINE.replace("name: plant", "name: garden").replace("SUM(n)", "SAM(n)"));
        Files.writeString(
                third, PIPELINE.replace("name: plant", "name: meadow").replace("kind: Pipeline", "kind: Pip"));
        try (UpProcess process = UpProcess.start(data, pipeline.toString(), other.toString(), third.toString())) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said())
                    .contains(other + ":", "SAM", third + ":", "Pip")
                    .doesNotContain("pipeline plant runs");
        }
    }

    /** A broker that comes back has the producer ask for all streams that it knows. */
    @Test
    void streams_thatAreDeleted_areAskedForNoMore() throws Exception {
        BrokerOptions options = new BrokerOptions(folder.resolve("kafka"), freePort(), false);
        EmbeddedBroker broker = EmbeddedBroker.start(options);
        // What a broker lacks the client warns of, which is kept out of the log.
        List<String> warns = List.of("-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=warn");
        try (UpProcess process = UpProcess.start(
                        warns,
                        data,
                        pipeline.toString(),
                        "--kafka",
                        broker.connection().servers())
                .ready()) {
            assertThat(post(process, 1).statusCode()).isEqualTo(200);
            HttpResponse<String> deleted =
                    UpProcess.send(HttpRequest.newBuilder(process.uri("/api/v1/pipelines/plant?data=true"))
                            .DELETE());
            assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
            HttpResponse<String> applied =
                    UpProcess.send(HttpRequest.newBuilder(process.uri("/api/v1/pipelines/garden"))
                            .header("Content-Type", "application/yaml")
                            .PUT(HttpRequest.BodyPublishers.ofString(PIPELINE.replace("name: plant", "name: garden"))));
            assertThat(applied.statusCode()).as(applied.body()).isIn(200, 201);
            awaitTaken(process);

            broker.close();
            broker = EmbeddedBroker.start(options);
            for (int round = 0; round < 20; round++) {
                awaitTaken(process);
            }
            assertThat(data.resolve("raudal.log")).content().doesNotContain("UNKNOWN_TOPIC_OR_PARTITION");
        } finally {
            broker.close();
        }
    }

    /** Kafka's client warns of each attempt, several a second. */
    @Test
    void source_thatCannotBeReached_isLoggedOnce() throws Exception {
        String servers = "localhost:" + freePort();
        Files.writeString(
                pipeline,
                PIPELINE.replace(
                        "      key: device\n",
                        "      key: device\n      sources: [ { kafka: { brokers: \"" + servers
                                + "\", topic: t } } ]\n"));
        try (UpProcess process = UpProcess.start(data, pipeline.toString()).ready()) {
            process.await("the source has been tried", () -> !failedAt(process).isEmpty());
            String first = failedAt(process);
            process.await("the source is tried again", () -> !failedAt(process).equals(first));
            assertThat(Files.readString(data.resolve("raudal.log")))
                    .containsOnlyOnce("source does not deliver")
                    .contains(servers)
                    .doesNotContain("NetworkClient");
        }
    }

    private static String failedAt(UpProcess process) {
        return process.json("/api/v1/status").findPath("lastErrorAt").asText();
    }

    private static void awaitTaken(UpProcess process) {
        process.await("an event is taken", () -> {
            try {
                return process.post("/ingest/garden/readings", "application/json", event(1))
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static HttpResponse<String> post(UpProcess process, int n) throws IOException {
        return process.post(PlantPipeline.READINGS, "application/json", event(n));
    }

    private static String event(int n) {
        return PlantPipeline.event(n, "d", PlantPipeline.START.plusMillis(n));
    }
}
