package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.live.EngineOptions;
import io.raudal.engine.live.EngineStatus;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.store.MemoryStore;
import io.raudal.engine.store.RowQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.PlatformStatus;
import io.raudal.query.PlatformStatus.PipelineStatus;
import io.raudal.query.RunningPipeline.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a pipeline whose store takes nothing. */
@Timeout(120)
class DegradedPipelineIT {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING, ts: TIMESTAMP, n: BIGINT }
                  time: { column: ts }
                  partitions: 1
              views:
                raw:
                  sql: SELECT device, ts, n FROM readings
                totals:
                  sql: |
                    SELECT device, window_end, COUNT(*) AS events, SUM(n) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                ever:
                  sql: SELECT device, COUNT(*) AS events FROM readings GROUP BY device
                  state: { ttl: 1000d, keys: 100 }
            """;
    private final RaudalException full = new RaudalException(
            ErrorCode.UNWRITABLE_OUTPUT, PlatformMessages.message("disk.full", "/data", "0", "512"));

    private final InstantSource clock = InstantSource.system();
    private final MemoryLog log = new MemoryLog(clock);
    private final RefusingStore store = new RefusingStore(new MemoryStore(1 << 20));
    private DataDirectory data;
    private EmbeddedPlatform platform;
    private int sent;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        data = DataDirectory.open(folder.resolve("data"));
        PlatformParts parts = new PlatformParts(
                log,
                store,
                new MemoryChanges(1000, clock),
                new Intakes(),
                (pipeline, stream, from) -> List.of(),
                clock,
                new EngineOptions(1, Duration.ofMillis(5), Duration.ofMillis(50), 1000),
                Map.of(),
                1 << 28,
                0);
        RunningCopy copy = new RunningCopy(data, (to, taken) -> taken.run(), new IntakeGate(), clock);
        PlatformStatus.Component memory = new PlatformStatus.Component("memory", -1, null, null);
        platform = new EmbeddedPlatform(parts, data, copy, "test", () -> memory, () -> memory);
        platform.recover();
        RunningProcess.apply(platform, folder.resolve("plant.yaml"), PIPELINE);
    }

    @AfterEach
    void stop() throws Exception {
        platform.close();
        data.close();
        log.close();
    }

    @Test
    void store_thatIsFullForAWhile_losesNothing_andThePipelineComesBackByItself() throws Exception {
        send(50);
        RunningProcess.await(() -> rows("raw") == 50 && rows("totals") == 4);

        store.refusal = full;
        send(50);
        RunningProcess.await(() -> pipeline().state() == State.DEGRADED);
        assertThat(Objects.requireNonNull(pipeline().failure()).in(Locale.ENGLISH))
                .contains("/data");
        assertThat(platform.pipeline("plant").orElseThrow().state()).isEqualTo(State.DEGRADED);
        Set<Instant> tries = new LinkedHashSet<>();
        RunningProcess.await(() -> {
            Instant next = pipeline().retryAt();
            return next != null && tries.add(next) && tries.size() == 3;
        });
        List<Instant> times = new ArrayList<>(tries);
        assertThat(Duration.between(times.get(1), times.get(2)))
                .as("pauses grow: %s", times)
                .isGreaterThan(Duration.ofMillis(2900));
        send(20);
        assertThat(log.range("plant.readings", 0).end())
                .as("events still come in")
                .isEqualTo(120);
        assertThat(rows("raw")).isEqualTo(50);

        store.refusal = null;
        RunningProcess.await(() -> rows("raw") == 120 && rows("totals") == 11);
        assertThat(pipeline().state()).isEqualTo(State.RUNNING);
        assertThat(pipeline().failure()).isNull();
        assertThat(pipeline().retryAt()).isNull();
        RunningProcess.await(() -> rows("ever") == 1);
        EngineStatus status = pipeline().engine().orElseThrow();
        Ledger ledger = status.streams().get(0).ledger().processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.received()).isEqualTo(120);
        assertThat(ledger.delivered()).as("each once").isEqualTo(120);
        assertThat(store.read("plant.totals", RowQuery.all())).allSatisfy(row -> {
            Object[] values = Objects.requireNonNull(row.values());
            assertThat(values[2]).as("events of a window").isEqualTo(10L);
        });
    }

    @Test
    void failure_withinAnother_isTriedAgainToo() throws Exception {
        store.refusal = new CompletionException(new IllegalStateException(full));
        send(5);
        RunningProcess.await(() -> pipeline().state() == State.DEGRADED);
        store.refusal = null;
        RunningProcess.await(() -> rows("raw") == 5);
    }

    @Test
    void failure_thatIsABug_isNotTriedAgain() throws Exception {
        store.refusal = new IllegalStateException("a bug");
        send(5);
        RunningProcess.await(() -> pipeline().state() == State.FAILED);
        assertThat(pipeline().retryAt()).isNull();
        assertThat(Objects.requireNonNull(pipeline().failure()).in(Locale.ENGLISH))
                .contains("a bug");
    }

    @Test
    void pauseAndChange_whileTheStoreIsFull_loseNothing() throws Exception {
        send(20);
        RunningProcess.await(() -> rows("raw") == 20);
        store.refusal = full;
        send(20);
        platform.pause("plant");
        assertThat(pipeline().state()).isEqualTo(State.PAUSED);
        platform.resume("plant");
        RunningProcess.apply(platform, folder.resolve("plant.yaml"), PIPELINE + "# the same\n");
        store.refusal = null;
        RunningProcess.await(() -> rows("raw") == 40 && pipeline().state() == State.RUNNING);
    }

    private PipelineStatus pipeline() {
        return platform.status().pipelines().get(0);
    }

    private int rows(String view) {
        return store.read("plant." + view, RowQuery.all()).size();
    }

    /** Events a second apart. */
    private void send(int events) {
        String[] texts = new String[events];
        for (int i = 0; i < events; i++) {
            texts[i] = "{\"device\":\"a\",\"ts\":\"" + Instant.EPOCH.plusSeconds(sent) + "\",\"n\":" + sent++ + "}";
        }
        log.append("plant.readings", 0, Slices.of(texts)).toCompletableFuture().join();
    }
}
