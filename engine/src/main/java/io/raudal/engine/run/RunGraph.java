package io.raudal.engine.run;

import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.ChangeScan;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.KeyedStep;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartialBatch;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The steps of a bounded run, joined: what a step emits goes to the lanes of the views that read it, to the sink, or aside. Outboxes
 * take everything; the host keeps lanes short.
 */
final class RunGraph implements AutoCloseable {

    /** A view's keyed step, with what waits for it. One thread at a time runs it; the host guards the rest. */
    static final class Lane {
        final KeyedStep step;
        final Outbox out;

        Lane(KeyedStep step, Outbox out) {
            this.step = step;
            this.out = out;
        }

        void run(Emission emission) {
            if (emission instanceof PartialBatch partials) {
                step.process(partials, out);
            } else if (emission instanceof Emission.Watermark watermark) {
                step.advance(watermark.partition(), watermark.micros(), out);
            }
        }
    }

    private final PipelineSteps steps;
    private final Map<String, AskedRows> asked = new LinkedHashMap<>();
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    /** By window view that others read: its partition step. */
    private final Map<String, PartitionStep> behind = new LinkedHashMap<>();

    private final Map<String, FailedRows> failedRows = new ConcurrentHashMap<>();
    private final BiConsumer<Lane, Emission> queue;
    private final RunListener listener;

    /**
     * @param partitions by stream that is read
     * @param temporary a folder for rows that wait
     * @param queue puts an emission behind what waits for a lane; from any thread
     */
    RunGraph(
            PipelinePlan plan,
            PipelineSteps steps,
            Map<String, Integer> partitions,
            Collection<String> views,
            RowSink sink,
            Path temporary,
            RunListener listener,
            BiConsumer<Lane, Emission> queue) {
        this.steps = steps;
        this.queue = queue;
        this.listener = listener;
        for (ViewPlan view : plan.views()) {
            if (views.contains(view.name())) {
                asked.put(view.name(), new AskedRows(view, sink, temporary));
            }
        }
        List<String> sources = new ArrayList<>(partitions.keySet());
        plan.views().stream().map(ViewPlan::name).filter(steps::isKeyed).forEach(sources::add);
        for (String source : sources) {
            for (String reader : steps.readers(source)) {
                if (steps.isKeyed(reader)) {
                    KeyedStep step = steps.keyed(reader, partitions.getOrDefault(source, 1));
                    lanes.put(reader, new Lane(step, keyedOutbox(reader)));
                }
            }
        }
    }

    /** In an order in which every view comes behind the views that it reads. */
    Collection<Lane> lanes() {
        return lanes.values();
    }

    /** All partitions of the stream up to this one have ended; told by the thread that runs their steps. */
    void ended(String stream, int partition) {
        for (String reader : steps.readers(stream)) {
            AskedRows rows = asked.get(reader);
            if (rows != null && !steps.isKeyed(reader)) {
                rows.ended(partition);
            }
        }
    }

    /** Everything has ended: hands out what waits for that. */
    void finish() {
        asked.values().forEach(AskedRows::finish);
    }

    /** Forgets rows that nobody will ask for. */
    @Override
    public void close() {
        asked.values().forEach(AskedRows::close);
    }

    /** The ledgers of the window views that others read. */
    Map<String, Ledger> ledgers() {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        behind.forEach((view, step) -> ledgers.put(view, step.ledger()));
        return ledgers;
    }

    /** By view, the rows that were left out. */
    Map<String, FailedRows> failedRows() {
        return Map.copyOf(failedRows);
    }

    /** Where the partition steps of a stream or window view emit. */
    Outbox partitionOutbox(String source) {
        List<String> readers = steps.readers(source);
        return emission -> {
            if (emission instanceof PartialBatch partials) {
                queue.accept(lanes.get(partials.view()), partials);
            } else if (emission instanceof Emission.Watermark watermark) {
                for (String reader : readers) {
                    Lane lane = lanes.get(reader);
                    if (lane != null) {
                        queue.accept(lane, watermark);
                    }
                }
            } else if (emission instanceof ChangeBatch changes) {
                take(changes);
            } else if (emission instanceof AsideBatch aside) {
                synchronized (listener) {
                    listener.aside(aside);
                }
            }
            return true;
        };
    }

    private Outbox keyedOutbox(String view) {
        if (steps.readers(view).isEmpty()) {
            return emission -> {
                if (emission instanceof ChangeBatch changes) {
                    take(changes);
                } else if (emission instanceof Emission.FailedRow row) {
                    fail(row);
                }
                return true;
            };
        }
        PartitionStep reader = steps.partition(view, 0);
        behind.put(view, reader);
        ChangeScan scan = steps.changeScan(view);
        Outbox further = partitionOutbox(view);
        return emission -> {
            if (emission instanceof ChangeBatch changes) {
                take(changes);
                if (changes.isFinal()) {
                    reader.process(scan.scan(changes), further);
                }
            } else if (emission instanceof Emission.Watermark watermark) {
                reader.advance(watermark.micros(), further);
            } else if (emission instanceof Emission.FailedRow row) {
                fail(row);
            }
            return true;
        };
    }

    private void take(ChangeBatch changes) {
        AskedRows rows = asked.get(changes.view());
        if (rows != null) {
            rows.take(changes);
        }
    }

    private void fail(Emission.FailedRow row) {
        failedRows.merge(row.view(), FailedRows.of(row), FailedRows::and);
    }
}
