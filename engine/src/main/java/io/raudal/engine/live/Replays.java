package io.raudal.engine.live;

import io.raudal.engine.Decoder;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.live.AsideReplay.Item;
import io.raudal.engine.live.AsideReplay.Outcome;
import io.raudal.engine.live.AsideReplay.Refused;
import io.raudal.engine.live.EngineHistory.Request;
import io.raudal.engine.live.Milestones.Milestone;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;

/**
 * Takes events in again that were set aside, and makes rows anew from a time on. Late events are marked as replayed with a checkpoint,
 * then the views that read the stream are rebuilt with them in their places; a crash in between only delays that. Mended dead events are
 * appended to their stream; those that are late there are replayed like all late ones. One at a time.
 */
final class Replays {
    private static final byte[] NO_HEADER = {};
    private static final int APPENDED = 500;
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** Has views rebuilt. */
    interface Rebuilding {
        /** Makes a change to the history and starts what is asked for, where none is under way. */
        Rebuild start(Request request, Runnable change);

        /** Refuses if one is under way. */
        void requireNone();
    }

    private final PipelinePlan plan;
    private final PipelineSteps steps;
    private final Log log;
    private final EngineHistory history;
    private final RunningGraph running;
    private final Checkpoints checkpoints;
    private final Map<String, AsideWriter> asides;
    private final EngineThreads threads;
    private final InstantSource clock;
    private final Rebuilding rebuilding;
    private final Semaphore turn = new Semaphore(1);

    Replays(
            PipelinePlan plan,
            PipelineSteps steps,
            Log log,
            EngineHistory history,
            RunningGraph running,
            Checkpoints checkpoints,
            Map<String, AsideWriter> asides,
            EngineThreads threads,
            InstantSource clock,
            Rebuilding rebuilding) {
        this.plan = plan;
        this.steps = steps;
        this.log = log;
        this.history = history;
        this.running = running;
        this.checkpoints = checkpoints;
        this.asides = asides;
        this.threads = threads;
        this.clock = clock;
        this.rebuilding = rebuilding;
    }

    /** As {@link EmbeddedEngine#replay}. */
    Outcome run(AsideReplay replay) throws InterruptedException {
        takeTurn();
        try {
            return replay(replay);
        } finally {
            turn.release();
        }
    }

    /** Whoever comes while another one is at it is told so, for that may take long. */
    private void takeTurn() {
        if (!turn.tryAcquire()) {
            throw new RaudalException(ErrorCode.CONFLICT, message("replay.busy", plan.pipeline()));
        }
    }

    private Outcome replay(AsideReplay replay) throws InterruptedException {
        StreamPlan stream = plan.streams().stream()
                .filter(any -> any.name().equals(replay.stream()))
                .findFirst()
                .orElseThrow(() -> new RaudalException(
                        ErrorCode.NOT_FOUND, message("replay.stream", plan.pipeline(), replay.stream())));
        rebuilding.requireNone();
        asides.values().forEach(AsideWriter::await);
        ReplayPlan planned = plan(replay);
        if (replay.isDryRun() || planned.taken().isEmpty()) {
            return new Outcome(planned.taken().size(), planned.refused(), planned.windows());
        }
        if (replay.isLate()) {
            List<Item> items =
                    planned.taken().stream().map(ReplayPlan.Event::item).toList();
            count(stream.name(), items, List.of(), planned.oldestMillis());
            return new Outcome(items.size(), planned.refused(), planned.windows());
        }
        return mend(stream, planned);
    }

    private ReplayPlan plan(AsideReplay replay) throws InterruptedException {
        Set<String> affected = readers(replay.stream());
        List<ViewPlan> views = plan.views().stream()
                .filter(view -> affected.contains(view.name()))
                .toList();
        List<String> direct = steps.readers(replay.stream());
        Map<String, Milestone> now = positions(replay.stream());
        ReplayPlan planned = new ReplayPlan(
                plan,
                replay,
                history.replayed,
                steps.scan(replay.stream(), NO_HEADER),
                missingUntil(now),
                now.values().stream()
                        .mapToLong(Milestone::watermarkMicros)
                        .max()
                        .orElse(Long.MIN_VALUE),
                clock.millis(),
                views,
                views.stream().filter(view -> direct.contains(view.name())).toList());
        planned.read(log);
        return planned;
    }

    /** Marks late events as replayed, and dead ones; rebuilds the views that the late ones count in, and waits for that. */
    private void count(String stream, List<Item> late, List<Item> dead, long oldestMillis) throws InterruptedException {
        Set<String> views = readers(stream);
        Runnable mark = () -> {
            late.forEach(item -> history.replayed.add(stream + PipelineData.LATE, item.partition(), item.offset()));
            dead.forEach(item -> history.replayed.add(stream + PipelineData.DEAD, item.partition(), item.offset()));
        };
        if (late.isEmpty() || views.isEmpty()) {
            checkpoints.change(mark);
            return;
        }
        Rebuild rebuild = rebuilding.start(new Request(views, oldestMillis - 1, true), mark);
        if (!rebuild.done().join()) {
            throw stopped();
        }
    }

    private Outcome mend(StreamPlan stream, ReplayPlan planned) throws InterruptedException {
        String topic = PipelineData.topic(plan.pipeline(), stream.name());
        Map<Integer, Long> lateEnds = ends(topic + PipelineData.LATE);
        append(stream, topic, planned.taken());
        awaitRead(stream.name(), ends(topic));
        asides.values().forEach(AsideWriter::await);
        Map<ByteBuffer, Deque<Item>> mended = new HashMap<>();
        planned.taken()
                .forEach(event -> mended.computeIfAbsent(ByteBuffer.wrap(event.raw()), any -> new ArrayDeque<>())
                        .add(event.item()));
        Map<Item, Item> late = new LinkedHashMap<>();
        for (Map.Entry<Integer, Long> end : lateEnds.entrySet()) {
            AsideEvents.read(log, topic + PipelineData.LATE, end.getKey(), end.getValue(), (record, offset) -> {
                Deque<Item> same = mended.getOrDefault(ByteBuffer.wrap(record.raw()), new ArrayDeque<>());
                if (!same.isEmpty()) {
                    late.put(new Item(end.getKey(), offset, null), same.remove());
                }
            });
        }
        List<Item> dead = planned.taken().stream().map(ReplayPlan.Event::item).toList();
        if (late.isEmpty()) {
            count(stream.name(), List.of(), dead, 0);
            return new Outcome(dead.size(), planned.refused(), 0);
        }
        ReplayPlan counted = plan(new AsideReplay(stream.name(), true, List.copyOf(late.keySet()), null, false));
        List<Item> items = counted.taken().stream().map(ReplayPlan.Event::item).toList();
        count(stream.name(), items, dead, counted.oldestMillis());
        // What came late meanwhile and cannot count is told under the name by which it was asked for.
        List<Refused> refused = new ArrayList<>(planned.refused());
        counted.refused()
                .forEach(again ->
                        refused.add(new Refused(Objects.requireNonNull(late.get(again.event())), again.reason())));
        return new Outcome(dead.size() - counted.refused().size(), refused, counted.windows());
    }

    private void append(StreamPlan stream, String topic, List<ReplayPlan.Event> events) {
        StreamIntake intake = new StreamIntake(log, stream, topic);
        for (int from = 0; from < events.size(); from += APPENDED) {
            List<ReplayPlan.Event> some = events.subList(from, Math.min(events.size(), from + APPENDED));
            int length = some.stream().mapToInt(event -> event.raw().length).sum();
            byte[] bytes = new byte[length + Decoder.PADDING];
            int[] starts = new int[some.size()];
            int[] lengths = new int[some.size()];
            int at = 0;
            for (int i = 0; i < starts.length; i++) {
                byte[] raw = some.get(i).raw();
                System.arraycopy(raw, 0, bytes, at, raw.length);
                starts[i] = at;
                lengths[i] = raw.length;
                at += raw.length;
            }
            try {
                intake.append(new Slices(bytes, starts, lengths, starts.length))
                        .toCompletableFuture()
                        .join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RaudalException failure ? failure : e;
            }
        }
    }

    private Map<Integer, Long> ends(String topic) {
        Map<Integer, Long> ends = new LinkedHashMap<>();
        for (int partition = 0; partition < log.partitions(topic); partition++) {
            ends.put(partition, log.range(topic, partition).end());
        }
        return ends;
    }

    /** Waits until the engine has been through the stream up to there. */
    private void awaitRead(String stream, Map<Integer, Long> ends) throws InterruptedException {
        while (true) {
            Map<String, Long> offsets = running.pause(running::offsets);
            if (ends.entrySet().stream()
                    .allMatch(end -> offsets.getOrDefault(stream + "/" + end.getKey(), 0L) >= end.getValue())) {
                return;
            }
            if (threads.isEnding()) {
                throw stopped();
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /**
     * As {@link EmbeddedEngine#rewind}.
     *
     * @return the views that stay as they are
     */
    Set<String> rewind(Instant to) {
        takeTurn();
        try {
            rebuilding.requireNone();
            return rebuildFrom(to);
        } finally {
            turn.release();
        }
    }

    private Set<String> rebuildFrom(Instant to) {
        Set<String> views = new HashSet<>();
        Set<String> kept = new HashSet<>();
        for (ViewPlan view : plan.views()) {
            boolean isWhole = !kept.contains(view.input()) && isWhole(view);
            (isWhole ? views : kept).add(view.name());
        }
        if (!views.isEmpty()) {
            rebuilding.start(new Request(views, to.toEpochMilli(), false), () -> {});
        }
        return kept;
    }

    /** Whether the log has all that a view has open now. */
    private boolean isWhole(ViewPlan view) {
        PipelinePlan part = Rebuild.part(plan, Set.of(view.name()));
        long lengths = part.views().stream()
                .filter(ViewWindows::hasWindows)
                .mapToLong(ViewWindows::lengthMillis)
                .sum();
        for (StreamPlan stream : part.streams()) {
            Map<String, Milestone> now = positions(stream.name());
            long missing = missingUntil(now);
            long watermark = now.values().stream()
                    .mapToLong(at -> Math.floorDiv(at.watermarkMicros(), 1000))
                    .min()
                    .orElse(Long.MIN_VALUE);
            boolean isKept = view.isRowView()
                    || !(ViewWindows.isUnbounded(view) || ViewWindows.isSession(view)) && watermark > missing + lengths;
            if (missing != Long.MIN_VALUE && !isKept) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Milestone> positions(String stream) {
        return running.pause(() -> {
            Map<String, Milestone> positions = new LinkedHashMap<>();
            running.offsets().forEach((partition, offset) -> {
                if (partition.substring(0, partition.lastIndexOf('/')).equals(stream)) {
                    PartitionStep step = running.graph().partitions().get(partition);
                    if (step != null) {
                        positions.put(partition, new Milestone(offset, step.highestMicros(), step.watermarkMicros()));
                    }
                }
            });
            return positions;
        });
    }

    /** Windows of the stream that start later are whole in the log; in milliseconds. */
    private long missingUntil(Map<String, Milestone> now) {
        synchronized (checkpoints) {
            long missing = Long.MIN_VALUE;
            for (Map.Entry<String, Milestone> entry : now.entrySet()) {
                long first = PipelineData.firstOffset(log, plan.pipeline(), entry.getKey());
                Milestone start = history.milestones.before(Long.MIN_VALUE, entry.getKey(), first, entry.getValue());
                missing = Math.max(missing, start.missingUntil());
            }
            return missing;
        }
    }

    /** The views that read a stream, directly or through others. */
    private Set<String> readers(String stream) {
        Set<String> readers = new HashSet<>(Set.of(stream));
        plan.views().stream().filter(view -> readers.contains(view.input())).forEach(view -> readers.add(view.name()));
        readers.remove(stream);
        return readers;
    }

    private RaudalException stopped() {
        return new RaudalException(ErrorCode.CONFLICT, message("replay.stopped", plan.pipeline()));
    }

    static Message message(String key, String... arguments) {
        return new Message(EngineSnapshot.MESSAGES, key, List.of(arguments));
    }
}
