package io.raudal.engine.step;

import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps behind those of a pipeline's streams, joined as {@link PipelineSteps} says: a lane for each view with a keyed step, and in
 * it the partition step through which other views read the view. What to do with all that is emitted is the host's; outboxes take
 * everything. Immutable; lanes belong to whoever the host lets run them.
 */
public final class StepGraph {

    /** Runs the steps. Called by whoever runs the step that emits. */
    public interface Host {
        /** Has the lane {@link Lane#run} this, now or later; what is handed to a lane runs in its order. */
        void hand(Lane lane, Emission emission);

        /** Takes rows of a view, and answers those that go on to the views that read it. */
        ChangeBatch rows(ChangeBatch changes);

        /** Takes events of a stream, or rows of a view, that were set aside. */
        void aside(AsideBatch events);

        void failed(Emission.FailedRow row);

        /** All rows of the view that are older than this have been told. */
        default void complete(String view, long micros) {}
    }

    /** A view's keyed step, and the partition step behind it if other views read the view. */
    public static final class Lane {
        private final KeyedStep step;
        private final @Nullable PartitionStep behind;
        private final Outbox out;
        private final Outbox further;
        private final @Nullable ChangeScan scan;

        private Lane(
                KeyedStep step, @Nullable PartitionStep behind, @Nullable ChangeScan scan, Outbox out, Outbox further) {
            this.step = step;
            this.behind = behind;
            this.scan = scan;
            this.out = out;
            this.further = further;
        }

        /** Gives the step what came out of a partition step. */
        public void run(Emission emission) {
            if (emission instanceof PartialBatch partials) {
                step.process(partials, out);
            } else if (emission instanceof Emission.Watermark watermark) {
                step.advance(watermark.partition(), watermark.micros(), out);
            }
        }

        /** Emits open rows that changed. */
        public void tick() {
            step.tick(out);
            if (behind != null) {
                behind.tick(further);
            }
        }

        public KeyedStep step() {
            return step;
        }

        /** How the view's rows are read by others; null where none does. */
        public @Nullable ChangeScan scan() {
            return scan;
        }

        /** Null where no view reads this one. */
        public @Nullable PartitionStep behind() {
            return behind;
        }
    }

    private final PipelineSteps steps;
    private final Host host;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /** @param partitions by stream that is read */
    public StepGraph(PipelinePlan plan, PipelineSteps steps, Map<String, Integer> partitions, Host host) {
        this.steps = steps;
        this.host = host;
        List<String> sources = new ArrayList<>(partitions.keySet());
        plan.views().stream().map(ViewPlan::name).filter(steps::isKeyed).forEach(sources::add);
        for (String source : sources) {
            for (String reader : steps.readers(source)) {
                if (steps.isKeyed(reader)) {
                    lanes.put(reader, lane(reader, steps.keyed(reader, partitions.getOrDefault(source, 1))));
                }
            }
        }
    }

    /** By view, in an order in which every view comes behind the views that it reads. */
    public Map<String, Lane> lanes() {
        return lanes;
    }

    /** All of them; likewise. */
    public Collection<Lane> inOrder() {
        return lanes.values();
    }

    /** Where the partition steps of a stream or window view emit. */
    public Outbox outbox(String source) {
        List<String> readers = steps.readers(source);
        return emission -> {
            if (emission instanceof PartialBatch partials) {
                host.hand(Objects.requireNonNull(lanes.get(partials.view())), partials);
            } else if (emission instanceof Emission.Watermark watermark) {
                for (String reader : readers) {
                    Lane lane = lanes.get(reader);
                    if (lane != null) {
                        host.hand(lane, watermark);
                    }
                }
            } else if (emission instanceof ChangeBatch changes) {
                host.rows(changes);
            } else if (emission instanceof AsideBatch aside) {
                host.aside(aside);
            }
            return true;
        };
    }

    private Lane lane(String view, KeyedStep step) {
        boolean isRead = !steps.readers(view).isEmpty();
        PartitionStep behind = isRead ? steps.partition(view, 0) : null;
        ChangeScan scan = isRead ? steps.changeScan(view) : null;
        Outbox further = outbox(view);
        Outbox out = emission -> {
            if (emission instanceof ChangeBatch changes) {
                ChangeBatch passed = host.rows(changes);
                if (behind != null && scan != null && passed.isFinal() && !passed.isDelete()) {
                    behind.process(scan.scan(passed), further);
                }
            } else if (emission instanceof Emission.Watermark watermark) {
                host.complete(view, watermark.micros());
                if (behind != null) {
                    behind.advance(watermark.micros(), further);
                }
            } else if (emission instanceof Emission.FailedRow row) {
                host.failed(row);
            }
            return true;
        };
        return new Lane(step, behind, scan, out, further);
    }
}
