package io.raudal.engine.live;

import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.ChangeScan;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.KeyGroups;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.step.StepGraph;
import io.raudal.engine.step.StepGraph.Lane;
import io.raudal.engine.step.StreamScan;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The steps of a running pipeline, joined. A partition's step belongs to its thread; a view's keyed step is run under its lane's
 * monitor by whichever thread emits to it, together with the step behind it through which other views read the view. Views read
 * earlier ones only, so monitors are taken in one order.
 */
final class EngineGraph implements StepGraph.Host {
    private static final byte[] NO_HEADER = {};

    private final PipelinePlan plan;
    private final PipelineSteps steps;
    private final RowTarget rows;
    private final Completeness completeness;
    private final Map<String, PartitionStep> partitions = new LinkedHashMap<>();
    private final Map<String, Consumer<AsideBatch>> asides;
    private final Map<String, Lane> lanes;
    private final StepGraph graph;

    /**
     * @param counts of the partitions of each stream
     * @param rows where they go
     * @param asides where late and dead events of each stream go
     * @param missingUntil by view with windows, as {@link Completeness} knows it
     */
    EngineGraph(
            PipelinePlan plan,
            PipelineSteps steps,
            Map<String, Integer> counts,
            RowTarget rows,
            Map<String, Consumer<AsideBatch>> asides,
            Map<String, Long> missingUntil) {
        this.plan = plan;
        this.steps = steps;
        this.rows = rows;
        completeness = new Completeness(missingUntil, view -> windowed(steps.readers(view)));
        this.asides = Map.copyOf(asides);
        counts.forEach((stream, count) -> {
            for (int partition = 0; partition < count; partition++) {
                partitions.put(stream + "/" + partition, steps.partition(stream, partition));
            }
        });
        graph = new StepGraph(plan, steps, counts, this);
        lanes = graph.lanes();
    }

    PartitionStep partition(String stream, int partition) {
        PartitionStep step = partitions.get(stream + "/" + partition);
        if (step == null) {
            throw new IllegalArgumentException("no partition " + stream + "/" + partition);
        }
        return step;
    }

    /** Where the partition steps of a stream emit. */
    Outbox outbox(String stream) {
        return graph.outbox(stream);
    }

    @Override
    public void hand(Lane lane, Emission emission) {
        synchronized (lane) {
            lane.run(emission);
        }
    }

    @Override
    public ChangeBatch rows(ChangeBatch changes) {
        ChangeBatch whole = completeness.whole(changes);
        rows.take(whole);
        return whole;
    }

    /** What fails in a view on a view was not an event of any stream, and has no stream to go to; the ledger of the view counts it. */
    @Override
    public void aside(AsideBatch events) {
        Consumer<AsideBatch> aside = asides.get(events.stream());
        if (aside != null) {
            aside.accept(events);
        }
    }

    @Override
    public void complete(String view, long micros) {
        rows.complete(view, micros);
    }

    @Override
    public void failed(Emission.FailedRow row) {
        rows.fail(row);
    }

    /** Emits open rows that changed. */
    void tick() {
        for (Lane lane : lanes.values()) {
            synchronized (lane) {
                lane.tick();
            }
        }
    }

    /** The watermark of a view in milliseconds; {@link Long#MIN_VALUE} before there is one. To be called when nothing runs. */
    long watermarkMillis(String view) {
        Lane lane = lanes.get(view);
        long micros = lane != null ? lane.step().watermarkMicros() : Long.MAX_VALUE;
        for (Map.Entry<String, PartitionStep> entry : partitions.entrySet()) {
            String source = entry.getKey().substring(0, entry.getKey().lastIndexOf('/'));
            if (lane == null && steps.readers(source).contains(view)) {
                micros = Math.min(micros, entry.getValue().watermarkMicros());
            }
        }
        return micros == Long.MIN_VALUE || micros == Long.MAX_VALUE ? Long.MIN_VALUE : Math.floorDiv(micros, 1000);
    }

    /** By stream and by window view that others read, the ledger of all partitions. To be called when nothing runs. */
    Map<String, Ledger> ledgers() {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        for (PartitionStep step : partitions.values()) {
            add(ledgers, step.ledger());
        }
        for (Lane lane : lanes.values()) {
            if (lane.behind() != null) {
                add(ledgers, lane.behind().ledger());
            }
        }
        return ledgers;
    }

    private static void add(Map<String, Ledger> ledgers, Ledger more) {
        ledgers.computeIfAbsent(more.stream(), stream -> new Ledger(stream, more.views()))
                .add(more);
    }

    /** The state of every step by name. To be called when nothing runs. */
    Map<String, byte[]> snapshot() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        partitions.forEach((name, step) -> all.put("partition/" + name, step.snapshot()));
        lanes.forEach((view, lane) -> {
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                all.put("keyed/" + view + "/" + group, lane.step().snapshot(group));
            }
            if (lane.behind() != null) {
                all.put("behind/" + view, lane.behind().snapshot());
            }
        });
        return all;
    }

    /**
     * Gives every step, all new, its state back; a step that the snapshot does not know stays new.
     *
     * @param other of another graph, in which some views were rebuilt
     * @param rebuilt the views that take their state from there
     */
    void restore(Map<String, byte[]> snapshot, Map<String, byte[]> other, Set<String> rebuilt) {
        partitions.forEach((name, step) -> restore("partition/" + name, step, snapshot, other, rebuilt));
        lanes.forEach((view, lane) -> {
            Map<String, byte[]> from = rebuilt.contains(view) ? other : snapshot;
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                byte[] state = from.get("keyed/" + view + "/" + group);
                if (state != null) {
                    lane.step().restore(group, state);
                }
            }
            PartitionStep behind = lane.behind();
            if (behind != null) {
                restore("behind/" + view, behind, snapshot, other, rebuilt);
            }
        });
    }

    private static void restore(
            String name,
            PartitionStep step,
            Map<String, byte[]> snapshot,
            Map<String, byte[]> other,
            Set<String> rebuilt) {
        byte[] state = snapshot.get(name);
        byte[] others = other.get(name);
        if (state != null && others != null) {
            step.restore(state, others, rebuilt);
        } else if (state != null) {
            step.restore(state);
        } else if (others != null) {
            step.restore(others);
        }
    }

    /** Has some views follow the streams' own watermarks, to which those of a rebuild may not have come, and hands out what is open. */
    void catchUp(Set<String> views) {
        partitions.forEach((name, step) -> {
            String stream = name.substring(0, name.lastIndexOf('/'));
            int partition = Integer.parseInt(name.substring(stream.length() + 1));
            step.advance(step.watermarkMicros(), outbox(stream));
            step.tick(outbox(stream));
            for (String view : steps.readers(stream)) {
                Lane lane = lanes.get(view);
                if (lane != null && views.contains(view) && step.watermarkMicros() != Long.MIN_VALUE) {
                    hand(lane, new Emission.Watermark(stream, partition, step.watermarkMicros()));
                }
            }
        });
    }

    /** Makes the versions of rows that are open or never final be above these. */
    void raiseVersions(long above) {
        lanes.values().forEach(lane -> lane.step().raiseVersions(above));
    }

    PipelineSteps steps() {
        return steps;
    }

    /** As {@link ChangeScan#passed}, of a view that reads a window view. To be called when nothing runs. */
    long[] passed(String source, String view) {
        return Objects.requireNonNull(Objects.requireNonNull(lanes.get(source)).scan())
                .passed(view);
    }

    PipelinePlan plan() {
        return plan;
    }

    StreamScan scan(String stream) {
        return steps.scan(stream, NO_HEADER);
    }

    Completeness completeness() {
        return completeness;
    }

    /** By the names of the streams and their partitions. */
    Map<String, PartitionStep> partitions() {
        return partitions;
    }

    private List<String> windowed(List<String> views) {
        return plan.views().stream()
                .filter(view -> views.contains(view.name()) && ViewWindows.hasWindows(view))
                .map(ViewPlan::name)
                .toList();
    }
}
