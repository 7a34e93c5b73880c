package io.raudal.engine.live;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.live.EngineHistory.Request;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.StreamFormats;
import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.store.Store;
import io.raudal.engine.store.StoredView;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a compiled pipeline in this process: reads its streams from the log, keeps its views up to date in the store and in the changes,
 * and puts late and dead events into streams of their own.
 *
 * <p>Exactly once: a checkpoint keeps the state of all steps between two events, then stores rows and the checkpoint's name at once;
 * {@link #start} goes on from what the store names. Rows that are stored between checkpoints are stored again, the same, after a
 * crash. Views whose queries have changed since, and new ones, are made from the log beside it and take over when they have caught up.
 * All methods may be called from any thread; one engine runs a pipeline at a time.
 */
public final class EmbeddedEngine implements AutoCloseable {
    private final PipelinePlan plan;
    private final Map<String, RecordFormat> formats;
    private final Function<String, TableRows> tables;
    private final Log log;
    private final Store store;
    private final Changes changes;
    private final EngineOptions options;
    private final long retentionBytes;
    private final PipelineSteps steps;
    private final EngineHistory history;
    private final EngineThreads threads;
    private final RowKeeper rows;
    private final Map<String, AsideWriter> asides = new LinkedHashMap<>();
    private final RunningGraph running;
    private final Checkpoints checkpoints;
    private final EngineReport report;
    private final Replays replays;
    private boolean started;
    private volatile @Nullable Rebuild rebuild;

    /**
     * @param tables the rows of a table by its name
     * @param steady decides how long a partition has been without events; it must not be set, as clocks are
     * @param retentionBytes how much a partition of the log keeps at most
     * @param counted where the rows of all engines of the pipeline are counted
     */
    public EmbeddedEngine(
            PipelinePlan plan,
            Function<String, TableRows> tables,
            Log log,
            Store store,
            Changes changes,
            SnapshotStore snapshots,
            InstantSource clock,
            InstantSource steady,
            EngineOptions options,
            long retentionBytes,
            CountedRows counted) {
        this.plan = plan;
        this.tables = tables;
        this.log = log;
        this.store = store;
        this.changes = changes;
        this.options = options;
        this.retentionBytes = retentionBytes;
        String writer = PipelineData.writer(plan.pipeline());
        formats = StreamFormats.of(plan);
        steps = new PipelineSteps(plan, formats, tables);
        history = new EngineHistory(plan.pipeline());
        threads = new EngineThreads(plan.pipeline());
        rows = new RowKeeper(writer, history.generations, plan.views(), store, changes, counted, options.pendingRows());
        log.ensure(plan.streams().stream()
                .flatMap(stream -> logStreams(stream.stream()))
                .toArray(LogStream[]::new));
        for (StreamPlan stream : plan.streams()) {
            String topic = PipelineData.topic(plan.pipeline(), stream.name());
            asides.put(stream.name(), new AsideWriter(log, topic, log.partitions(topic)));
        }
        running = new RunningGraph(plan, log, rows, steady, options, graph(names(plan.views())));
        checkpoints =
                new Checkpoints(plan, writer, log, store, snapshots, running, rows, history, asides, threads, clock);
        replays = new Replays(plan, steps, log, history, running, checkpoints, asides, threads, clock, new Requests());
        report = new EngineReport(plan, log, running, counted, history, checkpoints);
        // Whoever asks for rows before the start, or while the pipeline is paused, finds the views.
        checkpoints.recover();
        planViews(Set.copyOf(history.streams.keySet()), names(plan.views()));
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
        EngineSnapshot snapshot = checkpoints.recover().orElseGet(() -> new EngineSnapshot(Map.of(), Map.of()));
        Map<String, Long> offsets = new HashMap<>(snapshot.offsets());
        Map<String, byte[]> states = new HashMap<>(snapshot.steps());
        Set<String> known = Set.copyOf(history.streams.keySet());
        forgetOtherStreams(offsets, states);
        recoverAsides(offsets);
        Set<String> runnable = names(plan.views());
        List<RebuiltRows.Target> targets = planViews(known, runnable);
        rows.epoch(history.epoch);
        EngineGraph graph = graph(runnable);
        graph.restore(states, Map.of(), Set.of());
        running.start(graph, offsets, asides, threads);
        history.generations.views().stream()
                .filter(view -> !names(plan.views()).contains(view))
                .forEach(view -> rows.retire(storedName(view)));
        threads.start("keeper", new Keeper());
        threads.start("ticker", new Ticker(running, options));
        if (!targets.isEmpty()) {
            // No other attempt may take the name of a generation that this one has begun.
            checkpoints.keep();
            start(targets);
        }
    }

    /** Finds out what was set aside of the events that will be read again, and remembers that there are such until they were. */
    private void recoverAsides(Map<String, Long> offsets) throws InterruptedException {
        for (Map.Entry<String, AsideWriter> aside : asides.entrySet()) {
            int partitions = log.partitions(PipelineData.topic(plan.pipeline(), aside.getKey()));
            for (int number = 0; number < partitions; number++) {
                String partition = aside.getKey() + "/" + number;
                long from = offsets.getOrDefault(partition, 0L);
                long last = aside.getValue().recover(number, from, history.readAgain.containsKey(partition));
                history.readAgain.remove(partition);
                if (last >= from) {
                    history.readAgain.put(partition, last);
                }
            }
        }
    }

    /** A stream whose event times mean something else is read again from its beginning. */
    private void forgetOtherStreams(Map<String, Long> offsets, Map<String, byte[]> states) {
        for (StreamPlan stream : plan.streams()) {
            String name = stream.name();
            Long known = history.streams.put(name, steps.streamIdentity(name));
            if (known != null && known != steps.streamIdentity(name)) {
                offsets.keySet().removeIf(partition -> partition.startsWith(name + "/"));
                states.keySet().removeIf(state -> state.startsWith("partition/" + name + "/"));
                history.milestones.forget(name);
            }
        }
    }

    /**
     * Finds out what is to be made so that all views run, and makes sure that the store has them.
     *
     * @param known the streams that were read before
     * @param runnable those that cannot run before they are made are taken out
     */
    private List<RebuiltRows.Target> planViews(Set<String> known, Set<String> runnable) {
        List<RebuiltRows.Target> targets = new ArrayList<>();
        Request request = history.request;
        for (ViewPlan view : plan.views()) {
            boolean isNew = Rebuild.part(plan, Set.of(view.name())).streams().stream()
                    .noneMatch(stream -> known.contains(stream.name()));
            Generations.Task task = history.generations.plan(view.name(), steps.identity(view.name()), isNew);
            String name = history.generations.madeName(view.name());
            store.ensure(new StoredView(name, view.output(), view.view().retention()));
            if (task == Generations.Task.BUILD || task == Generations.Task.REBUILD) {
                boolean isServing = task == Generations.Task.REBUILD;
                runnable.remove(view.name());
                targets.add(new RebuiltRows.Target(view, name, isServing, Long.MIN_VALUE, false));
            } else if (request != null && request.views().contains(view.name())) {
                targets.add(new RebuiltRows.Target(view, name, true, request.fromMillis(), request.isReplay()));
            }
        }
        return targets;
    }

    private Rebuild start(List<RebuiltRows.Target> targets) {
        Rebuild next = new Rebuild(
                new Rebuild.Context(
                        plan,
                        formats,
                        tables,
                        log,
                        store,
                        changes,
                        history,
                        running,
                        rows,
                        checkpoints,
                        this::graph,
                        options),
                targets);
        rebuild = next;
        threads.start("rebuild", next);
        return next;
    }

    /** Rebuilds that somebody asks for. */
    private final class Requests implements Replays.Rebuilding {
        @Override
        public Rebuild start(Request request, Runnable change) {
            checkpoints.change(() -> {
                change.run();
                history.request = request;
            });
            return EmbeddedEngine.this.start(planViews(Set.copyOf(history.streams.keySet()), names(plan.views())));
        }

        @Override
        public void requireNone() {
            Rebuild last = rebuild;
            if (!isStarted() || threads.isEnding()) {
                throw new RaudalException(ErrorCode.CONFLICT, Replays.message("replay.stopped", plan.pipeline()));
            }
            if (last != null && !last.done().isDone()) {
                throw new RaudalException(ErrorCode.CONFLICT, Replays.message("replay.busy", plan.pipeline()));
            }
        }
    }

    /** Of some views, all that they read among them; with the partitions that the log has now. */
    private EngineGraph graph(Set<String> views) {
        PipelinePlan part = new PipelinePlan(
                plan.pipeline(),
                plan.streams(),
                plan.tables(),
                plan.views().stream()
                        .filter(view -> views.contains(view.name()))
                        .toList());
        Map<String, Integer> counts = new LinkedHashMap<>();
        plan.streams()
                .forEach(stream ->
                        counts.put(stream.name(), log.partitions(PipelineData.topic(plan.pipeline(), stream.name()))));
        Map<String, Consumer<AsideBatch>> writers = new LinkedHashMap<>();
        asides.forEach((stream, writer) -> writers.put(stream, writer::write));
        PipelineSteps partSteps = new PipelineSteps(part, formats, tables);
        return new EngineGraph(part, partSteps, counts, rows, writers, history.generations.missingUntil(views));
    }

    /** By view, a number for all that its rows depend on, as {@link PipelineSteps#identity} says. */
    public Map<String, Long> viewIdentities() {
        return steps.identities();
    }

    /** Why the engine stopped by itself, if it did. */
    public Optional<Throwable> failure() {
        return threads.failure();
    }

    /** By view, the events that it lacks because they did not fit their stream when it was made; those that lack none are not there. */
    public Map<String, Long> unfit() {
        return history.generations.unfit();
    }

    /** By stream, then by window view that other views read, what happened to its events. */
    public Map<String, StreamLedger> ledgers() {
        return report.ledgers();
    }

    /** The last checkpoint since the start. */
    public Optional<EngineStatus.Checkpoint> lastCheckpoint() {
        return Optional.ofNullable(checkpoints.last());
    }

    /** Where everything is, between two events. */
    public EngineStatus status() {
        return report.status(rebuild);
    }

    /** The name under which store and changes know the rows that serve a view now; another one once a changed view has caught up. */
    public String storedName(String view) {
        return history.generations.storedName(view);
    }

    /** The names of all generations of a view that the store may have rows of, the one that serves first. */
    public List<String> storedNames(String view) {
        return history.generations.storedNames(view);
    }

    /** Whether a record of a late or dead stream was replayed. */
    public boolean isReplayed(String stream, boolean isLate, int partition, long offset) {
        return history.replayed.contains(stream + (isLate ? PipelineData.LATE : PipelineData.DEAD), partition, offset);
    }

    /**
     * Has events count that were set aside, and waits until they do. All views that read the stream, views on views too, are made anew
     * from where the log still has whole windows, with late events in their places; rows that differ are replaced. A mended dead event
     * is appended to its stream; if it is late there, it is replayed like all late ones. What falls in a window of which the log has lost
     * a part is refused, and so is everything late where an unbounded GROUP BY reads the stream and the log has lost its beginning.
     *
     * @throws RaudalException NOT_FOUND if there is no such stream; CONFLICT while views are rebuilt, and when the engine is stopped
     *     meanwhile: then what was begun goes on when it starts again
     */
    public AsideReplay.Outcome replay(AsideReplay replay) throws InterruptedException {
        return replays.run(replay);
    }

    /**
     * Makes the rows of all views anew out of the log, beside the running engine: those of windows that end after this event time, and
     * of row views those of later events. Rows that differ are replaced. Views of which the log has lost a part of what is open stay as
     * they are, for they would lose that.
     *
     * @return the names of the views that stay as they are
     * @throws RaudalException CONFLICT while views are rebuilt
     */
    public Set<String> rewind(Instant to) {
        return replays.rewind(to);
    }

    /**
     * Keeps the state now. Where that fails the engine stops: what was taken for the store is nowhere else, so no later checkpoint may
     * say that it is there.
     *
     * @throws IllegalStateException if the engine has failed
     */
    public void checkpoint() {
        checkpoints.keep();
    }

    /** Stops after a last checkpoint, unless it has failed. */
    @Override
    public void close() {
        threads.stop();
        if (isStarted() && failure().isEmpty()) {
            checkpoint();
        }
    }

    private synchronized boolean isStarted() {
        return started;
    }

    /** Stops as a crash would: what was not stored is not stored. */
    public void halt() {
        threads.stop();
    }

    /** Stores finished rows and keeps the state, each every so often. */
    private final class Keeper implements EngineThreads.Work {
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void run() throws InterruptedException {
            long nextCheckpoint = System.nanoTime() + options.checkpoint().toNanos();
            while (!ended.await(options.tick().toNanos(), TimeUnit.NANOSECONDS)) {
                if (System.nanoTime() >= nextCheckpoint) {
                    checkpoint();
                    nextCheckpoint = System.nanoTime() + options.checkpoint().toNanos();
                } else {
                    checkpoints.flush();
                }
            }
        }

        @Override
        public void end() {
            ended.countDown();
        }
    }

    private java.util.stream.Stream<LogStream> logStreams(Stream stream) {
        return PipelineData.SUFFIXES.stream()
                .map(suffix -> new LogStream(
                        PipelineData.topic(plan.pipeline(), stream.name()) + suffix,
                        stream.partitions(),
                        stream.retention(),
                        retentionBytes));
    }

    private static Set<String> names(List<ViewPlan> views) {
        return views.stream().map(ViewPlan::name).collect(Collectors.toCollection(HashSet::new));
    }
}
