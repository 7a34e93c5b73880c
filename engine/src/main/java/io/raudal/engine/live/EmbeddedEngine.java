package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.FailedRows;
import io.raudal.engine.run.StreamFormats;
import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoredView;
import io.raudal.model.Stream;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a compiled pipeline in this process: reads its streams from the log, keeps its views up to date in the store and in the changes,
 * and puts late and dead events into streams of their own.
 *
 * <p>Exactly once: a checkpoint keeps the state of all steps between two events, then stores rows and the checkpoint's name at once;
 * {@link #start} goes on from what the store names. Rows that are stored between checkpoints are stored again, the same, after a
 * crash. All methods may be called from any thread; one engine runs a pipeline at a time.
 */
public final class EmbeddedEngine implements AutoCloseable {
    private static final byte[] NO_MARK = {};

    private final PipelinePlan plan;
    private final Log log;
    private final Store store;
    private final SnapshotStore snapshots;
    private final InstantSource clock;
    private final EngineOptions options;
    private final long retentionBytes;
    private final PipelineSteps steps;
    private final RowKeeper rows;
    private final EngineGraph graph;
    private final Map<String, AsideWriter> asides = new LinkedHashMap<>();
    private final EngineThreads threads;
    /** Shared by who runs steps, held alone by who wants none to run. */
    private final ReentrantReadWriteLock running = new ReentrantReadWriteLock(true);

    private byte[] mark = NO_MARK;
    private boolean started;
    /** By stream; replaced whole, so that any thread may go through them. */
    private volatile Map<String, List<PartitionReader>> readers = Map.of();

    private volatile Map<String, Idleness> idlenesses = Map.of();
    private volatile EngineStatus.@Nullable Checkpoint lastCheckpoint;

    /**
     * @param tables the rows of a table by its name
     * @param retentionBytes how much a partition of the log keeps at most
     */
    public EmbeddedEngine(
            PipelinePlan plan,
            Function<String, TableRows> tables,
            Log log,
            Store store,
            Changes changes,
            SnapshotStore snapshots,
            InstantSource clock,
            EngineOptions options,
            long retentionBytes) {
        this.plan = plan;
        this.log = log;
        this.store = store;
        this.snapshots = snapshots;
        this.clock = clock;
        this.options = options;
        this.retentionBytes = retentionBytes;
        threads = new EngineThreads(plan.pipeline());
        steps = new PipelineSteps(plan, StreamFormats.of(plan), tables);
        rows = new RowKeeper(plan.pipeline(), writer(), plan.views(), store, changes, options.pendingRows());
        for (StreamPlan streamPlan : plan.streams()) {
            ensure(streamPlan.stream());
        }
        for (ViewPlan view : plan.views()) {
            store.ensure(new StoredView(
                    rows.name(view.name()), view.output(), view.view().retention()));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        plan.streams().forEach(stream -> counts.put(stream.name(), log.partitions(topic(stream.name()))));
        Map<String, Consumer<AsideBatch>> writers = new LinkedHashMap<>();
        asides.forEach((stream, writer) -> writers.put(stream, writer::write));
        graph = new EngineGraph(plan, steps, counts, rows, writers);
    }

    /**
     * Recovers from the store and starts to read.
     *
     * @throws IllegalStateException if it was started before
     */
    public synchronized void start() throws InterruptedException {
        if (started) {
            throw new IllegalStateException(plan.pipeline() + ": an engine starts once");
        }
        started = true;
        EngineSnapshot snapshot = recover();
        graph.restore(snapshot.steps());
        plan.streams().forEach(stream -> admitPartitions(stream.name(), snapshot.offsets()));
        openReaders(snapshot.offsets());
        readers.forEach((stream, all) -> {
            for (int thread = 0; thread < all.size(); thread++) {
                threads.start(stream + "-" + thread, all.get(thread));
            }
        });
        threads.start("keeper", new Keeper());
    }

    /** Why the engine stopped by itself, if it did. */
    public Optional<Throwable> failure() {
        return threads.failure();
    }

    /** By view, the aggregated rows that were left out since the start, open ones each time that they were. */
    public Map<String, FailedRows> failedRows() {
        return rows.failedRows();
    }

    /** By stream, then by window view that other views read, what happened to its events. */
    public Map<String, StreamLedger> ledgers() {
        running.writeLock().lock();
        try {
            Map<String, Long> offsets = offsets();
            Map<String, StreamLedger> ledgers = new LinkedHashMap<>();
            graph.ledgers()
                    .forEach((source, ledger) ->
                            ledgers.put(source, new StreamLedger(ledger, inFlight(source, offsets))));
            return ledgers;
        } finally {
            running.writeLock().unlock();
        }
    }

    /** Where everything is, between two events. */
    public EngineStatus status() {
        running.writeLock().lock();
        try {
            Map<String, Ledger> ledgers = graph.ledgers();
            Map<String, Long> offsets = offsets();
            List<EngineStatus.StreamState> streams = new ArrayList<>();
            for (StreamPlan stream : plan.streams()) {
                String name = stream.name();
                Ledger ledger = ledgers.getOrDefault(name, new Ledger(name, List.of()));
                streams.add(new EngineStatus.StreamState(
                        name, new StreamLedger(ledger, inFlight(name, offsets)), partitions(name, offsets)));
            }
            List<EngineStatus.ViewState> views =
                    plan.views().stream().map(this::state).toList();
            return new EngineStatus(streams, views, lastCheckpoint);
        } finally {
            running.writeLock().unlock();
        }
    }

    private List<EngineStatus.PartitionState> partitions(String stream, Map<String, Long> offsets) {
        String topic = topic(stream);
        Idleness idleness = idlenesses.get(stream);
        List<EngineStatus.PartitionState> states = new ArrayList<>();
        for (int partition = 0; partition < log.partitions(topic); partition++) {
            PartitionStep step = graph.partition(stream, partition);
            states.add(new EngineStatus.PartitionState(
                    partition,
                    log.range(topic, partition),
                    offsets.getOrDefault(stream + "/" + partition, 0L),
                    step.watermarkMicros(),
                    step.highestMicros(),
                    idleness != null && idleness.isIdle(partition, clock.millis())));
        }
        return states;
    }

    private EngineStatus.ViewState state(ViewPlan view) {
        long watermark = graph.watermarkMillis(view.name());
        Window window = view.aggregation() == null ? null : view.aggregation().window();
        long next = window == null || watermark == Long.MIN_VALUE
                ? Long.MIN_VALUE
                : window.nextEnd(watermark).orElse(Long.MIN_VALUE);
        return new EngineStatus.ViewState(
                view.name(),
                watermark == Long.MIN_VALUE ? watermark : watermark * 1000,
                next,
                rows.finalRows(view.name()),
                Optional.ofNullable(rows.failedRows().get(view.name())));
    }

    /**
     * Keeps the state now. Where that fails the engine stops: what was taken for the store is nowhere else, so no later checkpoint may
     * say that it is there.
     *
     * @throws IllegalStateException if the engine has failed
     */
    public synchronized void checkpoint() {
        if (threads.failure().isPresent()) {
            throw new IllegalStateException(
                    plan.pipeline() + ": the engine has failed",
                    threads.failure().get());
        }
        try {
            keepState();
        } catch (RuntimeException | Error e) {
            threads.fail(e);
            throw e;
        }
    }

    private void keepState() {
        long begin = System.nanoTime();
        Map<String, List<RowChange>> finished;
        Map<String, List<RowChange>> unbounded;
        Map<String, Long> watermarks = new LinkedHashMap<>();
        EngineSnapshot snapshot;
        running.writeLock().lock();
        try {
            snapshot = new EngineSnapshot(offsets(), graph.snapshot());
            finished = rows.takeFinished();
            unbounded = rows.takeUnbounded();
            plan.views().forEach(view -> watermarks.put(view.name(), graph.watermarkMillis(view.name())));
        } finally {
            running.writeLock().unlock();
        }
        asides.values().forEach(AsideWriter::await);
        byte[] bytes = snapshot.toBytes();
        String name = snapshots.save(bytes);
        mark = name.getBytes(StandardCharsets.UTF_8);
        rows.store(finished, unbounded, mark);
        snapshots.keepOnly(name);
        lastCheckpoint = new EngineStatus.Checkpoint(clock.millis(), System.nanoTime() - begin, bytes.length);
        watermarks.forEach((view, millis) -> {
            if (millis != Long.MIN_VALUE) {
                store.drop(rows.name(view), millis);
            }
        });
    }

    /** Stops after a last checkpoint, unless it has failed. */
    @Override
    public void close() {
        threads.stop();
        if (started && failure().isEmpty()) {
            checkpoint();
        }
    }

    /** Stops as a crash would: what was not stored is not stored. */
    public void halt() {
        threads.stop();
    }

    private EngineSnapshot recover() throws InterruptedException {
        Optional<byte[]> stored = store.mark(writer());
        for (AsideWriter aside : asides.values()) {
            aside.recover();
        }
        if (stored.isEmpty() || stored.get().length == 0) {
            return new EngineSnapshot(Map.of(), Map.of());
        }
        mark = stored.get();
        return EngineSnapshot.of(snapshots.load(new String(mark, StandardCharsets.UTF_8)));
    }

    /** Has partitions that were added go on where the stream is, for windows up to there are final. The log says so to who reads it again. */
    private void admitPartitions(String stream, Map<String, Long> offsets) {
        int partitions = log.partitions(topic(stream));
        long watermark = Long.MAX_VALUE;
        List<Integer> added = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            if (offsets.containsKey(stream + "/" + partition)) {
                watermark =
                        Math.min(watermark, graph.partition(stream, partition).watermarkMicros());
            } else {
                added.add(partition);
            }
        }
        if (watermark == Long.MIN_VALUE || added.size() == partitions) {
            return;
        }
        for (int partition : added) {
            graph.partition(stream, partition).advance(watermark, graph.outbox(stream));
            if (log.range(topic(stream), partition).end() == 0) {
                PartitionReader.decide(log, topic(stream), partition, new Control.Idle(watermark));
            }
        }
    }

    private void openReaders(Map<String, Long> offsets) {
        Map<String, List<PartitionReader>> opened = new LinkedHashMap<>();
        Map<String, Idleness> quiet = new LinkedHashMap<>();
        try {
            for (StreamPlan stream : plan.streams()) {
                int partitions = log.partitions(topic(stream.name()));
                long idleMillis = stream.stream().time().idle().toMillis();
                quiet.put(stream.name(), new Idleness(partitions, idleMillis, clock.millis()));
                opened.put(stream.name(), new ArrayList<>());
                for (int thread = 0; thread < Math.min(options.threads(), partitions); thread++) {
                    opened.get(stream.name()).add(reader(stream.name(), thread, offsets, quiet.get(stream.name())));
                }
            }
        } catch (RuntimeException e) {
            opened.values().forEach(all -> all.forEach(PartitionReader::close));
            throw e;
        }
        idlenesses = quiet;
        readers = opened;
    }

    /** Of every partition that is this thread's turn. */
    private PartitionReader reader(String stream, int thread, Map<String, Long> offsets, Idleness idleness) {
        int partitions = log.partitions(topic(stream));
        Map<Integer, PartitionStep> own = new TreeMap<>();
        Map<Integer, Long> from = new TreeMap<>();
        for (int partition = thread; partition < partitions; partition += Math.min(options.threads(), partitions)) {
            PartitionStep step = graph.partition(stream, partition);
            own.put(partition, step);
            from.put(partition, offsets.getOrDefault(stream + "/" + partition, 0L));
            idleness.at(partition, step.watermarkMicros(), step.highestMicros());
        }
        return new PartitionReader(
                log,
                topic(stream),
                own,
                from,
                steps.scan(stream, NO_MARK),
                graph.outbox(stream),
                idleness,
                clock,
                running.readLock(),
                rows,
                options.tick());
    }

    /** Tells open rows, stores finished ones and keeps the state, each every so often. */
    private final class Keeper implements EngineThreads.Work {
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void run() throws InterruptedException {
            long nextCheckpoint = System.nanoTime() + options.checkpoint().toNanos();
            while (!ended.await(options.tick().toNanos(), TimeUnit.NANOSECONDS)) {
                running.readLock().lock();
                try {
                    graph.tick();
                } finally {
                    running.readLock().unlock();
                }
                if (System.nanoTime() >= nextCheckpoint) {
                    checkpoint();
                    nextCheckpoint = System.nanoTime() + options.checkpoint().toNanos();
                } else {
                    flush();
                }
            }
        }

        @Override
        public void end() {
            ended.countDown();
        }
    }

    private synchronized void flush() {
        Map<String, List<RowChange>> finished = rows.takeFinished();
        if (finished.isEmpty()) {
            return;
        }
        try {
            rows.store(finished, Map.of(), mark);
        } catch (RuntimeException | Error e) {
            threads.fail(e);
            throw e;
        }
    }

    private Map<String, Long> offsets() {
        Map<String, Long> offsets = new LinkedHashMap<>();
        readers.forEach((stream, all) -> all.forEach(reader ->
                reader.offsets().forEach((partition, offset) -> offsets.put(stream + "/" + partition, offset))));
        return offsets;
    }

    private long inFlight(String source, Map<String, Long> offsets) {
        long inFlight = 0;
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            int slash = entry.getKey().lastIndexOf('/');
            if (entry.getKey().substring(0, slash).equals(source)) {
                int partition = Integer.parseInt(entry.getKey().substring(slash + 1));
                inFlight += log.range(topic(source), partition).end() - entry.getValue();
            }
        }
        return inFlight;
    }

    private void ensure(Stream stream) {
        String topic = topic(stream.name());
        for (String suffix : List.of("", ".late", ".dead")) {
            log.ensure(new LogStream(topic + suffix, stream.partitions(), stream.retention(), retentionBytes));
        }
        asides.put(stream.name(), new AsideWriter(log, topic, log.partitions(topic)));
    }

    private String topic(String stream) {
        return plan.pipeline() + "." + stream;
    }

    private String writer() {
        return "engine." + plan.pipeline();
    }
}
