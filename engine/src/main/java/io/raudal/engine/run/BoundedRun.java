package io.raudal.engine.run;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads inputs to their end and hands out the final rows of views in order: windows by end and start, then key; rows of row views by
 * input and record; rows of an unbounded GROUP BY by key. Rows are the same, byte for byte, whatever the threads and blocks.
 *
 * <p>Each input is a partition of its stream, in the given order; inputs advance together by event time. An input that cannot be read
 * (to its end) is told in the result, and the rest is processed. An object runs once; {@link #cancel} may come from any thread.
 */
public final class BoundedRun {
    private final PipelinePlan plan;
    private final Collection<String> views;
    private final PipelineSteps steps;
    private final Map<String, RecordFormat> formats;
    private final RunOptions options;
    private final RunListener listener;
    private final RunWorkers workers;

    /**
     * @param tables the rows of a table by its name
     * @param views whose rows are asked for; others are run only where these read them
     */
    public BoundedRun(
            PipelinePlan plan,
            Function<String, TableRows> tables,
            Collection<String> views,
            RunOptions options,
            RunListener listener) {
        this.plan = AskedViews.narrow(plan, views);
        this.views = List.copyOf(views);
        this.formats = StreamFormats.of(plan);
        this.options = options;
        this.listener = listener;
        steps = new PipelineSteps(this.plan, formats, tables);
        // Rows of row views come by input: then inputs need not be merged, nor rows be kept.
        boolean byTime = views.isEmpty() || views.stream().anyMatch(steps::isKeyed);
        workers = new RunWorkers(options, listener, new ScanPool(steps), byTime);
    }

    /**
     * Runs to the end.
     *
     * @param inputs by stream
     * @throws io.raudal.model.RaudalException UNWRITABLE_OUTPUT if the sink fails
     */
    public RunResult run(Map<String, List<InputFile>> inputs, RowSink sink) {
        Map<String, Integer> partitions = new LinkedHashMap<>();
        for (StreamPlan stream : plan.streams()) {
            List<InputFile> files = inputs.getOrDefault(stream.stream().name(), List.of());
            if (!files.isEmpty()) {
                partitions.put(stream.stream().name(), files.size());
            }
        }
        try (RunGraph graph =
                new RunGraph(plan, steps, partitions, views, sink, options.temporary(), listener, workers::queue)) {
            List<PartitionInput> all = inputs(inputs, graph);
            if (all.size() > 1) {
                all.forEach(PartitionInput::peek);
            }
            boolean completed = workers.run(all, graph);
            return result(all, graph, completed);
        } catch (SinkFailure e) {
            throw RunMessages.unwritable(e.failure());
        }
    }

    private List<PartitionInput> inputs(Map<String, List<InputFile>> inputs, RunGraph graph) {
        List<PartitionInput> all = new ArrayList<>();
        for (StreamPlan stream : plan.streams()) {
            String name = stream.stream().name();
            RecordFormat format = formats.get(name);
            List<InputFile> files = inputs.getOrDefault(name, List.of());
            for (int i = 0; i < files.size() && format != null; i++) {
                all.add(new PartitionInput(
                        stream,
                        i,
                        files.size() - 1,
                        all.size(),
                        files.get(i),
                        format,
                        steps,
                        graph.partitionOutbox(name),
                        options.blockBytes()));
            }
        }
        return all;
    }

    /** Ends the run soon; it then returns with what it has. */
    public void cancel() {
        workers.cancel();
    }

    private static RunResult result(List<PartitionInput> all, RunGraph graph, boolean completed) {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        Map<String, Long> rejected = new LinkedHashMap<>();
        List<InputFailure> failures = new ArrayList<>();
        for (PartitionInput input : all) {
            String stream = input.stream.stream().name();
            Ledger own = input.step.ledger();
            ledgers.computeIfAbsent(stream, s -> new Ledger(s, own.views())).add(own);
            rejected.merge(stream, (long) input.rejected(), Long::sum);
            failures.addAll(input.failures());
        }
        ledgers.putAll(graph.ledgers());
        return new RunResult(ledgers, rejected, failures, graph.failedRows(), !completed);
    }
}
