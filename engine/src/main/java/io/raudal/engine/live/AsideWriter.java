package io.raudal.engine.live;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.engine.step.AsideBatch;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes a stream's late and dead events into its {@code .late} and {@code .dead} streams, once each: what stands there already is left
 * out where events are read again, after a crash or under other rules. A partition belongs to one thread.
 */
final class AsideWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Log log;
    private final String late;
    private final String dead;
    private final EarlierDecisions[] decided;
    /** By partition, the events of each kind that stand there, of those that will be read again. */
    private final List<Map<AsideBatch.Kind, OffsetSet>> written = new ArrayList<>();

    private final Queue<CompletableFuture<Long>> writing = new ConcurrentLinkedQueue<>();
    private volatile @Nullable RuntimeException failure;

    AsideWriter(Log log, String stream, int partitions) {
        this.log = log;
        late = stream + PipelineData.LATE;
        dead = stream + PipelineData.DEAD;
        decided = new EarlierDecisions[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            decided[partition] = new EarlierDecisions();
            Map<AsideBatch.Kind, OffsetSet> none = new EnumMap<>(AsideBatch.Kind.class);
            for (AsideBatch.Kind kind : AsideBatch.Kind.values()) {
                none.put(kind, new OffsetSet());
            }
            written.add(none);
        }
    }

    /**
     * Finds out what is there already of events that will be read again.
     *
     * @param from the first of them
     * @param isWhole whether records of such events may stand anywhere, not only behind all others
     * @return the highest offset among them; less than {@code from} if there are none
     */
    long recover(int partition, long from, boolean isWhole) throws InterruptedException {
        return Math.max(recover(late, partition, from, isWhole), recover(dead, partition, from, isWhole));
    }

    /** What was decided about events of a partition that will be read again. */
    EarlierDecisions decided(int partition) {
        return decided[partition];
    }

    void write(AsideBatch batch) {
        List<AsideRecord> lates = new ArrayList<>();
        List<AsideRecord> deads = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            AsideBatch.Kind kind = batch.kind(i);
            OffsetSet there =
                    Objects.requireNonNull(written.get(batch.partition()).get(kind));
            if (!there.contains(batch.position(i))) {
                String view = batch.view(i);
                byte[] raw = batch.raw(i);
                (kind == AsideBatch.Kind.LATE ? lates : deads)
                        .add(new AsideRecord(
                                kind.name().toLowerCase(Locale.ROOT),
                                batch.reason(i),
                                batch.detail(i),
                                view == null ? "" : view,
                                batch.otherViews(i),
                                batch.position(i),
                                raw.length,
                                raw));
            }
        }
        append(late, batch.partition(), lates);
        append(dead, batch.partition(), deads);
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

    private void append(String stream, int partition, List<AsideRecord> records) {
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
    }

    /** Waits while the log takes no more. What comes behind a failure fails too, or a checkpoint would lack it. */
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

    private long recover(String stream, int partition, long from, boolean isWhole) throws InterruptedException {
        OffsetRange range = log.range(stream, partition);
        // The lowest and the highest of what was read.
        long[] bounds = {Long.MAX_VALUE, -1};
        long at = range.end();
        for (long back = 1; (isWhole || bounds[0] >= from) && at > range.first(); back *= 16) {
            at = Math.max(range.first(), range.end() - back);
            AsideEvents.read(log, stream, partition, at, (record, offset) -> {
                bounds[0] = Math.min(bounds[0], record.offset());
                bounds[1] = Math.max(bounds[1], record.offset());
                if (record.offset() >= from) {
                    note(record, partition);
                }
            });
        }
        return bounds[1];
    }

    private void note(AsideRecord record, int partition) {
        AsideBatch.Kind kind = AsideBatch.Kind.valueOf(record.kind().toUpperCase(Locale.ROOT));
        Objects.requireNonNull(written.get(partition).get(kind)).add(record.offset());
        if (!record.isFailed()) {
            decided[partition].add(record.offset(), record.reason());
        }
    }
}
