package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.row.TableRows;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Window;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;

/**
 * The state of a range of the key groups of one view over all partitions: merges partial aggregates in the order of partitions, closes
 * windows when the view's watermark (the least over the partitions) reaches their end, and emits row changes. A view with a top-N is
 * one range, all groups.
 *
 * <p>Contract. Single-threaded, deterministic, no I/O, no clock but the watermark. A partition's batches and watermarks come in the
 * order in which its step emitted them; how partitions interleave does not show in final rows. A method answers whether the outbox
 * took everything; after false, only {@link #flush} may be called until it answers true. Final rows come ordered by window end,
 * window start and key. Behind them comes the view's {@link Emission.Watermark} if it rose.
 */
public final class KeyedStep {
    /** Of final rows: above all versions of open ones. */
    public static final long FINAL_VERSION = 1L << 62;

    private static final long MICROS = 1000;

    private final ReaderView reader;
    private final int fromGroup;
    private final int toGroup;
    private final long[] watermarks;
    private final Windows windows;
    private final WindowRows rows;
    private final RowFinish finish;
    private final Queue<Emission> refused = new ArrayDeque<>();
    private long watermark = Long.MIN_VALUE;
    private boolean closing;

    KeyedStep(ReaderView reader, int partitions, int fromGroup, int toGroup, Function<String, TableRows> tables) {
        this.reader = reader;
        this.fromGroup = fromGroup;
        this.toGroup = toGroup;
        watermarks = new long[partitions];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        Aggregation aggregation = Objects.requireNonNull(reader.aggregation());
        Aggregates aggregates = new Aggregates(aggregation.aggregates(), ReaderView.isSession(aggregation));
        windows = windows(aggregation, aggregates);
        rows = new WindowRows(aggregation, aggregates);
        finish = new RowFinish(reader.plan(), tables);
    }

    private static Windows windows(Aggregation aggregation, Aggregates aggregates) {
        if (aggregation.window() instanceof Window.Tumble tumble) {
            return new TumbleWindows(aggregates, tumble.sizeMillis());
        }
        throw new UnsupportedOperationException();
    }

    /** Takes a partition's partial aggregates; rows of other key groups are left out. */
    public boolean process(PartialBatch batch, Outbox out) {
        PartialBatch own = batch.forGroups(fromGroup, toGroup);
        if (own.size() > 0) {
            windows.take(own);
        }
        return flush(out);
    }

    /** A partition's watermark; final rows leave when the least of them rises. */
    public boolean advance(int partition, long watermarkMicros, Outbox out) {
        watermarks[partition] = Math.max(watermarks[partition], watermarkMicros);
        long least = Arrays.stream(watermarks).min().orElse(Long.MAX_VALUE);
        if (least > watermark) {
            watermark = least;
            closing = true;
        }
        return flush(out);
    }

    /** Emits the open rows that changed since the last tick; nothing for {@code emit: final}. Behind the partitions' own ticks. */
    public boolean tick(Outbox out) {
        return flush(out);
    }

    /** Offers again what was refused and goes on; true when nothing is left. */
    public boolean flush(Outbox out) {
        while (true) {
            for (Emission next = refused.peek(); next != null; next = refused.peek()) {
                if (!out.offer(next)) {
                    return false;
                }
                refused.remove();
            }
            if (!closing) {
                return true;
            }
            rows.clear();
            if (windows.nextFinal(Math.floorDiv(watermark, MICROS), rows)) {
                finish.finish(rows, true, FINAL_VERSION, refused);
            } else {
                closing = false;
                refused.add(new Emission.Watermark(reader.name(), 0, watermark));
            }
        }
    }

    /** The least of the partitions' watermarks. */
    public long watermarkMicros() {
        return watermark;
    }

    /** The state of a key group in this step's range, with a version header; when nothing is refused. */
    public byte[] snapshot(int group) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the state of a key group in this step's range; on a new step, once a group.
     *
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another plan
     */
    public void restore(int group, byte[] snapshot) {
        throw new UnsupportedOperationException();
    }
}
