package io.raudal.engine.intake;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.Slices;
import io.raudal.plan.StreamPlan;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one stream into the log, each into the partition of its key. Events that may go anywhere go side by side into one
 * partition, the next one each time. Any thread may use it; events with the same key keep their
 * order if each append waits for the one before.
 */
public final class StreamIntake {
    private final Log log;
    private final StreamPlan plan;
    private final String topic;
    private final int partitions;
    private final boolean goesAnywhere;
    private final Queue<Partitioner> partitioners = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turn = new AtomicInteger();

    /** @param topic the stream's name in the log, which has it already */
    public StreamIntake(Log log, StreamPlan plan, String topic) {
        this.log = log;
        this.plan = plan;
        this.topic = topic;
        partitions = log.partitions(topic);
        goesAnywhere = Partitioner.of(plan, partitions) == null;
    }

    public StreamPlan plan() {
        return plan;
    }

    /**
     * Appends events.
     *
     * @param events with {@link io.raudal.engine.Decoder#PADDING} readable bytes behind each; not changed by the caller until the stage
     *     is complete
     * @return complete when all are durable; if it fails, some may be in the log and others not
     */
    public CompletionStage<Void> append(Slices events) {
        if (events.size() == 0) {
            return CompletableFuture.completedFuture(null);
        }
        int next = Math.floorMod(turn.getAndIncrement(), partitions);
        if (goesAnywhere) {
            return append(next, events);
        }
        int[] of = partitionsOf(events);
        CompletableFuture<?>[] appends = new CompletableFuture<?>[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            Slices own = select(events, of, partition, next);
            appends[partition] = own == null
                    ? CompletableFuture.completedFuture(null)
                    : append(partition, own).toCompletableFuture();
        }
        return CompletableFuture.allOf(appends);
    }

    /** Piece by piece, so that no body is more than may wait for the log. */
    private CompletionStage<Void> append(int partition, Slices events) {
        CompletionStage<Void> done = CompletableFuture.completedFuture(null);
        for (Slices piece : events.split(log.appendBytes())) {
            done = done.thenCompose(before -> log.append(topic, partition, piece))
                    .thenApply(offset -> null);
        }
        return done;
    }

    private int[] partitionsOf(Slices events) {
        Partitioner free = partitioners.poll();
        Partitioner partitioner = free != null ? free : Objects.requireNonNull(Partitioner.of(plan, partitions));
        try {
            return partitioner.partitions(events);
        } finally {
            partitioners.add(partitioner);
        }
    }

    /** The events of a partition, null if there are none; slices of the same bytes. */
    private static @Nullable Slices select(Slices events, int[] of, int partition, int anywhere) {
        int[] starts = new int[events.size()];
        int[] lengths = new int[events.size()];
        int size = 0;
        for (int i = 0; i < events.size(); i++) {
            if ((of[i] == Partitioner.ANYWHERE ? anywhere : of[i]) == partition) {
                starts[size] = events.start(i);
                lengths[size++] = events.length(i);
            }
        }
        return size == 0 ? null : new Slices(events.bytes(), starts, lengths, size);
    }
}
