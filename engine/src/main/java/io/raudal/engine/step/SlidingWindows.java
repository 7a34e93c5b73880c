package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;

/** HOP: a window of several slices every slice; {@link SliceStacks} say what a window costs. */
final class SlidingWindows extends Windows {
    private static final int SLACK = 4096;

    private final long sizeMillis;
    private final long slideMillis;
    private final StateRows scratch;

    private KeyTable table = new KeyTable();
    private final SliceStacks stacks;
    /** By key id: end of the last slice that was closed since the last tick and was not in that. */
    private long[] changedTo = new long[64];

    private long end = Long.MIN_VALUE;
    private boolean emitting;
    private int cursor;

    SlidingWindows(String view, Aggregates aggregates, long sizeMillis, long slideMillis) {
        super(view, aggregates);
        this.sizeMillis = sizeMillis;
        this.slideMillis = slideMillis;
        stacks = new SliceStacks(aggregates);
        scratch = aggregates.newRows();
        scratch.add(0);
    }

    @Override
    boolean nextFinal(long watermarkMillis, WindowRows rows) {
        if (!emitting && !closeSlide(watermarkMillis)) {
            return false;
        }
        int[] order = table.sorted();
        while (cursor < order.length) {
            if (rows.isFull()) {
                return true;
            }
            int id = order[cursor++];
            stacks.evict(id, end - sizeMillis);
            if (!stacks.isEmpty(id)) {
                rows.add(
                        end - sizeMillis,
                        end,
                        table.bytes(),
                        table.offset(id),
                        table.length(id),
                        table.hash(id),
                        stacks.sum(id),
                        0);
            }
        }
        emitting = false;
        reclaim();
        return true;
    }

    /** Takes the slice that ends next; false if the watermark has not come that far or there is nothing left. */
    private boolean closeSlide(long watermarkMillis) {
        long next = stacks.active() > 0 ? end + slideMillis : slices.isEmpty() ? Long.MAX_VALUE : slices.firstKey();
        if (next > watermarkMillis || next == Long.MAX_VALUE) {
            return false;
        }
        end = next;
        RunMerge slice = nextSlice(end);
        while (slice != null && slice.next()) {
            int id = table.intern(slice.keys(), slice.keyFrom(), slice.keyLength(), slice.hash());
            know(id);
            stacks.push(id, end, slice.state(), slice.row());
            if (slice.isFresh()) {
                changedTo[id] = end;
            }
        }
        emitting = true;
        cursor = 0;
        return true;
    }

    private void know(int id) {
        if (id == changedTo.length) {
            changedTo = Arrays.copyOf(changedTo, 2 * id);
        }
        if (stacks.know(id)) {
            changedTo[id] = Long.MIN_VALUE;
        }
    }

    /** Forgets keys without slices when they are most of the table. */
    private void reclaim() {
        if (stacks.active() == 0) {
            table = new KeyTable();
            stacks.clear();
        } else if (table.size() > 2 * stacks.active() + SLACK) {
            int[] ids = table.retain(stacks.used());
            stacks.renumber(ids, table.size());
            for (int id = 0; id < ids.length; id++) {
                if (ids[id] >= 0) {
                    changedTo[ids[id]] = changedTo[id];
                }
            }
        }
    }

    @Override
    void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows) {
        int id = table.find(keys, from, length, hash);
        if (id >= 0) {
            seen.set(id);
        }
        addOpen(id, keys, from, length, hash, rows);
    }

    @Override
    boolean addOther(WindowRows rows) {
        boolean any = false;
        for (int id = seen.nextClearBit(0); id < table.size() && !rows.isFull(); id = seen.nextClearBit(id + 1)) {
            seen.set(id);
            if (stacks.isEmpty(id) || (!isAll() && changedTo[id] == Long.MIN_VALUE)) {
                continue;
            }
            any = true;
            collect(table, id);
            addOpen(id, table.bytes(), table.offset(id), table.length(id), table.hash(id), rows);
        }
        return any;
    }

    @Override
    void endTick() {
        Arrays.fill(changedTo, Long.MIN_VALUE);
    }

    /**
     * Adds the open windows of a key, from the last to start to the first, so that what closed slices share with each is gathered in
     * one pass from new to old.
     */
    private void addOpen(int id, byte[] keys, int from, int length, int hash, WindowRows rows) {
        boolean hasClosed = id >= 0 && !stacks.isEmpty(id);
        boolean hasOpen = pieces.size > 0;
        long firstEnd = hasClosed || end != Long.MIN_VALUE ? end + slideMillis : pieces.ends[0];
        long lastEnd = (hasOpen ? pieces.ends[pieces.size - 1] : end) + sizeMillis - slideMillis;
        if (hasOpen && !hasClosed) {
            firstEnd = Math.max(firstEnd, pieces.ends[0]);
        }
        SliceStacks.Suffix closed = stacks.new Suffix(hasClosed ? id : -1);
        for (long at = lastEnd; at >= firstEnd; at -= slideMillis) {
            closed.extend(at - sizeMillis);
            scratch.reset(0);
            boolean any = closed.copyTo(scratch);
            boolean changed = isAll() || (hasClosed && changedTo[id] > at - sizeMillis);
            for (int piece = 0; piece < pieces.size; piece++) {
                if (pieces.ends[piece] <= at && pieces.ends[piece] > at - sizeMillis) {
                    aggregates.merge(pieces.states, piece, scratch, 0);
                    any = true;
                    changed |= pieces.changed[piece];
                }
            }
            if (any && changed) {
                rows.add(at - sizeMillis, at, keys, from, length, hash, scratch, 0);
            }
        }
    }

    @Override
    void writeKeys(KeyBytes[] groups) {
        int[] counts = new int[groups.length];
        for (int id = 0; id < table.size(); id++) {
            counts[KeyGroups.of(table.hash(id))] += stacks.isEmpty(id) ? 0 : 1;
        }
        for (int group = 0; group < groups.length; group++) {
            groups[group].putLong(end);
            groups[group].putInt(counts[group]);
        }
        for (int id = 0; id < table.size(); id++) {
            if (!stacks.isEmpty(id)) {
                KeyBytes out = groups[KeyGroups.of(table.hash(id))];
                table.write(id, out);
                out.putLong(changedTo[id]);
                stacks.write(id, out);
            }
        }
    }

    @Override
    void readKeys(StateReader in) {
        end = Math.max(end, in.nextLong());
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int id = table.read(in);
            know(id);
            changedTo[id] = in.nextLong();
            stacks.read(id, in);
        }
    }
}
