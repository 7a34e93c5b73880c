package io.raudal.engine.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.BoundedRun;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.Plans;
import io.raudal.engine.run.RunListener;
import io.raudal.engine.run.RunOptions;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.store.MemoryStore;
import io.raudal.engine.store.RowQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedEngineTest {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final String TOPIC = "plant.readings";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final InstantSource clock = InstantSource.system();
    private final MemoryLog log = new MemoryLog(clock);
    private final MemoryStore store = new MemoryStore(1 << 20);
    private final MemoryChanges changes = new MemoryChanges(1 << 20, clock);
    private SnapshotStore snapshots = new MemorySnapshots();

    @Test
    void rows_afterCrashesAtRandomPoints_areThoseOfABoundedRun() throws Exception {
        System.out.println("EmbeddedEngineTest seed " + seed);
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        List<String> events = events(6000);
        EmbeddedEngine engine = engine(plan, 1);
        engine.start();
        int crashes = 0;
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(300));
            append(0, events.subList(from, to));
            from = to;
            Thread.sleep(random.nextInt(10));
            int chance = random.nextInt(6);
            if (chance == 0) {
                engine.checkpoint();
            } else if (chance == 1) {
                engine.halt();
                engine = engine(plan, 1);
                engine.start();
                crashes++;
            }
        }
        finish(engine, 1);
        assertThat(crashes).as("seed %d", seed).isPositive();
        for (ViewPlan view : plan.views()) {
            assertThat(stored(view)).as("seed %d: %s", seed, view.name()).isEqualTo(bounded(plan, view, events));
        }
        Ledger ledger = engine.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.received()).isEqualTo(events.size());
        assertThat(ledger.late()).isPositive();
        // Each late and dead event is in its stream once, whatever crashed in between.
        List<AsideRecord> late = aside(TOPIC + ".late", 1);
        List<AsideRecord> dead = aside(TOPIC + ".dead", 1);
        assertThat(late).as("seed %d", seed).hasSize((int) ledger.late());
        assertThat(dead).as("seed %d", seed).hasSize((int) ledger.dead());
        assertThat(late).allSatisfy(record -> {
            assertThat(record.kind()).isEqualTo("late");
            assertThat(record.reason()).isEqualTo("lateness");
            assertThat(new String(record.raw(), UTF_8)).isEqualTo(events.get((int) record.offset()));
        });
        assertThat(dead).allSatisfy(record -> assertThat(record.detail()).isNotEmpty());
        engine.close();
    }

    @Test
    void rows_ofAnyPartitionsAndThreads_areTheSameWhereNothingIsLate() throws Exception {
        System.out.println("EmbeddedEngineTest seed " + seed);
        PipelinePlan reference = plan(Duration.ofSeconds(60), 1);
        List<String> events = events(3000);
        for (int partitions : new int[] {1, 3, 8}) {
            for (int threads : new int[] {1, 2, 8}) {
                PipelinePlan plan = plan(Duration.ofSeconds(60), partitions);
                try (MemoryLog own = new MemoryLog(clock)) {
                    MemoryStore ownStore = new MemoryStore(1 << 20);
                    EmbeddedEngine engine = new EmbeddedEngine(
                            plan,
                            EmbeddedEngineTest::noTables,
                            own,
                            ownStore,
                            changes,
                            new MemorySnapshots(),
                            clock,
                            options(threads),
                            1L << 30);
                    engine.start();
                    for (String event : events) {
                        int partition = Math.floorMod(event.hashCode(), partitions);
                        own.append(TOPIC, partition, Slices.of(event))
                                .toCompletableFuture()
                                .join();
                    }
                    finish(engine, own, partitions);
                    for (ViewPlan view :
                            List.of(plan.views().get(0), plan.views().get(2))) {
                        List<RowChange> rows = ownStore.read("plant." + view.name(), RowQuery.all());
                        assertClose(view, text(view, rows), bounded(reference, view, events), partitions == 1);
                    }
                    assertThat(ownStore.read("plant." + Plans.ROWS, RowQuery.all()))
                            .hasSize((int) bounded(reference, reference.views().get(1), events)
                                    .lines()
                                    .count());
                    Ledger ledger = engine.ledgers().get("readings").processed();
                    assertThat(ledger.balances()).isTrue();
                    assertThat(ledger.late()).isZero();
                    engine.close();
                }
            }
        }
    }

    @Test
    void start_againAfterClose_goesOnWhereItStood() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 2);
        List<String> events = events(2000);
        EmbeddedEngine first = engine(plan, 2);
        first.start();
        append(0, events.subList(0, 1000));
        await(first, () -> first.ledgers().get("readings").inFlight() == 0);
        first.close();
        EmbeddedEngine second = engine(plan, 2);
        second.start();
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(1000);
        append(1, events.subList(1000, 2000));
        finish(second, 2);
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(2000);
        second.close();
    }

    @Test
    void idlePartition_byTheClock_closesWindowsAndAReplayObeys() throws Exception {
        ManualClock time = new ManualClock();
        PipelinePlan plan = plan(Duration.ofSeconds(3), 2);
        MemoryLog own = new MemoryLog(time);
        EmbeddedEngine engine = new EmbeddedEngine(
                plan, EmbeddedEngineTest::noTables, own, store, changes, snapshots, time, options(2), 1L << 30);
        engine.start();
        own.append(TOPIC, 0, Slices.of(event("a", 1_000, "1.0"), event("a", 12_000, "2.0")))
                .toCompletableFuture()
                .join();
        await(engine, () -> engine.ledgers().get("readings").inFlight() == 0);
        assertThat(store.read("plant." + Plans.WINDOWS, RowQuery.all())).isEmpty();
        time.advance(Duration.ofSeconds(11));
        // The highest event time is 12 s: the first window closes, the second waits for the clock.
        await(engine, () -> store.read("plant." + Plans.WINDOWS, RowQuery.all()).size() == 1);
        time.advance(Duration.ofSeconds(20));
        await(engine, () -> store.read("plant." + Plans.WINDOWS, RowQuery.all()).size() == 2);
        own.append(TOPIC, 1, Slices.of(event("a", 13_000, "3.0")))
                .toCompletableFuture()
                .join();
        await(engine, () -> engine.ledgers().get("readings").processed().received() == 3);
        assertThat(aside(own, TOPIC + ".late", 2))
                .singleElement()
                .satisfies(record -> assertThat(record.reason()).isEqualTo("after-idle"));
        List<RowChange> rows = store.read("plant." + Plans.WINDOWS, RowQuery.all());
        engine.close();

        MemoryStore again = new MemoryStore(1 << 20);
        // Another clock, which decides nothing: what the log says is enough.
        EmbeddedEngine replay = new EmbeddedEngine(
                plan,
                EmbeddedEngineTest::noTables,
                own,
                again,
                changes,
                new MemorySnapshots(),
                new ManualClock(),
                options(1),
                1L << 30);
        replay.start();
        await(replay, () -> replay.ledgers().get("readings").processed().late() == 1);
        await(replay, () -> again.read("plant." + Plans.WINDOWS, RowQuery.all()).equals(rows));
        assertThat(aside(own, TOPIC + ".late", 2)).hasSize(1);
        replay.close();
    }

    @Test
    void changes_whoeverFollows_hasEveryFinalRow() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        long cursor = changes.snapshot("plant." + Plans.WINDOWS).cursor();
        EmbeddedEngine engine = engine(plan, 1);
        engine.start();
        append(0, events(2000));
        finish(engine, 1);
        Changed.Rows told =
                (Changed.Rows) changes.read("plant." + Plans.WINDOWS, cursor, Integer.MAX_VALUE, Duration.ZERO);
        Map<String, RowChange> finals = new LinkedHashMap<>();
        told.changes().stream().filter(RowChange::isFinal).forEach(row -> finals.put(Arrays.toString(row.key()), row));
        assertThat(finals.values())
                .containsExactlyInAnyOrderElementsOf(store.read("plant." + Plans.WINDOWS, RowQuery.all()));
        assertThat(changes.snapshot("plant." + Plans.WINDOWS).rows()).isEmpty();
        engine.close();
    }

    @Test
    void openRows_ofALiveView_areServedAndNotStored() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        EmbeddedEngine engine = engine(plan, 1);
        engine.start();
        append(0, List.of(event("a", 1_000, "1.0"), event("b", 2_000, "5.0")));
        await(engine, () -> counts().equals(List.of("a1", "b1")));
        append(0, List.of(event("a", 3_000, "2.0")));
        await(engine, () -> counts().equals(List.of("a2", "b1")));
        assertThat(store.read("plant." + Plans.WINDOWS, RowQuery.all())).isEmpty();
        finish(engine, 1);
        assertThat(counts()).isEmpty();
        assertThat(store.read("plant." + Plans.WINDOWS, RowQuery.all())).hasSize(2);
        engine.close();
    }

    private List<String> counts() {
        return changes.snapshot("plant." + Plans.WINDOWS).rows().stream()
                .map(RowChange::values)
                .map(values -> Objects.requireNonNull(values)[0] + "" + values[3])
                .toList();
    }

    @Test
    void snapshots_asFiles_areFoundOrToldMissing(@TempDir Path folder) throws Exception {
        snapshots = new SnapshotFiles(folder.resolve("snapshots"));
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        List<String> events = events(1000);
        EmbeddedEngine first = engine(plan, 1);
        first.start();
        append(0, events.subList(0, 500));
        await(first, () -> first.ledgers().get("readings").inFlight() == 0);
        first.close();
        try (var files = java.nio.file.Files.list(folder.resolve("snapshots"))) {
            assertThat(files).hasSize(1);
        }
        snapshots = new SnapshotFiles(folder.resolve("snapshots"));
        EmbeddedEngine second = engine(plan, 1);
        second.start();
        append(0, events.subList(500, 1000));
        finish(second, 1);
        assertThat(stored(plan.views().get(0)))
                .isEqualTo(bounded(plan, plan.views().get(0), events));
        second.close();
        snapshots = new SnapshotFiles(folder.resolve("elsewhere"));
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> engine(plan, 1).start())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SNAPSHOT));
    }

    @Test
    void snapshot_thatIsDamaged_isRefused() {
        byte[] bytes = new EngineSnapshot(Map.of("readings/0", 5L), Map.of("a", new byte[] {1, 2})).toBytes();
        EngineSnapshot read = EngineSnapshot.of(bytes);
        assertThat(read.offsets()).isEqualTo(Map.of("readings/0", 5L));
        assertThat(read.steps().get("a")).containsExactly(1, 2);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 4;
            assertThatExceptionOfType(RaudalException.class).isThrownBy(() -> EngineSnapshot.of(damaged));
        }
    }

    @Test
    void storeThatFails_stopsTheEngineWithItsError() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        EmbeddedEngine engine = new EmbeddedEngine(
                plan,
                EmbeddedEngineTest::noTables,
                log,
                new MemoryStore(3),
                changes,
                snapshots,
                clock,
                options(1),
                1L << 30);
        engine.start();
        append(0, events(1000));
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (engine.failure().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(engine.failure()).containsInstanceOf(RaudalException.class);
        engine.close();
    }

    @Test
    void lateAndDead_whileTheLogIsFull_waitForRoom() throws Exception {
        System.out.println("EmbeddedEngineTest seed " + seed);
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        RefusingLog full = new RefusingLog(log, ".late", ErrorCode.LIMIT_EXCEEDED, 20, 2000);
        EmbeddedEngine engine = engine(plan, full);
        engine.start();
        append(0, events(2000));
        finish(engine, 1);
        Ledger ledger = engine.ledgers().get("readings").processed();
        assertThat(full.hasRefused()).isTrue();
        assertThat(ledger.late()).isPositive();
        assertThat(aside(TOPIC + ".late", 1)).hasSize((int) ledger.late());
        assertThat(aside(TOPIC + ".dead", 1)).hasSize((int) ledger.dead());
        engine.close();
    }

    @Test
    void lateAndDead_thatCannotBeWritten_stopTheEngineAndAreWrittenByTheNext() throws Exception {
        System.out.println("EmbeddedEngineTest seed " + seed);
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        EmbeddedEngine first = engine(plan, new RefusingLog(log, ".late", ErrorCode.UNREACHABLE, 1, 1 << 20));
        first.start();
        List<String> events = events(2000);
        for (int from = 0; from < events.size(); from += 100) {
            append(0, events.subList(from, from + 100));
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (first.failure().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(first.failure()).isPresent();
        first.close();
        EmbeddedEngine second = engine(plan, 1);
        second.start();
        finish(second, 1);
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(aside(TOPIC + ".late", 1)).as("seed %d", seed).hasSize((int) ledger.late());
        assertThat(aside(TOPIC + ".dead", 1)).as("seed %d", seed).hasSize((int) ledger.dead());
        second.close();
    }

    @Test
    void dead_largerThanAnAppend_isCutAndSaysSo() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        EmbeddedEngine engine = engine(plan, new RefusingLog(log, ".none", ErrorCode.UNREACHABLE, 0, 4096));
        engine.start();
        append(0, List.of("not json " + "x".repeat(10_000)));
        finish(engine, 1);
        assertThat(aside(TOPIC + ".dead", 1)).singleElement().satisfies(record -> {
            assertThat(record.raw().length).isBetween(3500, 4096);
            assertThat(record.detail()).contains("of 10009 bytes");
        });
        engine.close();
    }

    private static TableRows noTables(String name) {
        throw new IllegalArgumentException(name);
    }

    private EmbeddedEngine engine(PipelinePlan plan, Log other) {
        return new EmbeddedEngine(
                plan, EmbeddedEngineTest::noTables, other, store, changes, snapshots, clock, options(1), 1L << 30);
    }

    private EmbeddedEngine engine(PipelinePlan plan, int threads) {
        return new EmbeddedEngine(
                plan, EmbeddedEngineTest::noTables, log, store, changes, snapshots, clock, options(threads), 1L << 30);
    }

    private static EngineOptions options(int threads) {
        return new EngineOptions(threads, Duration.ofMillis(5), Duration.ofMillis(50), 1000);
    }

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }

    private void append(int partition, List<String> events) {
        log.append(TOPIC, partition, Slices.of(events)).toCompletableFuture().join();
    }

    private void finish(EmbeddedEngine engine, int partitions) throws Exception {
        finish(engine, log, partitions);
    }

    /** Closes every window and waits until everything is stored. */
    private static void finish(EmbeddedEngine engine, MemoryLog log, int partitions) throws Exception {
        for (int partition = 0; partition < partitions; partition++) {
            log.append(TOPIC, partition, new Control.Idle(Long.MAX_VALUE))
                    .toCompletableFuture()
                    .join();
        }
        await(engine, () -> engine.ledgers().get("readings").inFlight() == 0);
        engine.checkpoint();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(EmbeddedEngine engine, Condition condition) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            if (engine.failure().isPresent()) {
                throw new AssertionError("the engine failed", engine.failure().get());
            }
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    private List<AsideRecord> aside(String stream, int partitions) throws InterruptedException {
        return aside(log, stream, partitions);
    }

    private static List<AsideRecord> aside(MemoryLog log, String stream, int partitions) throws InterruptedException {
        List<AsideRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            try (LogReader reader = log.reader(stream, Map.of(partition, 0L))) {
                for (LogRecords read = reader.poll(Duration.ZERO); read != null; read = reader.poll(Duration.ZERO)) {
                    Slices slices = ((LogRecords.Events) read).slices();
                    for (int i = 0; i < slices.size(); i++) {
                        records.add(AsideRecord.of(slices.copy(i)));
                    }
                }
            }
        }
        return records;
    }

    private String stored(ViewPlan view) throws IOException {
        return text(view, store.read("plant." + view.name(), RowQuery.all()));
    }

    private static String text(ViewPlan view, List<RowChange> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(view.output(), out);
        List<RowChange> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(RowChange::key, Arrays::compareUnsigned));
        for (RowChange row : sorted) {
            writer.write(Objects.requireNonNull(row.values()));
        }
        writer.flush();
        return out.toString(UTF_8);
    }

    private static String bounded(PipelinePlan plan, ViewPlan view, List<String> events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(view.output(), out);
        InputFile input = InputFile.of("memory", (String.join("\n", events) + "\n").getBytes(UTF_8));
        new BoundedRun(
                        plan,
                        EmbeddedEngineTest::noTables,
                        List.of(view.name()),
                        new RunOptions(1, 1000),
                        RunListener.NONE)
                .run(Map.of("readings", List.of(input)), (name, columns, row) -> writer.write(columns, row));
        writer.flush();
        return out.toString(UTF_8);
    }

    private void assertClose(ViewPlan view, String actual, String expected, boolean exactly) {
        if (exactly) {
            assertThat(actual).as("seed %d: %s", seed, view.name()).isEqualTo(expected);
            return;
        }
        String[] rows = actual.lines().toArray(String[]::new);
        String[] others = expected.lines().toArray(String[]::new);
        assertThat(rows).as("seed %d: %s", seed, view.name()).hasSameSizeAs(others);
        for (int i = 0; i < rows.length; i++) {
            String[] fields = rows[i].split("[:,}](?=[-0-9.e]+[,}])", -1);
            String[] otherFields = others[i].split("[:,}](?=[-0-9.e]+[,}])", -1);
            assertThat(fields[0]).as("seed %d", seed).isEqualTo(otherFields[0]);
            for (int f = 1; f < fields.length; f++) {
                double value = Double.parseDouble(fields[f].replaceAll("[,}].*", ""));
                double other = Double.parseDouble(otherFields[f].replaceAll("[,}].*", ""));
                assertThat(value)
                        .as("seed %d: %s", seed, rows[i])
                        .isCloseTo(other, within(1e-12 * Math.max(1, Math.abs(other))));
            }
        }
    }

    private List<String> events(int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long time = 50L * i - (random.nextInt(10) == 0 ? random.nextInt(6_000) : 0);
            events.add(
                    random.nextInt(50) == 0
                            ? "not json " + i
                            : event(
                                    "dev-" + random.nextInt(20),
                                    time,
                                    Double.toString(random.nextInt(4000) / 100.0 - 10)));
        }
        return events;
    }

    private static String event(String device, long millis, String temperature) {
        return "{\"device\":\"" + device + "\",\"ts\":\"" + Instant.ofEpochMilli(START + millis) + "\",\"temperature\":"
                + temperature + "}";
    }

    private static final class ManualClock implements InstantSource {
        private Instant now = Instant.ofEpochMilli(START + 60_000);

        @Override
        public synchronized Instant instant() {
            return now;
        }

        synchronized void advance(Duration by) {
            now = now.plus(by);
        }
    }
}
