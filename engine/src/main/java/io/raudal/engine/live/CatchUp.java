package io.raudal.engine.live;

import io.raudal.engine.Decoder;
import io.raudal.engine.live.Milestones.Milestone;
import io.raudal.engine.log.Control;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StreamScan;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives a graph of its own through the log from milestones to given offsets. What the running engine has decided is in the log or
 * follows from it, so the graph comes to the same state. Events that were set aside are left out where they stand, for the rules may be
 * others now; those of them that were replayed are given to it first. Progress may be asked by any thread; all else belongs to one.
 */
final class CatchUp {
    private static final Duration WAIT = Duration.ofMillis(100);

    /** Retention has taken what was to be read next. */
    static final class Overtaken extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Log log;
    private final String pipeline;
    private final EngineGraph graph;
    private final Map<String, Milestone> starts;
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private final Map<String, StreamScan> scans = new LinkedHashMap<>();
    /** By partition, where the events stand that were set aside. */
    private final Map<String, OffsetSet> leftOut = new LinkedHashMap<>();
    /** By stream, events that were not set aside, and do not fit the stream as it is now. */
    private final Map<String, Long> unfit = new TreeMap<>();

    private final boolean isAll;
    private volatile boolean ended;
    private final AtomicLong read = new AtomicLong();
    private volatile long toRead;

    /** @param starts by {@code stream/partition}, for every partition of the graph */
    CatchUp(Log log, String pipeline, EngineGraph graph, Map<String, Milestone> starts) {
        this.log = log;
        this.pipeline = pipeline;
        this.graph = graph;
        this.starts = Map.copyOf(starts);
        this.starts.forEach((partition, start) -> {
            step(partition).begin(start.highestMicros(), start.watermarkMicros());
            offsets.put(partition, start.offset());
        });
        isAll = this.starts.entrySet().stream()
                .allMatch(
                        start -> start.getValue().offset() <= PipelineData.firstOffset(log, pipeline, start.getKey()));
    }

    /**
     * Leaves an event out where it stands.
     *
     * @param offset behind all that was read
     */
    void leaveOut(String partition, long offset) {
        leftOut.computeIfAbsent(partition, any -> new OffsetSet()).add(offset);
    }

    /**
     * Gives the steps an event that was set aside, ahead of all that is read.
     *
     * @param offset at which it was
     */
    void inject(String partition, long offset, byte[] raw) {
        if (offset >= Objects.requireNonNull(starts.get(partition)).offset()) {
            String stream = stream(partition);
            ScannedBatch event = scan(scan(stream), raw, offset);
            step(partition).inject(event, graph.outbox(stream));
            countUnfit(stream, event);
        }
    }

    /** All events that come first have come. */
    void begin() {
        starts.forEach((partition, start) -> {
            if (start.watermarkMicros() != Long.MIN_VALUE) {
                step(partition).advance(start.watermarkMicros(), graph.outbox(stream(partition)));
            }
        });
    }

    private PartitionStep step(String partition) {
        return Objects.requireNonNull(graph.partitions().get(partition));
    }

    /** An event that was taken in once already. */
    static ScannedBatch scan(StreamScan scan, byte[] raw, long offset) {
        byte[] padded = Arrays.copyOf(raw, raw.length + Decoder.PADDING);
        // Its time was compared with the clock when it came.
        long[] whenever = {Long.MAX_VALUE / 4000};
        return scan.scanRecords(padded, new int[] {0}, new int[] {raw.length}, 1, offset, whenever);
    }

    /**
     * Reads up to these offsets.
     *
     * @return false if it was asked to end before
     */
    boolean readTo(Map<String, Long> targets) throws InterruptedException, Overtaken {
        toRead = starts.entrySet().stream()
                .mapToLong(start -> Math.max(
                        0,
                        targets.getOrDefault(start.getKey(), 0L)
                                - start.getValue().offset()))
                .sum();
        for (String stream :
                graph.plan().streams().stream().map(plan -> plan.name()).toList()) {
            Map<Integer, Long> unread = unread(stream, targets);
            if (unread.isEmpty()) {
                continue;
            }
            try (LogReader reader = log.reader(topic(stream), unread)) {
                while (!unread(stream, targets).isEmpty()) {
                    if (ended) {
                        return false;
                    }
                    LogRecords records = reader.poll(WAIT);
                    if (records != null) {
                        take(stream, records, targets);
                    }
                }
            }
        }
        return !ended;
    }

    private Map<Integer, Long> unread(String stream, Map<String, Long> targets) throws Overtaken {
        Map<Integer, Long> unread = new TreeMap<>();
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            String partition = entry.getKey();
            if (stream(partition).equals(stream) && entry.getValue() < targets.getOrDefault(partition, 0L)) {
                int number = Integer.parseInt(partition.substring(stream.length() + 1));
                unread.put(number, entry.getValue());
            }
        }
        return unread;
    }

    private void take(String stream, LogRecords records, Map<String, Long> targets) throws Overtaken {
        String partition = stream + "/" + records.partition();
        long offset = Objects.requireNonNull(offsets.get(partition));
        long target = targets.getOrDefault(partition, 0L);
        PartitionStep step = step(partition);
        long next = Math.min(target, records.nextOffset());
        if (next <= offset) {
            return;
        }
        if (records instanceof LogRecords.Events events) {
            if (events.firstOffset() > offset
                    && log.range(topic(stream), records.partition()).first() > offset) {
                throw new Overtaken();
            }
            int count = (int) Math.max(0, next - events.firstOffset());
            step.process(scan(stream, partition, events, count), graph.outbox(stream));
        } else if (records instanceof LogRecords.Decided decided && decided.control() instanceof Control.Idle idle) {
            step.advance(idle.watermarkMicros(), graph.outbox(stream));
        }
        offsets.put(partition, next);
        read.addAndGet(next - offset);
    }

    private ScannedBatch scan(String stream, String partition, LogRecords.Events events, int count) {
        Slices slices = events.slices();
        ScannedBatch batch = scan(stream)
                .scanRecords(
                        slices.bytes(),
                        slices.starts(),
                        slices.lengths(),
                        count,
                        events.firstOffset(),
                        events.appendMillis());
        OffsetSet known = leftOut.get(partition);
        if (known != null) {
            known.forEach(
                    events.firstOffset(),
                    events.firstOffset() + count,
                    offset -> batch.withdraw((int) (offset - events.firstOffset())));
        }
        countUnfit(stream, batch);
        return batch;
    }

    private void countUnfit(String stream, ScannedBatch batch) {
        if (batch.unfit() > 0) {
            unfit.merge(stream, (long) batch.unfit(), Long::sum);
        }
    }

    /** Whether it began with the first records that the log had. */
    boolean isAll() {
        return isAll;
    }

    /** By stream, events that were read and do not fit it, though it had not set them aside; those without are not there. */
    Map<String, Long> unfit() {
        return unfit;
    }

    /** Has it end soon; from any thread. */
    void end() {
        ended = true;
    }

    /** Records that were read; from any thread. */
    long read() {
        return read.get();
    }

    /** Records from the start to where the engine was when it was last asked; from any thread. */
    long toRead() {
        return toRead;
    }

    private StreamScan scan(String stream) {
        return scans.computeIfAbsent(stream, graph::scan);
    }

    private String topic(String stream) {
        return PipelineData.topic(pipeline, stream);
    }

    private static String stream(String partition) {
        return partition.substring(0, partition.lastIndexOf('/'));
    }
}
