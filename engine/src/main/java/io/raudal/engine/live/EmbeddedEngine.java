package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.FailedRows;
import io.raudal.engine.run.StreamFormats;
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
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a compiled pipeline in this process: reads its streams from the log, keeps its views up to date in the store and in the changes,
 * and puts late and dead events into streams of their own.
 *
 * <p>Exactly once: a checkpoint keeps the state of all steps between two events, then stores rows and the checkpoint's name at once;
 * {@link #start} goes on from what the store names. Rows that are stored between checkpoints are stored again, the same, after a
 * crash. All methods may be called from any thread; one engine runs a pipeline at a time.
 */
public final class EmbeddedEngine implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedEngine.class);
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
    private final Map<String, List<PartitionReader>> readers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    /** Shared by who runs steps, held alone by who wants none to run. */
    private final ReentrantReadWriteLock running = new ReentrantReadWriteLock(true);

    private final Map<String, Idleness> idlenesses = new LinkedHashMap<>();

    private byte[] mark = NO_MARK;
    private volatile EngineStatus.@Nullable Checkpoint lastCheckpoint;
    private volatile boolean stopping;
    private volatile @Nullable Throwable failure;

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
        steps = new PipelineSteps(plan, StreamFormats.of(plan), tables);
        rows = new RowKeeper(plan.pipeline(), writer(), plan.views(), store, changes, options.pendingRows());
        log.ensure(plan.streams().stream()
                .flatMap(stream -> logStreams(stream.stream()))
                .toArray(LogStream[]::new));
        for (StreamPlan stream : plan.streams()) {
            String topic = topic(stream.name());
            asides.put(stream.name(), new AsideWriter(log, topic, log.partitions(topic)));
        }
        for (ViewPlan view : plan.views()) {
            store.ensure(new StoredView(
                    rows.name(view.name()), view.output(), view.view().retention()));
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        plan.streams().forEach(stream -> counts.put(stream.name(), log.partitions(topic(stream.name()))));
        graph = new EngineGraph(plan, steps, counts, rows);
    }

    /** Recovers from the store and starts to read. */
    public synchronized void start() throws InterruptedException {
        EngineSnapshot snapshot = recover();
        graph.restore(snapshot.steps());
        for (StreamPlan stream : plan.streams()) {
            startReaders(stream.stream(), snapshot.offsets());
        }
        start("keeper", this::keep);
    }

    /** Why the engine stopped by itself, if it did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
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

    /** Keeps the state now. */
    public synchronized void checkpoint() {
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

    /** Stops after a last checkpoint. */
    @Override
    public void close() {
        stop();
        if (failure == null && !threads.isEmpty()) {
            checkpoint();
        }
    }

    /** Stops as a crash would: what was not stored is not stored. */
    public void halt() {
        stop();
    }

    private void stop() {
        stopping = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            thread.interrupt();
        }
        for (Thread thread : threads) {
            while (thread.isAlive() && thread != Thread.currentThread()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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

    private void startReaders(Stream stream, Map<String, Long> offsets) {
        String topic = topic(stream.name());
        int partitions = log.partitions(topic);
        Idleness idleness = new Idleness(partitions, stream.time().idle().toMillis(), clock.millis());
        idlenesses.put(stream.name(), idleness);
        int count = Math.min(options.threads(), partitions);
        for (int thread = 0; thread < count; thread++) {
            Map<Integer, PartitionStep> own = new TreeMap<>();
            Map<Integer, Long> from = new TreeMap<>();
            for (int partition = thread; partition < partitions; partition += count) {
                PartitionStep step = graph.partition(stream.name(), partition);
                own.put(partition, step);
                from.put(partition, offsets.getOrDefault(stream.name() + "/" + partition, 0L));
                idleness.at(partition, step.watermarkMicros(), step.highestMicros());
            }
            AsideWriter aside = asides.get(stream.name());
            PartitionReader reader = new PartitionReader(
                    log,
                    topic,
                    own,
                    from,
                    steps.scan(stream.name(), NO_MARK),
                    graph.outbox(stream.name(), batch -> {
                        if (aside != null) {
                            aside.write(batch);
                        }
                    }),
                    idleness,
                    clock,
                    running.readLock(),
                    rows,
                    options.tick());
            readers.computeIfAbsent(stream.name(), name -> new ArrayList<>()).add(reader);
            start(stream.name() + "-" + thread, reader::run);
        }
    }

    private void keep() throws InterruptedException {
        long nextCheckpoint = System.nanoTime() + options.checkpoint().toNanos();
        while (true) {
            Thread.sleep(options.tick().toMillis());
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

    private synchronized void flush() {
        Map<String, List<RowChange>> finished = rows.takeFinished();
        if (!finished.isEmpty()) {
            rows.store(finished, Map.of(), mark);
        }
    }

    /** A thread's work. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        // Only stop() interrupts.
                    } catch (Throwable e) {
                        fail(e);
                    }
                },
                "raudal-" + plan.pipeline() + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void fail(Throwable e) {
        if (failure == null && !stopping) {
            failure = e;
            LOGGER.atError()
                    .setCause(e)
                    .addKeyValue("pipeline", plan.pipeline())
                    .log("engine stopped by a failure");
        }
        stopping = true;
        threads.forEach(Thread::interrupt);
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

    private java.util.stream.Stream<LogStream> logStreams(Stream stream) {
        return java.util.stream.Stream.of("", ".late", ".dead")
                .map(suffix -> new LogStream(
                        topic(stream.name()) + suffix, stream.partitions(), stream.retention(), retentionBytes));
    }

    private String topic(String stream) {
        return plan.pipeline() + "." + stream;
    }

    private String writer() {
        return "engine." + plan.pipeline();
    }
}
