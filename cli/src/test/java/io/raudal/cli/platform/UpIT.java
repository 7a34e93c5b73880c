package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.duckdb.DuckDbStore;
import io.raudal.duckdb.StoreOptions;
import io.raudal.engine.RowChange;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(900)
class UpIT {
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
              views:
                totals:
                  sql: |
                    SELECT device, window_start, window_end, COUNT(*) AS events, SUM(n) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
            """;
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int DEVICES = 20;
    private static final int BATCH = 500;

    @TempDir
    private Path folder;

    private Path pipeline;
    private Path data;

    @BeforeEach
    void writePipeline() throws IOException {
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
        data = folder.resolve("data");
    }

    /** How often the process is killed; the default keeps the build short. */
    private static int kills() {
        return Integer.getInteger("raudal.test.kills", 4);
    }

    @Test
    void events_whileTheProcessIsKilledAgainAndAgain_giveTheRowsOfAnUndisturbedRun() throws Exception {
        int events = Integer.getInteger("raudal.test.events", 60_000);
        long seed = System.nanoTime();
        System.out.println("UpIT seed " + seed);
        Random random = new Random(seed);
        AtomicReference<UpProcess> running =
                new AtomicReference<>(UpProcess.start(data, pipeline.toString()).ready());
        Thread killer = new Thread(() -> {
            try {
                for (int kill = 0; kill < kills(); kill++) {
                    TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(1500));
                    running.get().kill();
                    running.set(UpProcess.start(data, pipeline.toString()).ready());
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        killer.start();
        TreeMap<String, long[]> expected = new TreeMap<>();
        for (int from = 0; from < events; from += BATCH) {
            StringBuilder body = new StringBuilder();
            for (int n = from; n < Math.min(events, from + BATCH); n++) {
                body.append(event(n, START + n));
                long[] total = expected.computeIfAbsent(
                        "d" + n % DEVICES + " " + (START + n) / 10_000 * 10_000, any -> new long[2]);
                total[0]++;
                total[1] += n;
            }
            send(running, body.toString(), killer);
        }
        killer.join();
        // Far behind all others, one for each device: every window before it is final once they have been read.
        StringBuilder last = new StringBuilder();
        for (int device = 0; device < DEVICES; device++) {
            last.append(event(events + DEVICES + device, START + events + 3 * 3_600_000L));
        }
        send(running, last.toString(), killer);
        UpProcess process = running.get();
        awaitNothingInFlight(process, events + DEVICES);
        assertThat(process.stop()).isEqualTo(143);

        assertThat(totals()).as("seed %d", seed).isEqualTo(described(expected));
    }

    @Test
    void stop_andStart_keepPipelinesAndEvents() throws Exception {
        try (UpProcess first = UpProcess.start(data, pipeline.toString()).ready()) {
            assertThat(first.post("/ingest/plant/readings", "application/json", event(1, START))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(first.stop()).isEqualTo(143);
            assertThat(first.said()).contains("ended");
        }
        try (UpProcess second = UpProcess.start(data).ready()) {
            HttpResponse<String> again = second.post("/ingest/plant/readings", "application/json", event(2, START));
            assertThat(again.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        }
    }

    @Test
    void start_onADirectoryThatIsTaken_namesTheProcess() throws Exception {
        try (UpProcess first = UpProcess.start(data).ready();
                UpProcess second = UpProcess.start(data)) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.said()).contains("another raudal (process ").contains("--data");
            assertThat(first.post("/ingest/none/none", "application/json", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void start_onAPortThatIsTaken_namesItsOwner() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                UpProcess process = UpProcess.start(data, "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said())
                    .contains("--port: " + taken.getLocalPort() + " is taken by java")
                    .contains(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void start_onADirectoryOfAnotherVersionOrOfSomebodyElse_touchesNothing() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("version"), "99\n");
        try (UpProcess process = UpProcess.start(data)) {
            assertThat(process.exitCode()).isEqualTo(1);
            assertThat(process.said()).contains("layout 99");
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
            assertThat(process.post("/ingest/plant/readings", "application/json", event(1, START))
                            .statusCode())
                    .isEqualTo(200);
            Files.writeString(pipeline, PIPELINE.replace("readings", "figures"));
            process.awaitSaid("streams: 1, views: 1)\n  ");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (process.post("/ingest/plant/figures", "application/json", event(1, START))
                            .statusCode()
                    != 200) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static String event(int n, long millis) {
        return "{\"id\":\"" + n + "\",\"device\":\"d" + n % DEVICES + "\",\"ts\":\"" + Instant.ofEpochMilli(millis)
                + "\",\"n\":" + n + "}\n";
    }

    /** Sends a batch until it was acknowledged, as a client that must lose nothing does. */
    private static void send(AtomicReference<UpProcess> running, String body, Thread killer)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            try {
                HttpResponse<String> answer =
                        running.get().post("/ingest/plant/readings", "application/x-ndjson", body);
                if (answer.statusCode() == 200) {
                    return;
                }
                assertThat(answer.statusCode()).as(answer.body()).isIn(404, 429, 500, 503);
            } catch (IOException e) {
                assertThat(killer.isAlive() || System.nanoTime() < deadline).isTrue();
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static void awaitNothingInFlight(UpProcess process, int events) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            String ledger = process.get("/api/v1/ledger").body();
            if (ledger.contains("\"inFlight\":0") && ledger.contains("\"delivered\":" + events + ",")) {
                assertThat(ledger).contains("\"late\":0,\"dead\":0");
                return;
            }
            assertThat(System.nanoTime()).as(ledger).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static List<String> described(Map<String, long[]> totals) {
        List<String> lines = new ArrayList<>();
        totals.forEach((key, total) -> lines.add(key + " " + Arrays.toString(total)));
        Collections.sort(lines);
        return lines;
    }

    /** What the store has, but for the windows of the last events. */
    private List<String> totals() {
        List<Field> columns = List.of(
                new Field("device", Simple.STRING),
                new Field("window_start", Simple.TIMESTAMP),
                new Field("window_end", Simple.TIMESTAMP),
                new Field("events", Simple.BIGINT),
                new Field("total", Simple.BIGINT));
        List<String> lines = new ArrayList<>();
        try (DuckDbStore store = new DuckDbStore(data.resolve("store"), StoreOptions.usual())) {
            store.ensure(new StoredView("plant.totals", columns, null));
            for (RowChange row : store.read("plant.totals", RowQuery.all())) {
                Object[] values = row.values();
                long start = ((Number) values[1]).longValue() / 1000;
                lines.add(values[0] + " " + start + " [" + values[3] + ", " + values[4] + "]");
            }
        }
        Collections.sort(lines);
        return lines;
    }
}
