package io.raudal.engine.live;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.live.Milestones.Milestone;
import io.raudal.engine.log.Log;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.store.Store;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the state and the rows of some views anew, out of the log and beside the running engine: a graph of these views and those that
 * they read catches up with the engine; between two events its state of the views moves over, and one engine goes on. What breaks off
 * before that leaves nothing but rows that are made again the same.
 */
final class Rebuild implements EngineThreads.Work {
    private static final Logger LOGGER = LoggerFactory.getLogger(Rebuild.class);
    /** So few records are read while the engine waits. */
    private static final long FEW = 2_000;

    private static final int MOST_ROUNDS = 50;
    private static final int EPOCH_SHIFT = 40;

    /** What a rebuild works with; all of one engine. */
    record Context(
            PipelinePlan plan,
            Map<String, RecordFormat> formats,
            Function<String, TableRows> tables,
            Log log,
            Store store,
            Changes changes,
            EngineHistory history,
            RunningGraph running,
            RowKeeper rows,
            Checkpoints checkpoints,
            Function<Set<String>, EngineGraph> graphs,
            EngineOptions options) {}

    private final Context context;
    private final Map<String, RebuiltRows.Target> targets = new LinkedHashMap<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private volatile @Nullable CatchUp catchUp;
    private volatile boolean ended;
    private final AtomicBoolean running = new AtomicBoolean();

    Rebuild(Context context, Collection<RebuiltRows.Target> targets) {
        this.context = context;
        targets.forEach(target -> this.targets.put(target.view().name(), target));
    }

    /** The views that it makes. */
    Set<String> views() {
        return targets.keySet();
    }

    /** Complete with whether it came to its end, once it stops. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    /** How far a view is; empty if it is not made here, or made. */
    Optional<EngineStatus.Rebuilding> progress(String view) {
        if (!targets.containsKey(view) || done.isDone()) {
            return Optional.empty();
        }
        CatchUp now = catchUp;
        return Optional.of(new EngineStatus.Rebuilding(now == null ? 0 : now.read(), now == null ? 0 : now.toRead()));
    }

    @Override
    public void run() throws InterruptedException {
        boolean isMade = false;
        running.set(true);
        try {
            while (!isMade && !ended) {
                try {
                    isMade = attempt();
                } catch (CatchUp.Overtaken e) {
                    LOGGER.atInfo()
                            .addKeyValue("pipeline", context.plan().pipeline())
                            .log("retention took what was to be read; beginning later");
                }
            }
        } finally {
            done.complete(isMade);
        }
    }

    @Override
    public void end() {
        ended = true;
        if (!running.get()) {
            done.complete(false);
        }
        CatchUp now = catchUp;
        if (now != null) {
            now.end();
        }
    }

    private boolean attempt() throws InterruptedException, CatchUp.Overtaken {
        PipelinePlan part = part(context.plan(), targets.keySet());
        PipelineSteps steps = new PipelineSteps(part, context.formats(), context.tables());
        Map<String, Milestone> starts = starts(part);
        long epoch = context.history().epoch + 1;
        RebuiltRows rows = new RebuiltRows(
                targets.values(),
                PipelineData.rebuildWriter(part.pipeline()),
                context.store(),
                context.changes(),
                epoch,
                context.options().pendingRows(),
                context.checkpoints()::flush,
                context.rows()::fail);
        EngineGraph graph =
                new EngineGraph(part, steps, counts(starts), rows, Map.of(), missingUntil(part, steps, starts));
        graph.raiseVersions(epoch << EPOCH_SHIFT);
        rows.missingUntil(graph.completeness()::missingUntil);
        CatchUp reading = new CatchUp(context.log(), part.pipeline(), graph, starts);
        catchUp = reading;
        if (ended) {
            return false;
        }
        SetAside aside = new SetAside(context.log(), part.pipeline(), context.history().replayed);
        inject(part, aside, reading, rows);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Map<String, Long> targetOffsets = context.running().pause(context.running()::offsets);
            leaveOut(part, aside, reading);
            long before = reading.read();
            if (!reading.readTo(targetOffsets)) {
                return false;
            }
            rows.store();
            if (round > 0 && reading.read() - before <= FEW) {
                break;
            }
        }
        List<CatchUp.Overtaken> overtaken = new ArrayList<>();
        context.checkpoints().change(() -> {
            if (!ended) {
                handOver(reading, aside, graph, rows, epoch, overtaken);
            }
        });
        if (!overtaken.isEmpty()) {
            throw overtaken.get(0);
        }
        return !ended;
    }

    private void handOver(
            CatchUp reading,
            SetAside aside,
            EngineGraph graph,
            RebuiltRows rows,
            long epoch,
            List<CatchUp.Overtaken> overtaken) {
        try {
            leaveOut(graph.plan(), aside, reading);
            if (!reading.readTo(context.running().offsets())) {
                return;
            }
        } catch (CatchUp.Overtaken e) {
            overtaken.add(e);
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        rows.finish();
        context.checkpoints().flush();
        EngineHistory history = context.history();
        Set<String> retired =
                views().stream().map(history.generations::storedName).collect(Collectors.toSet());
        for (RebuiltRows.Target target : targets.values()) {
            String view = target.view().name();
            history.generations.takeOver(view, graph.completeness().missingUntil(view));
            noteUnfit(target, reading);
        }
        history.epoch = epoch;
        history.request = null;
        context.rows().epoch(epoch);
        Set<String> all = context.plan().views().stream().map(ViewPlan::name).collect(Collectors.toSet());
        EngineGraph next = context.graphs().apply(all);
        next.restore(context.running().graph().snapshot(), graph.snapshot(), views());
        for (RebuiltRows.Target target : targets.values()) {
            if (ViewWindows.isUnbounded(target.view())) {
                context.rows()
                        .takeUnbounded(
                                target.view().name(), rows.latest(target.view().name()));
            }
        }
        retired.forEach(context.rows()::retire);
        context.running().replace(next);
        next.catchUp(views());
        next.tick();
    }

    /** Keeps, and says, how many events a view lacks because they do not fit their stream as it is now. */
    private void noteUnfit(RebuiltRows.Target target, CatchUp reading) {
        String view = target.view().name();
        long events = part(context.plan(), Set.of(view)).streams().stream()
                .mapToLong(stream -> reading.unfit().getOrDefault(stream.name(), 0L))
                .sum();
        Generations generations = context.history().generations;
        long before = generations.unfit().getOrDefault(view, 0L);
        if (target.fromMillis() != Long.MIN_VALUE && target.view().isRowView()) {
            // Rows that are there already stay.
            generations.unfit(view, reading.isAll() ? Math.min(events, before) : before);
            return;
        }
        // Where a part alone was read, it may lack others from before.
        generations.unfit(view, reading.isAll() ? events : Math.max(events, before));
        if (events > 0) {
            LOGGER.atWarn()
                    .addKeyValue("pipeline", context.plan().pipeline())
                    .addKeyValue("view", view)
                    .addKeyValue("events", events)
                    .log("a view was made anew without events of the log that do not fit their stream as it is now");
        }
    }

    /** The views and all that they read, directly or through others. */
    static PipelinePlan part(PipelinePlan plan, Set<String> views) {
        Set<String> needed = new HashSet<>(views);
        List<ViewPlan> kept = new ArrayList<>();
        for (int i = plan.views().size() - 1; i >= 0; i--) {
            ViewPlan view = plan.views().get(i);
            if (needed.contains(view.name())) {
                needed.add(view.input());
                kept.add(0, view);
            }
        }
        List<StreamPlan> streams = plan.streams().stream()
                .filter(stream -> needed.contains(stream.name()))
                .toList();
        return new PipelinePlan(plan.pipeline(), streams, plan.tables(), kept);
    }

    private Map<String, Milestone> starts(PipelinePlan part) {
        synchronized (context.checkpoints()) {
            return context.running().pause(() -> {
                Map<String, Milestone> now = positions(part);
                long before = wanted(now.values());
                Map<String, Milestone> starts = new LinkedHashMap<>();
                now.forEach((partition, at) -> starts.put(
                        partition, context.history().milestones.before(before, partition, firstOffset(partition), at)));
                return starts;
            });
        }
    }

    private Map<String, Milestone> positions(PipelinePlan part) {
        Map<String, Milestone> positions = new LinkedHashMap<>();
        context.running().offsets().forEach((partition, offset) -> {
            String stream = partition.substring(0, partition.lastIndexOf('/'));
            if (part.streams().stream().anyMatch(plan -> plan.name().equals(stream))) {
                PartitionStep step = Objects.requireNonNull(
                        context.running().graph().partitions().get(partition));
                positions.put(partition, new Milestone(offset, step.highestMicros(), step.watermarkMicros()));
            }
        });
        return positions;
    }

    /** Windows that start at this time or later are to be whole: those that are asked for, and those that are open. */
    private long wanted(Collection<Milestone> now) {
        long from = now.stream()
                .mapToLong(position -> Math.floorDiv(position.watermarkMicros(), 1000))
                .min()
                .orElse(Long.MIN_VALUE);
        long lengths = 0;
        for (RebuiltRows.Target target : targets.values()) {
            if (!target.isServing() || ViewWindows.isSession(target.view()) || ViewWindows.isUnbounded(target.view())) {
                return Long.MIN_VALUE;
            }
            from = Math.min(from, target.fromMillis());
            lengths += ViewWindows.lengthMillis(target.view());
        }
        return from < Long.MIN_VALUE + lengths ? Long.MIN_VALUE : from - lengths;
    }

    private long firstOffset(String partition) {
        return PipelineData.firstOffset(context.log(), context.plan().pipeline(), partition);
    }

    private static Map<String, Integer> counts(Map<String, Milestone> starts) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        starts.keySet()
                .forEach(
                        partition -> counts.merge(partition.substring(0, partition.lastIndexOf('/')), 1, Integer::sum));
        return counts;
    }

    /** By view with windows, up to when something is missing because the beginning of a stream is not read. */
    private static Map<String, Long> missingUntil(
            PipelinePlan part, PipelineSteps steps, Map<String, Milestone> starts) {
        Map<String, Long> bySource = new LinkedHashMap<>();
        starts.forEach((partition, start) ->
                bySource.merge(partition.substring(0, partition.lastIndexOf('/')), start.missingUntil(), Math::max));
        Map<String, Long> missing = new LinkedHashMap<>();
        for (StreamPlan stream : part.streams()) {
            note(bySource.getOrDefault(stream.name(), Long.MIN_VALUE), steps.readers(stream.name()), missing);
        }
        for (ViewPlan view : part.views()) {
            Long until = missing.get(view.name());
            if (until != null && ViewWindows.hasWindows(view)) {
                note(ViewWindows.lastEnd(view, until) - 1, steps.readers(view.name()), missing);
            }
        }
        missing.keySet()
                .retainAll(part.views().stream()
                        .filter(ViewWindows::hasWindows)
                        .map(ViewPlan::name)
                        .toList());
        return missing;
    }

    private static void note(long until, List<String> readers, Map<String, Long> missing) {
        if (until != Long.MIN_VALUE) {
            readers.forEach(reader -> missing.merge(reader, until, Math::max));
        }
    }

    /** Gives the steps the late events that were replayed. */
    private void inject(PipelinePlan part, SetAside aside, CatchUp reading, RebuiltRows rows)
            throws InterruptedException {
        rows.injecting(true);
        read(part, aside, (partition, record, isReplayed) -> {
            reading.leaveOut(partition, record.offset());
            if (isReplayed) {
                reading.inject(partition, record.offset(), record.raw());
            }
        });
        rows.injecting(false);
        reading.begin();
    }

    /** Has what the engine has set aside meanwhile be left out. */
    private void leaveOut(PipelinePlan part, SetAside aside, CatchUp reading) throws InterruptedException {
        read(part, aside, (partition, record, isReplayed) -> reading.leaveOut(partition, record.offset()));
    }

    private void read(PipelinePlan part, SetAside aside, SetAside.Sink sink) throws InterruptedException {
        context.checkpoints().awaitAsides();
        for (StreamPlan stream : part.streams()) {
            aside.read(stream.name(), sink);
        }
    }
}
