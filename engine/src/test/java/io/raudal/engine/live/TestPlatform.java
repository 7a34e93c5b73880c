package io.raudal.engine.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.BoundedRun;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.RunListener;
import io.raudal.engine.run.RunOptions;
import io.raudal.engine.store.MemoryStore;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** What an engine over {@code readings} stands on, all in memory, and what tests do with it. */
final class TestPlatform {
    static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    static final String TOPIC = "plant.readings";

    final InstantSource clock;
    private final InstantSource steady;
    final MemoryLog log;
    final MemoryStore store = new MemoryStore(1 << 20);
    final MemoryChanges changes;
    SnapshotStore snapshots = new MemorySnapshots();
    Function<String, TableRows> tables = TestPlatform::noTables;
    long retentionBytes = 1L << 30;
    private final CountedRows counted = new CountedRows();

    TestPlatform() {
        this(InstantSource.system());
    }

    TestPlatform(InstantSource clock) {
        this(clock, new MemoryLog(clock));
    }

    /** With a clock that may be set apart from the time that passes. */
    TestPlatform(InstantSource clock, InstantSource steady) {
        this(clock, steady, new MemoryLog(clock));
    }

    /** Another one on the same log. */
    TestPlatform(InstantSource clock, MemoryLog log) {
        this(clock, clock, log);
    }

    private TestPlatform(InstantSource clock, InstantSource steady, MemoryLog log) {
        this.clock = clock;
        this.steady = steady;
        this.log = log;
        changes = new MemoryChanges(1 << 20, clock);
    }

    EmbeddedEngine engine(PipelinePlan plan, int threads) {
        return engine(plan, options(threads));
    }

    EmbeddedEngine engine(PipelinePlan plan, EngineOptions options) {
        return engine(plan, options, store);
    }

    EmbeddedEngine engine(PipelinePlan plan, Store other) {
        return engine(plan, options(1), other);
    }

    EmbeddedEngine engine(PipelinePlan plan, Log other) {
        return new EmbeddedEngine(
                plan, tables, other, store, changes, snapshots, clock, steady, options(1), retentionBytes, counted);
    }

    private EmbeddedEngine engine(PipelinePlan plan, EngineOptions options, Store other) {
        return new EmbeddedEngine(
                plan, tables, log, other, changes, snapshots, clock, steady, options, retentionBytes, counted);
    }

    static EngineOptions options(int threads) {
        return new EngineOptions(threads, Duration.ofMillis(5), Duration.ofMillis(50), 1000);
    }

    static TableRows noTables(String name) {
        return Optional.<TableRows>empty().orElseThrow(() -> new IllegalArgumentException(name));
    }

    void append(int partition, List<String> events) {
        log.append(TOPIC, partition, Slices.of(events)).toCompletableFuture().join();
    }

    /** Closes every window and waits until everything is stored. */
    void finish(EmbeddedEngine engine, int partitions) throws Exception {
        for (int partition = 0; partition < partitions; partition++) {
            log.append(TOPIC, partition, new Control.Idle(Long.MAX_VALUE))
                    .toCompletableFuture()
                    .join();
        }
        awaitRead(engine);
        engine.checkpoint();
    }

    /** Waits until the engine has been through everything in the log. */
    static void awaitRead(EmbeddedEngine engine) throws Exception {
        await(
                engine,
                () -> engine.status().streams().stream()
                        .flatMap(stream -> stream.partitions().stream())
                        .allMatch(partition ->
                                partition.readOffset() == partition.range().end()));
    }

    /** What a test waits for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void await(EmbeddedEngine engine, Condition condition) throws Exception {
        await(() -> {
            if (engine.failure().isPresent()) {
                throw new AssertionError("the engine failed", engine.failure().get());
            }
            return condition.holds();
        });
    }

    static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            Thread.sleep(2);
        }
    }

    List<AsideRecord> aside(String stream, int partitions) throws InterruptedException {
        List<AsideRecord> records = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            try (LogReader reader = log.reader(stream, Map.of(partition, 0L))) {
                for (LogRecords read = reader.poll(Duration.ZERO); read != null; read = reader.poll(Duration.ZERO)) {
                    Slices slices = ((LogRecords.Events) read).slices();
                    for (int i = 0; i < slices.size(); i++) {
                        records.add(AsideRecord.read(slices.copy(i)).orElseThrow());
                    }
                }
            }
        }
        return records;
    }

    /** @param view as the store knows it */
    List<RowChange> rows(String view) {
        return store.read(view, RowQuery.all());
    }

    String stored(ViewPlan view) throws IOException {
        return text(view, rows("plant." + view.name()));
    }

    /** That the rows are those of an engine to which all events come anew, with this plan alone, and that nothing else is open. */
    void assertLikeNew(String what, EmbeddedEngine engine, PipelinePlan plan) throws Exception {
        TestPlatform other = new TestPlatform(clock, copy());
        EmbeddedEngine fresh = other.engine(plan, 1);
        fresh.start();
        awaitRead(fresh);
        fresh.close();
        for (ViewPlan view : plan.views()) {
            String name = engine.storedName(view.name());
            assertSame(what + ": " + name, text(view, rows(name)), other.stored(view));
        }
    }

    /** A log with the same events, in which none was set aside. */
    private MemoryLog copy() throws InterruptedException {
        MemoryLog copy = new MemoryLog(clock);
        int partitions = log.partitions(TOPIC);
        copy.ensure(new LogStream(TOPIC, partitions, Duration.ofDays(7), retentionBytes));
        for (int partition = 0; partition < partitions; partition++) {
            assertThat(log.range(TOPIC, partition).first()).isZero();
            try (LogReader reader = log.reader(TOPIC, Map.of(partition, 0L))) {
                for (LogRecords read = reader.poll(Duration.ZERO); read != null; read = reader.poll(Duration.ZERO)) {
                    if (read instanceof LogRecords.Events events) {
                        copy.append(TOPIC, partition, events.slices())
                                .toCompletableFuture()
                                .join();
                    } else if (read instanceof LogRecords.Decided decided) {
                        copy.append(TOPIC, partition, decided.control())
                                .toCompletableFuture()
                                .join();
                    }
                }
            }
        }
        return copy;
    }

    /** Tells the lines in which texts differ, not all. */
    static void assertSame(String what, String actual, String expected) {
        List<String> more = new ArrayList<>(actual.lines().toList());
        List<String> missing = new ArrayList<>(expected.lines().toList());
        Set<String> common = new HashSet<>(more);
        common.retainAll(Set.copyOf(missing));
        more.removeAll(common);
        missing.removeAll(common);
        assertThat(more)
                .as("%s: rows too many, beside the missing %s", what, missing)
                .isEmpty();
        assertThat(missing).as("%s: missing rows", what).isEmpty();
        assertThat(actual).as(what).isEqualTo(expected);
    }

    static String text(ViewPlan view, List<RowChange> rows) throws IOException {
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

    /** The rows of a bounded run over the events. */
    static String bounded(PipelinePlan plan, ViewPlan view, List<String> events) throws IOException {
        return bounded(plan, TestPlatform::noTables, view, events);
    }

    static String bounded(PipelinePlan plan, Function<String, TableRows> tables, ViewPlan view, List<String> events)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(view.output(), out);
        InputFile input = InputFile.of("memory", (String.join("\n", events) + "\n").getBytes(UTF_8));
        new BoundedRun(plan, tables, List.of(view.name()), new RunOptions(1, 1000), RunListener.NONE)
                .run(Map.of("readings", List.of(input)), (name, columns, row) -> writer.write(columns, row));
        writer.flush();
        return out.toString(UTF_8);
    }

    /** Readings of 20 devices, one every 50 ms; some up to 6 s late, some broken. */
    static List<String> events(Random random, int count) {
        return events(random, 0, count);
    }

    /** The readings from one number to another. */
    static List<String> events(Random random, int from, int to) {
        List<String> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
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

    /** @param millis behind {@link #START} */
    static String event(String device, long millis, String temperature) {
        return "{\"device\":\"" + device + "\",\"ts\":\"" + Instant.ofEpochMilli(START + millis) + "\",\"temperature\":"
                + temperature + "}";
    }

    /** A clock that a test turns. */
    static final class ManualClock implements InstantSource {
        private Instant now = Instant.ofEpochMilli(START + 60_000);
        private long readings;

        @Override
        public synchronized Instant instant() {
            readings++;
            return now;
        }

        /** How often it was asked. */
        synchronized long readings() {
            return readings;
        }

        synchronized void advance(Duration by) {
            now = now.plus(by);
        }
    }
}
