package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
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

    Windows(Aggregates aggregates) {
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
