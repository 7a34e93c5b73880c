package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import java.util.List;

/**
 * Goes through the keys of several sorted partial batches in order, merging the states of equal keys in the order of the batches.
 * The batches stand in a binary heap by their next key; one batch alone costs nothing but its own pass.
 */
final class RunMerge {
    private final Aggregates aggregates;
    private final List<PartialBatch> runs;
    private final boolean[] fresh;
    private final int[] places;
    /** Indexes of runs that have keys left, the one with the least key (then index) first. */
    private final int[] heap;

    private int heapSize;
    private final StateRows scratch;

    private PartialBatch current;
    private int place;
    private boolean isFresh;
    private StateRows state;
    private int row;

    RunMerge(List<PartialBatch> runs, Aggregates aggregates) {
        this(runs, new boolean[runs.size()], aggregates);
    }

    /**
     * @param runs at least one, in the order in which states are merged
     * @param fresh by run, what {@link #isFresh} tells of the keys that are in it
     */
    RunMerge(List<PartialBatch> runs, boolean[] fresh, Aggregates aggregates) {
        this.runs = runs;
        this.fresh = fresh;
        this.aggregates = aggregates;
        places = new int[runs.size()];
        heap = new int[runs.size()];
        scratch = aggregates.newRows();
        scratch.add(0);
        current = runs.get(0);
        state = scratch;
        for (int run = 0; run < heap.length; run++) {
            if (runs.get(run).size() > 0) {
                heap[heapSize++] = run;
            }
        }
        for (int at = heapSize / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    /** Goes to the next key; false behind the last one. */
    boolean next() {
        if (heapSize == 0) {
            return false;
        }
        int run = heap[0];
        current = runs.get(run);
        place = places[run];
        state = current.rows;
        row = current.order[place];
        isFresh = fresh[run];
        advance(run);
        while (heapSize > 0 && isCurrent(heap[0])) {
            mergeNext();
        }
        return true;
    }

    private boolean isCurrent(int run) {
        PartialBatch other = runs.get(run);
        return PartialBatch.compare(other, places[run], current, place) == 0;
    }

    private void mergeNext() {
        int run = heap[0];
        if (state != scratch) {
            scratch.reset(0);
            aggregates.copy(state, row, scratch, 0);
            state = scratch;
            row = 0;
        }
        isFresh |= fresh[run];
        PartialBatch other = runs.get(run);
        aggregates.merge(other.rows, other.order[places[run]], scratch, 0);
        advance(run);
    }

    private void advance(int run) {
        if (++places[run] == runs.get(run).size()) {
            heap[0] = heap[--heapSize];
        }
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], heap[at])) {
                return;
            }
            int run = heap[at];
            heap[at] = heap[child];
            heap[child] = run;
            at = child;
        }
    }

    private boolean isBefore(int left, int right) {
        int order = PartialBatch.compare(runs.get(left), places[left], runs.get(right), places[right]);
        return order == 0 ? left < right : order < 0;
    }

    byte[] keys() {
        return current.keys;
    }

    int keyFrom() {
        return current.keyOffsets[place];
    }

    int keyLength() {
        return current.keyOffsets[place + 1] - current.keyOffsets[place];
    }

    /** Whether one of the key's batches is fresh. */
    boolean isFresh() {
        return isFresh;
    }

    int hash() {
        return current.hashes[place];
    }

    /** The rows with the key's state, at {@link #row}; valid until the next key. */
    StateRows state() {
        return state;
    }

    int row() {
        return row;
    }
}
