package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.step.PartitionStep;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The graph that runs now, and the readers of the log that drive it. Between two events the graph can be looked at whole, and be
 * replaced by another one of the same streams. Any thread may ask.
 */
final class RunningGraph {
    private final PipelinePlan plan;
    private final Log log;
    private final RowKeeper rows;
    private final InstantSource steady;
    private final EngineOptions options;
    /** Shared by who runs steps, held alone by who wants none to run. */
    private final ReentrantReadWriteLock running = new ReentrantReadWriteLock(true);

    /** Written when nothing runs. */
    private volatile EngineGraph graph;

    /** By stream; replaced whole, so that any thread may go through them. */
    private volatile Map<String, List<PartitionReader>> readers = Map.of();

    private volatile Map<String, Idleness> idlenesses = Map.of();

    /** By {@code stream/partition} of those that are read. */
    private volatile Map<String, ControlOffsets> controls = Map.of();

    RunningGraph(
            PipelinePlan plan,
            Log log,
            RowKeeper rows,
            InstantSource steady,
            EngineOptions options,
            EngineGraph graph) {
        this.plan = plan;
        this.log = log;
        this.rows = rows;
        this.steady = steady;
        this.options = options;
        this.graph = graph;
    }

    EngineGraph graph() {
        return graph;
    }

    /** Between two events. */
    <T> T pause(Supplier<T> work) {
        running.writeLock().lock();
        try {
            return work.get();
        } finally {
            running.writeLock().unlock();
        }
    }

    /** Tells open rows that changed. */
    void tick() {
        running.readLock().lock();
        try {
            graph.tick();
        } finally {
            running.readLock().unlock();
        }
    }

    /** By {@code stream/partition}, the next offset to read. To be called when nothing runs. */
    Map<String, Long> offsets() {
        Map<String, Long> offsets = new LinkedHashMap<>();
        readers.forEach((stream, all) -> all.forEach(reader ->
                reader.offsets().forEach((partition, offset) -> offsets.put(stream + "/" + partition, offset))));
        return offsets;
    }

    /** What each operator ahead of a view's aggregation has let through. To be called when nothing runs. */
    List<EngineStatus.StepCount> counts(String view) {
        boolean isRunning =
                graph.plan().views().stream().anyMatch(plan -> plan.name().equals(view));
        if (!isRunning) {
            return List.of();
        }
        List<RowOperator> operators = graph.steps().operators(view);
        String source = graph.steps().source(view);
        long[] passed = new long[operators.size() + 1];
        if (plan.streams().stream().noneMatch(stream -> stream.name().equals(source))) {
            passed = graph.passed(source, view);
        } else {
            for (PartitionReader reader : readers.getOrDefault(source, List.of())) {
                long[] own = reader.passed(view);
                for (int i = 0; i < own.length; i++) {
                    passed[i] += own[i];
                }
            }
        }
        List<EngineStatus.StepCount> counts = new ArrayList<>();
        for (int i = 0; i < operators.size(); i++) {
            counts.add(new EngineStatus.StepCount(operators.get(i), passed[i], passed[i + 1]));
        }
        return counts;
    }

    boolean isIdle(String stream, int partition) {
        Idleness idleness = idlenesses.get(stream);
        return idleness != null && idleness.isIdle(partition, steady.millis());
    }

    /** Of a partition that is read. */
    ControlOffsets controls(String partition) {
        return Objects.requireNonNull(controls.get(partition));
    }

    /** Goes on with another graph of the same streams. To be called when nothing runs. */
    void replace(EngineGraph next) {
        graph = next;
        readers.forEach((stream, all) -> all.forEach(reader -> {
            Map<Integer, PartitionStep> steps = new TreeMap<>();
            reader.partitions().forEach(partition -> steps.put(partition, next.partition(stream, partition)));
            reader.adopt(steps, next.scan(stream), next.outbox(stream));
        }));
    }

    /**
     * Opens the readers and starts a thread for each.
     *
     * @param first the graph to run
     * @param offsets where to go on; partitions that are not there are new
     * @param asides by stream, what was decided about events that are read again
     */
    void start(EngineGraph first, Map<String, Long> offsets, Map<String, AsideWriter> asides, EngineThreads threads)
            throws InterruptedException {
        graph = first;
        plan.streams().forEach(stream -> admitPartitions(stream.name(), offsets));
        controls = controls(offsets);
        open(offsets, asides);
        readers.forEach((stream, all) -> {
            for (int thread = 0; thread < all.size(); thread++) {
                threads.start(stream + "-" + thread, all.get(thread));
            }
        });
    }

    /** Has partitions that were added go on where the stream is, for windows up to there are final. The log says so to who reads it again. */
    private void admitPartitions(String stream, Map<String, Long> offsets) {
        int partitions = log.partitions(topic(stream));
        long watermark = Long.MAX_VALUE;
        List<Integer> added = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            if (offsets.containsKey(stream + "/" + partition)) {
                watermark =
                        Math.min(watermark, graph.partition(stream, partition).watermarkMicros());
            } else {
                added.add(partition);
            }
        }
        if (watermark == Long.MIN_VALUE || added.size() == partitions) {
            return;
        }
        for (int partition : added) {
            graph.partition(stream, partition).advance(watermark, graph.outbox(stream));
            if (log.range(topic(stream), partition).end() == 0) {
                new ControlOffsets(log, topic(stream), partition).append(new Control.Idle(watermark));
            }
        }
    }

    private Map<String, ControlOffsets> controls(Map<String, Long> offsets) throws InterruptedException {
        Map<String, ControlOffsets> found = new LinkedHashMap<>();
        for (StreamPlan stream : plan.streams()) {
            String topic = topic(stream.name());
            for (int partition = 0; partition < log.partitions(topic); partition++) {
                String name = stream.name() + "/" + partition;
                found.put(name, ControlOffsets.from(log, topic, partition, offsets.getOrDefault(name, 0L)));
            }
        }
        return found;
    }

    private void open(Map<String, Long> offsets, Map<String, AsideWriter> asides) {
        Map<String, List<PartitionReader>> opened = new LinkedHashMap<>();
        Map<String, Idleness> quiet = new LinkedHashMap<>();
        try {
            for (StreamPlan stream : plan.streams()) {
                int partitions = log.partitions(topic(stream.name()));
                long idleMillis = stream.stream().time().idle().toMillis();
                Idleness idleness = new Idleness(partitions, idleMillis, steady.millis());
                quiet.put(stream.name(), idleness);
                List<PartitionReader> all = new ArrayList<>();
                opened.put(stream.name(), all);
                for (int thread = 0; thread < Math.min(options.threads(), partitions); thread++) {
                    all.add(reader(
                            stream.name(),
                            thread,
                            offsets,
                            Objects.requireNonNull(asides.get(stream.name())),
                            idleness));
                }
            }
        } catch (RuntimeException e) {
            opened.values().forEach(all -> all.forEach(PartitionReader::close));
            throw e;
        }
        idlenesses = quiet;
        readers = opened;
    }

    /** Of every partition that is this thread's turn. */
    private PartitionReader reader(
            String stream, int thread, Map<String, Long> offsets, AsideWriter aside, Idleness idleness) {
        int partitions = log.partitions(topic(stream));
        Map<Integer, PartitionStep> own = new TreeMap<>();
        Map<Integer, Long> from = new TreeMap<>();
        for (int partition = thread; partition < partitions; partition += Math.min(options.threads(), partitions)) {
            PartitionStep step = graph.partition(stream, partition);
            own.put(partition, step);
            from.put(partition, offsets.getOrDefault(stream + "/" + partition, 0L));
            idleness.at(partition, step.watermarkMicros(), step.highestMicros());
        }
        LogReader reader = log.reader(topic(stream), from);
        return new PartitionReader(
                partition -> controls(stream + "/" + partition),
                own,
                from,
                aside,
                reader,
                Objects.requireNonNull(graph).scan(stream),
                graph.outbox(stream),
                idleness,
                steady,
                running.readLock(),
                rows,
                options);
    }

    private String topic(String stream) {
        return PipelineData.topic(plan.pipeline(), stream);
    }
}
