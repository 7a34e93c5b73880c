package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one view and a range of key groups: takes partial batches by slice, and gives the rows of windows in pieces, so that
 * whoever takes them may stop between two.
 */
abstract class Windows {
    final Aggregates aggregates;
    /** By the slice's end: its partial batches by partition, then as they came. */
    final TreeMap<Long, List<PartialBatch>> slices = new TreeMap<>();

    private final String view;
    /** Batches that came since the last tick. */
    private final Set<PartialBatch> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable OpenKeys open;
    private boolean allOpen;
    final OpenKeys.Pieces pieces;
    /** By id of the strategy's own key table: keys that this tick has been at. */
    final BitSet seen = new BitSet();

    Windows(String view, Aggregates aggregates) {
        this.view = view;
        this.aggregates = aggregates;
        pieces = new OpenKeys.Pieces(aggregates);
    }

    void take(PartialBatch batch) {
        List<PartialBatch> runs = slices.computeIfAbsent(batch.end, end -> new ArrayList<>());
        int at = runs.size();
        while (at > 0 && runs.get(at - 1).partition > batch.partition) {
            at--;
        }
        runs.add(at, batch);
        fresh.add(batch);
    }

    /**
     * Adds further rows of windows that end by the watermark, in order; false when there are none left. At least one row comes with
     * each true, or the end of a window.
     */
    abstract boolean nextFinal(long watermarkMillis, WindowRows rows);

    /** All windows that end by then have left, once {@link #nextFinal} has answered false for this watermark. */
    long finalMillis(long watermarkMillis) {
        return watermarkMillis;
    }

    /** Whether the rows that {@link #nextFinal} gave last never change again. */
    boolean isFinal() {
        return true;
    }

    /**
     * From now on {@link #nextOpen} goes through the open rows that changed since the last tick.
     *
     * @param all whether through those that did not change as well
     */
    void beginTick(boolean all) {
        open = new OpenKeys(slices.values(), all ? null : Set.copyOf(fresh));
        allOpen = all;
        seen.clear();
        fresh.clear();
    }

    /** Adds further open rows; false when there are none left. */
    boolean nextOpen(WindowRows rows) {
        OpenKeys keys = open;
        if (keys == null) {
            return false;
        }
        boolean any = false;
        while (!rows.isFull() && keys.next()) {
            any = true;
            keys.collect(pieces, aggregates);
            addOpen(keys.keys(), keys.keyFrom(), keys.keyLength(), keys.hash(), rows);
        }
        if (!any) {
            any = addOther(rows);
        }
        if (!any) {
            open = null;
            endTick();
            compact();
        }
        return any;
    }

    /** Adds the open rows of a key, of whose open slices {@link #pieces} has the states. */
    abstract void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows);

    /** Whether this tick goes through open rows that did not change as well. */
    boolean isAll() {
        return allOpen;
    }

    /** Makes {@link #pieces} those of a key of the strategy's table. */
    void collect(KeyTable table, int id) {
        OpenKeys keys = Objects.requireNonNull(open);
        keys.seek(table.bytes(), table.offset(id), table.length(id));
        keys.collect(pieces, aggregates);
    }

    /** Adds open rows of keys of which no open slice has anything new; false when there are none left. */
    boolean addOther(WindowRows rows) {
        return false;
    }

    /** All open rows that changed were given. */
    void endTick() {}

    /** Merges a partition's batches of a slice so that they are few: never a small one behind one of its size. */
    private void compact() {
        for (List<PartialBatch> runs : slices.values()) {
            for (int at = runs.size() - 2; at >= 0; at--) {
                while (at + 1 < runs.size()
                        && runs.get(at).partition == runs.get(at + 1).partition
                        && runs.get(at).size() <= 2 * runs.get(at + 1).size()) {
                    PartialBatch newer = runs.remove(at + 1);
                    runs.set(at, PartialBatch.merge(runs.get(at), newer, aggregates));
                }
            }
        }
    }

    /** Writes each key group's part of the state; between two windows. */
    void write(KeyBytes[] groups) {
        for (int group = 0; group < groups.length; group++) {
            KeyBytes out = groups[group];
            int count = out.size();
            out.putInt(0);
            int runs = 0;
            for (List<PartialBatch> slice : slices.values()) {
                for (PartialBatch batch : slice) {
                    PartialBatch part = batch.forGroups(group, group + 1);
                    if (part.size() > 0) {
                        out.putByte(fresh.contains(batch) ? 1 : 0);
                        part.write(aggregates, out);
                        runs++;
                    }
                }
            }
            out.setInt(count, runs);
        }
        writeKeys(groups);
    }

    void read(StateReader in) {
        int runs = in.nextCount(24);
        for (int i = 0; i < runs; i++) {
            boolean isFresh = in.nextByte() != 0;
            PartialBatch batch = PartialBatch.read(view, aggregates, in);
            take(batch);
            if (!isFresh) {
                fresh.remove(batch);
            }
        }
        readKeys(in);
    }

    /** Writes what is kept by key besides slices. */
    abstract void writeKeys(KeyBytes[] groups);

    abstract void readKeys(StateReader in);

    /** Takes out the earliest slice by the watermark as a merge over its partitions; null if there is none. */
    @Nullable RunMerge nextSlice(long watermarkMillis) {
        Map.Entry<Long, List<PartialBatch>> first = slices.firstEntry();
        if (first == null || first.getKey() > watermarkMillis) {
            return null;
        }
        slices.remove(first.getKey());
        List<PartialBatch> runs = first.getValue();
        boolean[] isFresh = new boolean[runs.size()];
        for (int run = 0; run < isFresh.length; run++) {
            isFresh[run] = fresh.remove(runs.get(run));
        }
        return new RunMerge(runs, isFresh, aggregates);
    }
}
