package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * The state of a range of the key groups of one view over all partitions: merges partial aggregates in the order of partitions, closes
 * windows when the view's watermark (the least over the partitions) reaches their end, and emits row changes. A view with a top-N is
 * one range, all groups.
 *
 * <p>Contract. Single-threaded, deterministic, no I/O, no clock but the watermark. A partition's batches and watermarks come in the
 * order in which its step emitted them; how partitions interleave does not show in final rows. A method answers whether the outbox
 * took everything; after false, only {@link #flush} may be called until it answers true. Final rows come ordered by window end,
 * window start and key. Behind them comes the view's {@link Emission.Watermark}.
 */
public final class KeyedStep {
    /** Of final rows: above all versions of open ones. */
    public static final long FINAL_VERSION = 1L << 62;

    private static final long MICROS = 1000;

    private final ReaderView reader;
    private final int fromGroup;
    private final int toGroup;
    private final long[] watermarks;
    private final KeyedView view;
    private final Queue<Emission> refused = new ArrayDeque<>();
    private long watermark = Long.MIN_VALUE;
    private boolean closing;
    private boolean ticking;
    /** Of open rows: grows with each piece that leaves. */
    private long version;

    private final long plan;
    /** By key group; empty once the state has changed. */
    private KeyBytes[] snapshots = new KeyBytes[0];

    KeyedStep(ReaderView reader, KeyedView view, int partitions, int fromGroup, int toGroup) {
        this.reader = reader;
        this.view = view;
        this.fromGroup = fromGroup;
        this.toGroup = toGroup;
        watermarks = new long[partitions];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        plan = reader.identity();
    }

    /** Takes a partition's partial aggregates; rows of other key groups are left out. */
    public boolean process(PartialBatch batch, Outbox out) {
        snapshots = new KeyBytes[0];
        PartialBatch own = batch.forGroups(fromGroup, toGroup);
        if (own.size() > 0) {
            view.take(own);
        }
        return flush(out);
    }

    /** The versions of open rows are above this from now on. */
    public void raiseVersions(long above) {
        snapshots = new KeyBytes[0];
        version = Math.max(version, above);
    }

    /** A partition's watermark; final rows leave when the least of them rises. */
    public boolean advance(int partition, long watermarkMicros, Outbox out) {
        snapshots = new KeyBytes[0];
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
        if (reader.isLive() && refused.isEmpty() && !closing) {
            snapshots = new KeyBytes[0];
            view.beginTick();
            ticking = true;
        }
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
            if (ticking) {
                ticking = view.nextOpen(++version, refused);
            } else if (closing) {
                closing = view.nextFinal(Math.floorDiv(watermark, MICROS), ++version, refused);
                if (!closing) {
                    refused.add(new Emission.Watermark(reader.name(), 0, finalMicros()));
                }
            } else {
                return true;
            }
        }
    }

    /** Below the times of all rows that are still to come: each is 1 ms before its window's end. */
    private long finalMicros() {
        return watermark == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : view.finalMillis(Math.floorDiv(watermark, MICROS)) * MICROS;
    }

    /** The least of the partitions' watermarks. */
    public long watermarkMicros() {
        return watermark;
    }

    /** The state of a key group in this step's range, with a version header; when nothing is refused. */
    public byte[] snapshot(int group) {
        if (!refused.isEmpty() || closing || ticking) {
            throw new IllegalStateException("flush before a snapshot");
        }
        if (group < fromGroup || group >= toGroup) {
            throw new IllegalArgumentException("group " + group + " is not in this range");
        }
        if (snapshots.length == 0) {
            snapshots = new KeyBytes[KeyGroups.COUNT];
            for (int i = 0; i < snapshots.length; i++) {
                snapshots[i] = Snapshots.begin(plan);
                snapshots[i].putInt(i);
                snapshots[i].putLong(watermark);
                snapshots[i].putLong(version);
                snapshots[i].putInt(watermarks.length);
                for (long partition : watermarks) {
                    snapshots[i].putLong(partition);
                }
            }
            view.write(snapshots);
        }
        return Snapshots.end(snapshots[group]);
    }

    /**
     * Takes the state of a key group in this step's range; on a new step, once a group. Partitions that the snapshot does not know begin
     * anew.
     *
     * @throws io.raudal.model.RaudalException INVALID_SNAPSHOT if it is damaged, of another version or of another plan
     */
    public void restore(int group, byte[] snapshot) {
        Snapshots.read(snapshot, plan, in -> {
            if (in.nextInt() != group) {
                throw new IllegalArgumentException("of another group");
            }
            watermark = in.nextLong();
            version = Math.max(version, in.nextLong());
            int partitions = in.nextInt();
            if (partitions > watermarks.length) {
                throw new IllegalArgumentException("of more partitions");
            }
            for (int partition = 0; partition < partitions; partition++) {
                watermarks[partition] = in.nextLong();
            }
            view.read(in);
        });
    }
}
