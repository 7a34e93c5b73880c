package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.key.KeyBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The windows of one view and a range of key groups: takes partial batches by slice, and gives the rows of windows in pieces, so that
 * whoever takes them may stop between two.
 */
abstract class Windows {
    final Aggregates aggregates;
    /** By the slice's end: its partial batches by partition, then as they came. */
    final TreeMap<Long, List<PartialBatch>> slices = new TreeMap<>();

    private final String view;

    Windows(String view, Aggregates aggregates) {
        this.view = view;
        this.aggregates = aggregates;
    }

    void take(PartialBatch batch) {
        List<PartialBatch> runs = slices.computeIfAbsent(batch.end, end -> new ArrayList<>());
        int at = runs.size();
        while (at > 0 && runs.get(at - 1).partition > batch.partition) {
            at--;
        }
        runs.add(at, batch);
    }

    /**
     * Adds further rows of windows that end by the watermark, in order; false when there are none left. At least one row comes with
     * each true, or the end of a window.
     */
    abstract boolean nextFinal(long watermarkMillis, WindowRows rows);

    /** Whether the rows that {@link #nextFinal} gave last never change again. */
    boolean isFinal(long watermarkMillis) {
        return true;
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
            take(PartialBatch.read(view, aggregates, in));
        }
        readKeys(in);
    }

    /** Writes what is kept by key besides slices. */
    abstract void writeKeys(KeyBytes[] groups);

    abstract void readKeys(StateReader in);

    /** Takes out the earliest slice by the watermark as a merge over its partitions; null if there is none. */
    @org.jspecify.annotations.Nullable RunMerge nextSlice(long watermarkMillis) {
        Map.Entry<Long, List<PartialBatch>> first = slices.firstEntry();
        if (first == null || first.getKey() > watermarkMillis) {
            return null;
        }
        slices.remove(first.getKey());
        return new RunMerge(first.getValue(), aggregates);
    }
}
