package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes in order through the keys of slices that are still open, or of those of their partial batches that are new; for each key, what
 * all batches have of it, slice by slice. Batches that are not new are searched by galloping, so few new keys among many cost a
 * logarithm each.
 */
final class OpenKeys {
    private final List<PartialBatch> runs = new ArrayList<>();
    private final boolean[] fresh;
    private final int[] places;
    /** The key at which this stands, as a place of a run. */
    private PartialBatch current;

    private int place;
    /** By run: its place of the key, -1 where it has not got it. */
    private final int[] found;

    /** @param wanted the new batches; null for all */
    OpenKeys(Collection<List<PartialBatch>> slices, @Nullable Set<PartialBatch> wanted) {
        slices.forEach(runs::addAll);
        fresh = new boolean[runs.size()];
        for (int run = 0; run < fresh.length; run++) {
            fresh[run] = wanted == null || wanted.contains(runs.get(run));
        }
        places = new int[runs.size()];
        found = new int[runs.size()];
        current = runs.isEmpty() ? PartialBatch.EMPTY : runs.get(0);
    }

    /** Goes to the next key; false behind the last one. */
    boolean next() {
        int least = -1;
        for (int run = 0; run < fresh.length; run++) {
            if (fresh[run]
                    && places[run] < runs.get(run).size()
                    && (least < 0
                            || PartialBatch.compare(runs.get(run), places[run], runs.get(least), places[least]) < 0)) {
                least = run;
            }
        }
        if (least < 0) {
            return false;
        }
        current = runs.get(least);
        place = places[least];
        for (int run = 0; run < fresh.length; run++) {
            PartialBatch batch = runs.get(run);
            int at = fresh[run] ? places[run] : gallop(batch, places[run]);
            boolean has = at < batch.size() && PartialBatch.compare(batch, at, current, place) == 0;
            found[run] = has ? at : -1;
            places[run] = has ? at + 1 : at;
        }
        return true;
    }

    /** The first place from {@code from} on whose key is not below the current one. */
    private int gallop(PartialBatch batch, int from) {
        int low = from;
        int step = 1;
        while (low + step <= batch.size() && PartialBatch.compare(batch, low + step - 1, current, place) < 0) {
            low += step;
            step *= 2;
        }
        int high = Math.min(low + step, batch.size());
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (PartialBatch.compare(batch, middle, current, place) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Stands at any key from now on, which may be in no batch. */
    void seek(byte[] keys, int from, int length) {
        for (int run = 0; run < found.length; run++) {
            found[run] = runs.get(run).find(keys, from, length);
        }
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

    int hash() {
        return current.hashes[place];
    }

    /** What the slices have of a key: one row of states each, by time. */
    static final class Pieces {
        final StateRows states;
        long[] ends = new long[8];
        boolean[] changed = new boolean[8];
        int size;

        Pieces(Aggregates aggregates) {
            states = aggregates.newRows();
        }

        void clear() {
            size = 0;
            states.clear();
        }
    }

    /** Merges what the slices have of the current key. */
    void collect(Pieces into, Aggregates aggregates) {
        into.clear();
        for (int run = 0; run < found.length; run++) {
            if (found[run] < 0) {
                continue;
            }
            PartialBatch batch = runs.get(run);
            int row = batch.order[found[run]];
            if (into.size > 0 && into.ends[into.size - 1] == batch.end) {
                aggregates.merge(batch.rows, row, into.states, into.size - 1);
                into.changed[into.size - 1] |= fresh[run];
                continue;
            }
            if (into.size == into.ends.length) {
                into.ends = Arrays.copyOf(into.ends, 2 * into.size);
                into.changed = Arrays.copyOf(into.changed, 2 * into.size);
            }
            aggregates.copy(batch.rows, row, into.states, into.states.add(0));
            into.ends[into.size] = batch.end;
            into.changed[into.size++] = fresh[run];
        }
    }
}
