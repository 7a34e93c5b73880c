package io.raudal.engine.live;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StreamScan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.IntFunction;

/** Reads some partitions of one stream and drives their steps; a thread's work. */
final class PartitionReader implements EngineThreads.Work {

    /** What one partition needs, and how far it is. Guarded by the engine's lock. */
    private static final class Partition {
        PartitionStep step;
        long offset;
        final EarlierDecisions decided;

        Partition(PartitionStep step, long offset, EarlierDecisions decided) {
            this.step = step;
            this.offset = offset;
            this.decided = decided;
        }
    }

    private final IntFunction<ControlOffsets> controls;
    private final LogReader reader;
    private StreamScan scan;
    private Outbox out;
    private final Idleness idleness;
    private final InstantSource steady;
    private final Lock running;
    private final RowKeeper rows;
    private final EngineOptions options;
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param controls by partition, where decisions are written
     * @param steps by partition
     * @param offsets by partition, where the reader reads on
     * @param aside has what was decided about events that are read again
     * @param running held while steps run, so that a checkpoint finds them between two calls
     */
    PartitionReader(
            IntFunction<ControlOffsets> controls,
            Map<Integer, PartitionStep> steps,
            Map<Integer, Long> offsets,
            AsideWriter aside,
            LogReader reader,
            StreamScan scan,
            Outbox out,
            Idleness idleness,
            InstantSource steady,
            Lock running,
            RowKeeper rows,
            EngineOptions options) {
        this.controls = controls;
        this.scan = scan;
        this.out = out;
        this.idleness = idleness;
        this.steady = steady;
        this.running = running;
        this.rows = rows;
        this.options = options;
        steps.forEach((partition, step) -> partitions.put(
                partition, new Partition(step, offsets.getOrDefault(partition, 0L), aside.decided(partition))));
        this.reader = reader;
    }

    @Override
    public void run() throws InterruptedException {
        try (reader) {
            long nextTick = nextTick();
            while (ended.getCount() > 0) {
                rows.awaitRoom();
                long left = Math.max(0, nextTick - System.nanoTime());
                LogRecords records = reader.poll(Duration.ofNanos(left));
                if (records == null) {
                    // A log that was closed answers at once.
                    ended.await(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
                }
                boolean tick = System.nanoTime() >= nextTick;
                running.lock();
                try {
                    if (records != null) {
                        process(records);
                    }
                    if (tick) {
                        partitions.values().forEach(partition -> partition.step.tick(out));
                    }
                } finally {
                    running.unlock();
                }
                if (tick) {
                    nextTick = nextTick();
                    decideIdleness();
                }
            }
        }
    }

    private long nextTick() {
        long now = System.nanoTime();
        return now + options.nanosToTick(now);
    }

    /** Goes on with other steps of the same partitions. To be called when nothing runs. */
    void adopt(Map<Integer, PartitionStep> steps, StreamScan newScan, Outbox newOut) {
        steps.forEach((partition, step) -> Objects.requireNonNull(partitions.get(partition)).step = step);
        scan = newScan;
        out = newOut;
    }

    /** As {@link StreamScan#passed}. To be called when nothing runs. */
    long[] passed(String view) {
        return scan.passed(view);
    }

    /** The partitions that it reads. */
    Set<Integer> partitions() {
        return partitions.keySet();
    }

    @Override
    public void end() {
        ended.countDown();
        rows.release();
        reader.wakeup();
    }

    /** Of one that never runs. */
    void close() {
        reader.close();
    }

    /** By partition, the offset behind what was processed. To be called when nothing runs. */
    Map<Integer, Long> offsets() {
        Map<Integer, Long> offsets = new TreeMap<>();
        partitions.forEach((index, partition) -> offsets.put(index, partition.offset));
        return offsets;
    }

    private void process(LogRecords records) {
        Partition partition = partitions.get(records.partition());
        if (partition == null) {
            throw new IllegalStateException("records of a partition that was not asked for");
        }
        if (records instanceof LogRecords.Events events) {
            Slices slices = events.slices();
            ScannedBatch batch = scan.scanRecords(
                    slices.bytes(),
                    slices.starts(),
                    slices.lengths(),
                    slices.size(),
                    events.firstOffset(),
                    events.appendMillis());
            if (!partition.decided.isPast(batch.firstPosition())) {
                partition.decided.apply(batch);
            }
            partition.step.process(batch, out);
            idleness.event(events.partition(), steady.millis());
        } else if (records instanceof LogRecords.Decided decided && decided.control() instanceof Control.Idle idle) {
            partition.step.advance(idle.watermarkMicros(), out);
        }
        partition.offset = records.nextOffset();
        idleness.at(records.partition(), partition.step.watermarkMicros(), partition.step.highestMicros());
    }

    /** Writes what time decides into the log, from where it is read and obeyed, now and in every replay. */
    private void decideIdleness() {
        for (Map.Entry<Integer, Partition> entry : partitions.entrySet()) {
            OptionalLong watermark = idleness.decide(entry.getKey(), steady.millis());
            // The log is asked last, for that may cost a request.
            if (watermark.isPresent() && controls.apply(entry.getKey()).range().end() == entry.getValue().offset) {
                controls.apply(entry.getKey()).append(new Control.Idle(watermark.getAsLong()));
            }
        }
    }
}
