package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.live.Milestones.Milestone;
import io.raudal.engine.log.Log;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.store.Store;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the engine's state together with the rows that it has emitted, so that the store always has both of one moment. One thing
 * happens at a time; where one fails the engine stops, for what was taken for the store is nowhere else.
 */
final class Checkpoints {
    private static final String HISTORY = "history";

    private final PipelinePlan plan;
    private final String writer;
    private final Log log;
    private final Store store;
    private final SnapshotStore snapshots;
    private final RunningGraph running;
    private final RowKeeper rows;
    private final EngineHistory history;
    private final Map<String, AsideWriter> asides;
    private final EngineThreads threads;
    private final InstantSource clock;

    private byte[] mark = {};
    private volatile EngineStatus.@Nullable Checkpoint last;

    Checkpoints(
            PipelinePlan plan,
            String writer,
            Log log,
            Store store,
            SnapshotStore snapshots,
            RunningGraph running,
            RowKeeper rows,
            EngineHistory history,
            Map<String, AsideWriter> asides,
            EngineThreads threads,
            InstantSource clock) {
        this.plan = plan;
        this.writer = writer;
        this.log = log;
        this.store = store;
        this.snapshots = snapshots;
        this.running = running;
        this.rows = rows;
        this.history = history;
        this.asides = asides;
        this.threads = threads;
        this.clock = clock;
    }

    /** What the store names, with the history filled; empty if it names nothing. */
    synchronized Optional<EngineSnapshot> recover() {
        history.clear();
        Optional<byte[]> stored = store.mark(writer);
        // Rows may be stored before the first checkpoint.
        if (stored.isEmpty() || stored.get().length == 0) {
            return Optional.empty();
        }
        mark = stored.get();
        EngineSnapshot snapshot = load(new String(mark, StandardCharsets.UTF_8));
        byte[] kept = snapshot.steps().get(HISTORY);
        if (kept != null) {
            history.read(kept);
        }
        return Optional.of(snapshot);
    }

    private EngineSnapshot load(String name) {
        try {
            EngineSnapshot snapshot = EngineSnapshot.of(snapshots.load(name));
            snapshot.offsets().forEach(this::requireLog);
            return snapshot;
        } catch (RaudalException e) {
            throw new RaudalException(
                    e.code(),
                    new Message(
                            EngineSnapshot.MESSAGES,
                            "snapshot.lost",
                            List.of(plan.pipeline(), name, e.inWords().orElseThrow())),
                    e);
        }
    }

    /** What was read must be there still, or what comes next would be taken for it and left out. */
    private void requireLog(String partition, long offset) {
        int slash = partition.lastIndexOf('/');
        String stream = partition.substring(0, slash);
        int number = Integer.parseInt(partition.substring(slash + 1));
        String topic = PipelineData.topic(plan.pipeline(), stream);
        if (plan.streams().stream().anyMatch(known -> known.name().equals(stream))
                && number < log.partitions(topic)
                && log.range(topic, number).end() < offset) {
            throw new RaudalException(
                    ErrorCode.INVALID_SNAPSHOT,
                    new Message(
                            EngineSnapshot.MESSAGES,
                            "snapshot.ahead",
                            List.of(
                                    topic + "/" + number,
                                    Long.toString(log.range(topic, number).end()),
                                    Long.toString(offset))));
        }
    }

    /** The last one since the start. */
    EngineStatus.@Nullable Checkpoint last() {
        return last;
    }

    /** Keeps the state now. */
    synchronized void keep() {
        guard(this::keepState);
    }

    /** Stores the rows that are final; the state is the old one. */
    synchronized void flush() {
        Map<String, List<RowChange>> finished = rows.takeFinished();
        if (!finished.isEmpty()) {
            guard(() -> rows.store(finished, Map.of(), mark));
        }
    }

    /** Changes something about the engine between two events, and keeps that. */
    synchronized void change(Runnable work) {
        guard(() -> {
            running.pause(() -> {
                work.run();
                return true;
            });
            keepState();
        });
    }

    private void guard(Runnable work) {
        Optional<Throwable> failure = threads.failure();
        if (failure.isPresent()) {
            throw new IllegalStateException(plan.pipeline() + ": the engine has failed", failure.get());
        }
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            threads.fail(e);
            throw e;
        }
    }

    private void keepState() {
        long begin = System.nanoTime();
        Map<String, List<RowChange>> finished = new LinkedHashMap<>();
        Map<String, List<RowChange>> unbounded = new LinkedHashMap<>();
        Map<String, Long> watermarks = new LinkedHashMap<>();
        // Asked before all is held up, for it takes requests; what the log drops meanwhile is forgotten the next time.
        Map<String, Long> firstOffsets = firstOffsets();
        EngineSnapshot snapshot = running.pause(() -> {
            finished.putAll(rows.takeFinished());
            unbounded.putAll(rows.takeUnbounded());
            plan.views()
                    .forEach(view -> watermarks.put(view.name(), running.graph().watermarkMillis(view.name())));
            Map<String, Long> offsets = running.offsets();
            note(offsets, firstOffsets);
            Map<String, byte[]> states = new LinkedHashMap<>(running.graph().snapshot());
            states.put(HISTORY, history.toBytes());
            return new EngineSnapshot(offsets, states);
        });
        awaitAsides();
        byte[] bytes = snapshot.toBytes();
        String name = snapshots.save(bytes);
        mark = name.getBytes(StandardCharsets.UTF_8);
        rows.store(finished, unbounded, mark);
        snapshots.keepOnly(name);
        last = new EngineStatus.Checkpoint(clock.millis(), System.nanoTime() - begin, bytes.length);
        watermarks.forEach((view, millis) -> {
            if (millis != Long.MIN_VALUE) {
                drop(view, millis);
            }
        });
    }

    /** Waits until all that was set aside so far is durable. */
    void awaitAsides() {
        asides.values().forEach(AsideWriter::await);
    }

    /** By topic and partition, the first record that the log has. */
    private Map<String, Long> firstOffsets() {
        Map<String, Long> first = new HashMap<>();
        for (StreamPlan stream : plan.streams()) {
            String topic = PipelineData.topic(plan.pipeline(), stream.name());
            for (int partition = 0; partition < log.partitions(topic); partition++) {
                for (String suffix : PipelineData.SUFFIXES) {
                    first.put(
                            topic + suffix + "/" + partition,
                            log.range(topic + suffix, partition).first());
                }
            }
        }
        return first;
    }

    /** Brings the history to this moment. */
    private void note(Map<String, Long> offsets, Map<String, Long> firstOffsets) {
        EngineGraph graph = running.graph();
        Set<String> views = graph.plan().views().stream().map(ViewPlan::name).collect(Collectors.toSet());
        history.generations.keepStates(views);
        history.readAgain.entrySet().removeIf(last -> offsets.getOrDefault(last.getKey(), 0L) > last.getValue());
        for (StreamPlan stream : plan.streams()) {
            String topic = PipelineData.topic(plan.pipeline(), stream.name());
            for (int partition = 0; partition < log.partitions(topic); partition++) {
                PartitionStep step = graph.partitions().get(stream.name() + "/" + partition);
                Long offset = offsets.get(stream.name() + "/" + partition);
                if (step != null && offset != null) {
                    history.milestones.add(
                            stream.name() + "/" + partition,
                            new Milestone(offset, step.highestMicros(), step.watermarkMicros()),
                            firstOffsets.getOrDefault(topic + "/" + partition, 0L));
                }
                for (String suffix : List.of(PipelineData.LATE, PipelineData.DEAD)) {
                    history.replayed.forgetBelow(
                            stream.name() + suffix,
                            partition,
                            firstOffsets.getOrDefault(topic + suffix + "/" + partition, 0L));
                }
            }
        }
    }

    private void drop(String view, long watermarkMillis) {
        for (String name : history.generations.storedNames(view)) {
            try {
                store.drop(name, watermarkMillis);
            } catch (IllegalArgumentException e) {
                // A generation that served in another life of a store that forgets.
            }
        }
    }
}
