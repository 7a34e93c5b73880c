package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raudal.cli.CommandRun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The platform is killed again and again while a client sends events, each until it is acknowledged; in the end its rows are those of a
 * run that nobody disturbed. Kills strike while events are sent, now and then just behind a checkpoint, and while the platform starts.
 */
@Timeout(1800)
class UpCrashIT {
    private static final int KILLS = Integer.getInteger("raudal.test.kills", 3);
    private static final int EVENTS = Integer.getInteger("raudal.test.events", 20_000);
    private static final int BATCH = 100;
    private static final int DEVICES = 20;
    /** Nothing idles for an hour: what time a kill takes decides nothing. */
    private static final String PIPELINE = PlantPipeline.text("lateness: 1h, idle: 1h") + """
                thousands:
                  sql: SELECT id, ts, n FROM readings WHERE MOD(n, 1000) = 0
            """;

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private Path pipeline;
    private UpProcess process;
    private int kills;

    @BeforeEach
    void writePipeline() throws IOException {
        System.out.println("UpCrashIT seed " + seed);
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
    }

    @Test
    void events_whileTheProcessIsKilledAgainAndAgain_giveTheRowsOfAnUndisturbedRun() throws Exception {
        long begin = System.nanoTime();
        start();
        try {
            int batches = EVENTS / BATCH;
            List<Integer> killed = killedBatches(batches);
            for (int batch = 0; batch < batches; batch++) {
                String body = events(batch * BATCH, (batch + 1) * BATCH);
                Thread killer = null;
                while (!killed.isEmpty() && killed.get(0) == batch) {
                    killed.remove(0);
                    if (killer == null) {
                        // The platform keeps its state every ten seconds.
                        if (killed.size() % 3 == 1) {
                            process.await("a checkpoint", this::hasCheckpoint);
                        }
                        killer = new Thread(this::killSoon);
                        killer.start();
                    }
                }
                boolean acknowledged = sent(body);
                if (killer != null) {
                    killer.join();
                    kills++;
                    start();
                }
                while (!acknowledged) {
                    acknowledged = sent(body);
                    assertThat(acknowledged).as(process.said()).isTrue();
                }
            }
            // Far behind all others, one for each device: every window before it is final once they have been read.
            StringBuilder last = new StringBuilder();
            for (int device = 0; device < DEVICES; device++) {
                last.append(event(EVENTS + DEVICES + device, PlantPipeline.START.plusSeconds(EVENTS + 7_200L)));
            }
            assertThat(sent(last.toString())).isTrue();
            check(begin);
        } finally {
            process.close();
        }
    }

    private void check(long begin) throws IOException {
        JsonNode ledger = process.settledLedger("plant.readings", "delivered", EVENTS + DEVICES);
        assertThat(ledger.path("late").asInt() + ledger.path("dead").asInt()).isZero();

        int rows = 0;
        Path events = Files.writeString(folder.resolve("events.ndjson"), events(0, EVENTS));
        for (String view : List.of("totals", "thousands")) {
            CommandRun run =
                    CommandRun.of("run", pipeline.toString(), "--input", "readings=" + events, "--output", view);
            List<String> expected = sorted(run.output().lines().toList());
            assertThat(expected).isNotEmpty();
            rows += expected.size();
            process.await(view + " is final", () -> stored(view).size() >= expected.size());
            assertThat(stored(view)).as("seed %d: %s", seed, view).isEqualTo(expected);
        }
        System.out.printf(
                "UpCrashIT: %d events, %d kills, %d duplicates, %d rows, %.0f s%n",
                EVENTS, kills, ledger.path("duplicate").asLong(), rows, (System.nanoTime() - begin) / 1e9);
    }

    /** Which batches are under way when the process is killed. */
    private List<Integer> killedBatches(int batches) {
        List<Integer> killed = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            killed.add(kill * batches / KILLS + random.nextInt(Math.max(1, batches / KILLS)));
        }
        Collections.sort(killed);
        return killed;
    }

    private void killSoon() {
        try {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
            process.kill();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Starts it; every third time it is killed while it does so. */
    private void start() throws Exception {
        process = UpProcess.start(folder.resolve("data"), pipeline.toString());
        if (kills % 3 == 2) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(5_000));
            process.kill();
            kills++;
            process = UpProcess.start(folder.resolve("data"), pipeline.toString());
        }
        process.ready();
    }

    /** Sends a batch, and says whether it was acknowledged. */
    private boolean sent(String body) {
        try {
            HttpResponse<String> answer = process.post(PlantPipeline.READINGS, "application/x-ndjson", body);
            assertThat(answer.statusCode())
                    .as("seed %d: %s", seed, answer.body())
                    .isEqualTo(200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasCheckpoint() {
        return process.json("/api/v1/status").at("/pipelines/0").has("checkpoint");
    }

    /** The rows of a view but for those of the last events; none while some of them are open. */
    private List<String> stored(String view) {
        JsonNode answer = process.json("/api/v1/views/plant/" + view + "?limit=100000&to="
                + PlantPipeline.START.plusSeconds(EVENTS / 1000 + 3600));
        List<String> rows = new ArrayList<>();
        if (answer.path("open").asInt() == 0) {
            answer.path("rows").forEach(row -> rows.add(row.toString()));
        }
        return sorted(rows);
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }

    private static String events(int from, int to) {
        StringBuilder body = new StringBuilder();
        for (int n = from; n < to; n++) {
            body.append(event(n, PlantPipeline.START.plusMillis(n)));
        }
        return body.toString();
    }

    private static String event(int n, Instant time) {
        return PlantPipeline.event(n, "d" + n % DEVICES, time);
    }
}
