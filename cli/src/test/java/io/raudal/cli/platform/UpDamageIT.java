package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of the data directory that are damaged are told with a remedy that works, and nothing that is intact is given up. */
@Timeout(300)
class UpDamageIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: NAME }
            spec:
              streams:
                readings:
                  columns: { ts: TIMESTAMP, n: BIGINT }
                  time: { column: ts, lateness: 0s, idle: 1h }
                  partitions: 1
              views:
                totals:
                  sql: |
                    SELECT window_start, window_end, COUNT(*) AS events, SUM(n) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' SECOND))
                    GROUP BY window_start, window_end
            """;
    private static final List<String> PIPELINES = List.of("plant", "short", "other");
    private static final int EVENTS = 5_000;

    @TempDir
    private static Path shared;

    /** The data directory of a platform that was stopped in order. */
    private static Path whole;

    private static List<String> rows;

    @TempDir
    private Path folder;

    private Path data;

    @BeforeAll
    static void fill() throws Exception {
        whole = shared.resolve("whole");
        List<String> files = new ArrayList<>();
        for (String name : PIPELINES) {
            files.add(Files.writeString(shared.resolve(name + ".yaml"), PIPELINE.replace("NAME", name))
                    .toString());
        }
        try (UpProcess process =
                UpProcess.start(whole, files.toArray(new String[0])).ready()) {
            StringBuilder events = new StringBuilder();
            for (int n = 0; n < EVENTS; n++) {
                events.append(event(n));
            }
            for (String name : PIPELINES) {
                assertThat(process.post("/ingest/" + name + "/readings", "application/x-ndjson", events.toString())
                                .statusCode())
                        .isEqualTo(200);
                process.settledLedger(name + ".readings", "delivered", EVENTS);
            }
            rows = rows(process, "plant");
            assertThat(rows).hasSize(5);
            assertThat(process.stop()).isEqualTo(143);
        }
    }

    @BeforeEach
    void copy() throws IOException {
        data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(whole)) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(whole.relativize(file)));
            }
        }
    }

    @Test
    void store_thatIsDamaged_isToldAndMadeAgainFromWhatTheLogHas() throws Exception {
        Path store = data.resolve("store/store.duckdb");
        byte[] damaged = damage(store, 0);
        try (UpProcess process = UpProcess.start(data)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said()).contains("raudal: store " + store + ": cannot be read", "move the folder away");
        }
        assertThat(store).hasBinaryContent(damaged);

        Files.move(data.resolve("store"), folder.resolve("away"));
        Path segment = onlyFile(data.resolve("log/plant.readings-0"), ".log");
        damage(segment, Files.size(segment) / 2);
        try (UpProcess process = UpProcess.start(data).ready()) {
            process.settledLedger("other.readings", "delivered", EVENTS);
            process.await(
                    "all rows are made again", () -> rows(process, "other").equals(rows));
            process.await(
                    "the damage of the log is told",
                    () -> process.json("/api/v1/status").toString().contains("the event log is damaged"));
            checkWell(process, "other");
            post(process, "plant", EVENTS);
        }
    }

    @Test
    void pipeline_whoseSnapshotOrLogIsDamaged_stopsAloneUntilItIsMadeAgain() throws Exception {
        Path snapshot = onlyFile(data.resolve("snapshots/plant"), ".snapshot");
        damage(snapshot, Files.size(snapshot) / 2);
        try (Stream<Path> files = Files.walk(data.resolve("log/short.readings-0"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        try (UpProcess process = UpProcess.start(data).ready()) {
            assertThat(process.said())
                    .contains("pipeline plant does not run", "snapshot is damaged", "move its folder store/ away")
                    .contains("pipeline short does not run")
                    .contains("the log of short.readings/0 ends at 0, but events up to 5000 were read")
                    .doesNotContain("pipeline other does not run");
            checkWell(process, "other");
            assertThat(rows(process, "short")).as("those that were final").isEqualTo(rows.subList(0, 4));
            // Its events are kept all the same.
            post(process, "plant", EVENTS);
            assertThat(process.stop()).isEqualTo(143);
        }
        // As the message says.
        Files.move(data.resolve("store"), folder.resolve("away"));
        try (UpProcess process = UpProcess.start(data).ready()) {
            process.settledLedger("plant.readings", "delivered", EVENTS + 1);
            process.await(
                    "all rows are made again", () -> rows(process, "plant").size() == 6);
            assertThat(rows(process, "plant")).startsWith(rows.toArray(new String[0]));
            assertThat(rows(process, "short")).isEmpty();
        }
    }

    private static void checkWell(UpProcess process, String name) throws IOException {
        post(process, name, EVENTS);
        process.settledLedger(name + ".readings", "delivered", EVENTS + 1);
        assertThat(rows(process, name)).containsAll(rows.subList(0, 4));
    }

    private static void post(UpProcess process, String name, int n) throws IOException {
        assertThat(process.post("/ingest/" + name + "/readings", "application/json", event(n))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String event(int n) {
        return "{\"ts\":" + "\"2026-01-01T00:00:0" + n / 1000 + "." + String.format("%03d", n % 1000) + "Z\",\"n\":" + n
                + "}\n";
    }

    private static List<String> rows(UpProcess process, String name) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : process.json("/api/v1/views/" + name + "/totals").path("rows")) {
            rows.add(row.toString());
        }
        return rows;
    }

    private static Path onlyFile(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(suffix)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** Writes noise over a part of a file; its bytes then. */
    private static byte[] damage(Path file, long from) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Random random = new Random(3);
            for (int i = (int) from; i < Math.min(bytes.length, from + 4_096); i++) {
                bytes[i] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
