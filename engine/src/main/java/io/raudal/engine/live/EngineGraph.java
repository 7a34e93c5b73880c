package io.raudal.engine.live;

import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.ChangeScan;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.KeyGroups;
import io.raudal.engine.step.KeyedStep;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartialBatch;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a running pipeline, joined. A partition's step belongs to its thread; a view's keyed step is run under its lane's
 * monitor by whichever thread emits to it, together with the step behind it through which other views read the view. Views read
 * earlier ones only, so monitors are taken in one order.
 */
final class EngineGraph {

    /** A view's keyed step, and the partition step behind it if other views read the view. */
    private static final class Lane {
        final KeyedStep step;
        Outbox out = emission -> true;

        @Nullable PartitionStep behind;

        Outbox further = emission -> true;

        Lane(KeyedStep step) {
            this.step = step;
        }
    }

    private final PipelineSteps steps;
    private final RowKeeper rows;
    private final Map<String, PartitionStep> partitions = new LinkedHashMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /** @param counts of the partitions of each stream */
    EngineGraph(PipelinePlan plan, PipelineSteps steps, Map<String, Integer> counts, RowKeeper rows) {
        this.steps = steps;
        this.rows = rows;
        List<String> sources = new ArrayList<>(counts.keySet());
        plan.views().stream().map(ViewPlan::name).filter(steps::isKeyed).forEach(sources::add);
        for (String source : sources) {
            int count = counts.getOrDefault(source, 1);
            for (String reader : steps.readers(source)) {
                if (steps.isKeyed(reader)) {
                    lanes.put(reader, new Lane(steps.keyed(reader, count)));
                }
            }
            for (int partition = 0; counts.containsKey(source) && partition < count; partition++) {
                partitions.put(source + "/" + partition, steps.partition(source, partition));
            }
        }
        lanes.forEach(this::join);
    }

    PartitionStep partition(String stream, int partition) {
        PartitionStep step = partitions.get(stream + "/" + partition);
        if (step == null) {
            throw new IllegalArgumentException("no partition " + stream + "/" + partition);
        }
        return step;
    }

    /** Where the partition steps of a source emit. */
    Outbox outbox(String source, Consumer<AsideBatch> aside) {
        List<Lane> readers = new ArrayList<>();
        for (String reader : steps.readers(source)) {
            Lane lane = lanes.get(reader);
            if (lane != null) {
                readers.add(lane);
            }
        }
        return emission -> {
            if (emission instanceof PartialBatch partials) {
                Lane lane = lanes.get(partials.view());
                if (lane != null) {
                    synchronized (lane) {
                        lane.step.process(partials, lane.out);
                    }
                }
            } else if (emission instanceof Emission.Watermark watermark) {
                for (Lane lane : readers) {
                    synchronized (lane) {
                        lane.step.advance(watermark.partition(), watermark.micros(), lane.out);
                    }
                }
            } else if (emission instanceof ChangeBatch changes) {
                rows.take(changes);
            } else if (emission instanceof AsideBatch batch) {
                aside.accept(batch);
            }
            return true;
        };
    }

    /** Emits open rows that changed. */
    void tick() {
        for (Lane lane : lanes.values()) {
            synchronized (lane) {
                lane.step.tick(lane.out);
                if (lane.behind != null) {
                    lane.behind.tick(lane.further);
                }
            }
        }
    }

    /** The watermark of a view in milliseconds; {@link Long#MIN_VALUE} before there is one. To be called when nothing runs. */
    long watermarkMillis(String view) {
        Lane lane = lanes.get(view);
        long micros = lane != null ? lane.step.watermarkMicros() : Long.MAX_VALUE;
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
            if (lane.behind != null) {
                add(ledgers, lane.behind.ledger());
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
                all.put("keyed/" + view + "/" + group, lane.step.snapshot(group));
            }
            if (lane.behind != null) {
                all.put("behind/" + view, lane.behind.snapshot());
            }
        });
        return all;
    }

    /** Gives every step, all new, its state back; a step that the snapshot does not know stays new. */
    void restore(Map<String, byte[]> snapshot) {
        partitions.forEach((name, step) -> restore(snapshot.get("partition/" + name), step));
        lanes.forEach((view, lane) -> {
            for (int group = 0; group < KeyGroups.COUNT; group++) {
                byte[] state = snapshot.get("keyed/" + view + "/" + group);
                if (state != null) {
                    lane.step.restore(group, state);
                }
            }
            if (lane.behind != null) {
                restore(snapshot.get("behind/" + view), lane.behind);
            }
        });
    }

    private static void restore(byte @Nullable [] state, PartitionStep step) {
        if (state != null) {
            step.restore(state);
        }
    }

    private void join(String view, Lane lane) {
        if (steps.readers(view).isEmpty()) {
            lane.out = emission -> {
                if (emission instanceof ChangeBatch changes) {
                    rows.take(changes);
                } else if (emission instanceof Emission.FailedRow row) {
                    rows.fail(row);
                }
                return true;
            };
            return;
        }
        PartitionStep behind = steps.partition(view, 0);
        ChangeScan scan = steps.changeScan(view);
        // What fails here was not an event of any stream; the ledger of the view counts it.
        Outbox further = outbox(view, batch -> {});
        lane.behind = behind;
        lane.further = further;
        lane.out = emission -> {
            if (emission instanceof ChangeBatch changes) {
                rows.take(changes);
                if (changes.isFinal() && !changes.isDelete()) {
                    behind.process(scan.scan(changes), further);
                }
            } else if (emission instanceof Emission.Watermark watermark) {
                behind.advance(watermark.micros(), further);
            } else if (emission instanceof Emission.FailedRow row) {
                rows.fail(row);
            }
            return true;
        };
    }
}
