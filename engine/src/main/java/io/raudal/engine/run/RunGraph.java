package io.raudal.engine.run;

import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.engine.step.StepGraph;
import io.raudal.engine.step.StepGraph.Lane;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The steps of a bounded run, joined: what a step emits goes to the lanes of the views that read it, to the sink, or aside. Outboxes
 * take everything; the host keeps lanes short.
 */
final class RunGraph implements StepGraph.Host, AutoCloseable {
    private final PipelineSteps steps;
    private final Map<String, AskedRows> asked = new LinkedHashMap<>();
    private final StepGraph graph;
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
        graph = new StepGraph(plan, steps, partitions, this);
    }

    /** In an order in which every view comes behind the views that it reads. */
    Collection<Lane> lanes() {
        return graph.inOrder();
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
        graph.lanes().forEach((view, lane) -> {
            if (lane.behind() != null) {
                ledgers.put(view, lane.behind().ledger());
            }
        });
        return ledgers;
    }

    /** By view, the rows that were left out. */
    Map<String, FailedRows> failedRows() {
        return Map.copyOf(failedRows);
    }

    /** Where the partition steps of a stream emit. */
    Outbox partitionOutbox(String stream) {
        return graph.outbox(stream);
    }

    @Override
    public void hand(Lane lane, Emission emission) {
        queue.accept(lane, emission);
    }

    @Override
    public ChangeBatch rows(ChangeBatch changes) {
        AskedRows rows = asked.get(changes.view());
        if (rows != null) {
            rows.take(changes);
        }
        return changes;
    }

    @Override
    public void aside(AsideBatch events) {
        synchronized (listener) {
            listener.aside(events);
        }
    }

    @Override
    public void failed(Emission.FailedRow row) {
        failedRows.merge(row.view(), FailedRows.of(row), FailedRows::and);
    }
}
