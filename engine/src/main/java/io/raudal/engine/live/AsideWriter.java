package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.AsideBatch;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream's late and dead events into its {@code .late} and {@code .dead} streams, once each: records stand in the order of
 * their events' offsets, so what a crash repeats is told by the last record that is there. A partition belongs to one thread.
 */
final class AsideWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Log log;
    private final String late;
    private final String dead;
    private final long[] lastLate;
    private final long[] lastDead;
    private final EarlierDecisions[] decided;
    private final Queue<CompletableFuture<Long>> writing = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException failure;

    AsideWriter(Log log, String stream, int partitions) {
        this.log = log;
        late = stream + PipelineData.LATE;
        dead = stream + PipelineData.DEAD;
        lastLate = new long[partitions];
        lastDead = new long[partitions];
        decided = new EarlierDecisions[partitions];
        Arrays.fill(lastLate, -1);
        Arrays.fill(lastDead, -1);
    }

    /**
     * Finds out what is there already.
     *
     * @param from by partition, the first event that will be read again
     */
    void recover(IntToLongFunction from) throws InterruptedException {
        for (int partition = 0; partition < lastLate.length; partition++) {
            decided[partition] = new EarlierDecisions();
            lastLate[partition] = recover(late, partition, from.applyAsLong(partition));
            lastDead[partition] = recover(dead, partition, from.applyAsLong(partition));
        }
    }

    /** What was decided about events of a partition that will be read again. */
    EarlierDecisions decided(int partition) {
        return decided[partition];
    }

    void write(AsideBatch batch) {
        List<AsideRecord> lates = new ArrayList<>();
        List<AsideRecord> deads = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            boolean isLate = batch.kind(i) == AsideBatch.Kind.LATE;
            if (batch.position(i) > (isLate ? lastLate : lastDead)[batch.partition()]) {
                String view = batch.view(i);
                byte[] raw = batch.raw(i);
                (isLate ? lates : deads)
                        .add(new AsideRecord(
                                batch.kind(i).name().toLowerCase(Locale.ROOT),
                                batch.reason(i),
                                batch.detail(i),
                                view == null ? "" : view,
                                batch.otherViews(i),
                                batch.position(i),
                                raw.length,
                                raw));
            }
        }
        append(late, batch.partition(), lates, lastLate);
        append(dead, batch.partition(), deads, lastDead);
    }

    /** Waits until everything that was written is durable, also for who comes while another one waits. */
    synchronized void await() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        for (CompletableFuture<Long> append = writing.poll(); append != null; append = writing.poll()) {
            append.join();
        }
    }

    private void append(String stream, int partition, List<AsideRecord> records, long[] last) {
        if (records.isEmpty()) {
            return;
        }
        records.sort(Comparator.comparingLong(AsideRecord::offset));
        Slices slices = new Slices();
        for (AsideRecord record : records) {
            byte[] bytes = record.within(log.appendBytes() - Slices.EVENT_BYTES).toBytes();
            slices.add(bytes, 0, bytes.length);
        }
        slices.split(log.appendBytes()).forEach(piece -> append(stream, partition, piece));
        last[partition] = records.get(records.size() - 1).offset();
    }

    /** Waits while the log takes no more. What comes behind a failure would hide it from {@link #recover}, so it fails too. */
    private void append(String stream, int partition, Slices slices) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            RuntimeException failed = failure;
            if (failed != null) {
                throw failed;
            }
            CompletableFuture<Long> append =
                    log.append(stream, partition, slices).toCompletableFuture();
            if (!isFull(append) || System.nanoTime() > deadline) {
                writing.add(append.whenComplete((offset, e) -> {
                    if (e != null) {
                        failure = new CompletionException(e);
                    }
                }));
                return;
            }
            if (Thread.currentThread().isInterrupted()) {
                failure = new CompletionException(new InterruptedException());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean isFull(CompletableFuture<Long> append) {
        if (!append.isCompletedExceptionally()) {
            return false;
        }
        Throwable failure = append.handle((offset, e) -> e).join();
        return failure instanceof RaudalException known && known.code() == ErrorCode.LIMIT_EXCEEDED;
    }

    /** Answers the offset of the last event there, and takes note of all that come from one on: the last records, however many. */
    private long recover(String stream, int partition, long from) throws InterruptedException {
        OffsetRange range = log.range(stream, partition);
        // The lowest and the highest of what was read.
        long[] bounds = {Long.MAX_VALUE, -1};
        long at = range.end();
        for (long back = 1; bounds[0] >= from && at > range.first(); back *= 16) {
            at = Math.max(range.first(), range.end() - back);
            AsideEvents.read(log, stream, partition, at, (record, offset) -> {
                bounds[0] = Math.min(bounds[0], record.offset());
                bounds[1] = record.offset();
                if (record.offset() >= from && !record.isFailed()) {
                    decided[partition].add(record.offset(), record.reason());
                }
            });
        }
        return bounds[1];
    }
}
