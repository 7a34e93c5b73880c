package io.raudal.engine.step;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * SESSION, and the unbounded GROUP BY as sessions whose gap is the time to live and whose rows have no window.
 *
 * <p>Slices are shorter than the gap, so what a slice has of a key is of one session; they are taken in the order of time, so a key has
 * one open session at most, and a piece either lengthens it or ends it. An event exactly the gap behind a session's last one, which is
 * at its end, is still of it, as in Flink; a group of an unbounded GROUP BY is forgotten by then. A session is final when every slice
 * that could lengthen it was taken: up to one slice's width behind its end.
 */
final class SessionWindows extends Windows {
    private static final long MICROS = 1000;
    private static final int SLACK = 4096;

    private final long gapMillis;
    /** How long after a session's last event another one still is of it. */
    private final long reachMillis;

    private final SliceGrid grid;
    private final boolean unbounded;

    private final KeyTable table = new KeyTable();
    /** By key id: its open session. */
    private final StateRows sessions;

    private final BitSet open = new BitSet();
    /** Ids of keys of which something was taken since the last tick and was not in that. */
    private final BitSet changed = new BitSet();
    /** Sessions that are over but have not left; a row's owner is its key's id. */
    private final StateRows finished;

    private final StateRows scratch;

    /** Rows of {@link #finished} in the order in which they leave. */
    private Integer[] leaving = new Integer[0];

    private int cursor;
    /** Everything before it was taken. */
    private long bound = Long.MIN_VALUE;

    SessionWindows(String view, Aggregates aggregates, long gapMillis, SliceGrid grid, boolean unbounded) {
        super(view, aggregates);
        this.gapMillis = gapMillis;
        reachMillis = unbounded ? gapMillis - 1 : gapMillis;
        this.grid = grid;
        this.unbounded = unbounded;
        sessions = aggregates.newRows();
        finished = aggregates.newRows();
        scratch = aggregates.newRows();
        scratch.add(0);
    }

    @Override
    boolean nextFinal(long watermarkMillis, WindowRows rows) {
        while (cursor == leaving.length) {
            finished.clear();
            reclaim();
            if (!takeNext(watermarkMillis)) {
                return false;
            }
        }
        while (cursor < leaving.length && !rows.isFull()) {
            int row = leaving[cursor++];
            int id = (int) finished.owner(row);
            rows.add(
                    start(finished, row),
                    unbounded ? last(finished, row) : end(finished, row),
                    table.bytes(),
                    table.offset(id),
                    table.length(id),
                    table.hash(id),
                    finished,
                    row);
        }
        return true;
    }

    /** A session that ends where not everything was taken may still grow, whatever the watermark. */
    @Override
    long finalMillis(long watermarkMillis) {
        return bound - 1;
    }

    @Override
    boolean isFinal() {
        return !unbounded || bound >= grid.start(Math.floorDiv(Long.MAX_VALUE, MICROS));
    }

    /** Takes the next slice and finds the sessions that are over by then; false if the watermark allows no more. */
    private boolean takeNext(long watermarkMillis) {
        RunMerge slice = nextSlice(watermarkMillis);
        while (slice != null && slice.next()) {
            take(slice);
        }
        Map.Entry<Long, ?> next = slices.firstEntry();
        long limit = next != null && next.getKey() <= watermarkMillis
                ? next.getKey() - grid.widthMillis()
                : grid.start(watermarkMillis);
        if (limit <= bound && slice == null) {
            return false;
        }
        bound = Math.max(bound, limit);
        for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(id + 1)) {
            if (reach(sessions, id) < bound) {
                if (unbounded && isInOpenSlice(id)) {
                    forget(id);
                } else {
                    finish(id);
                }
            }
        }
        leaving = new Integer[finished.size()];
        Arrays.setAll(leaving, row -> row);
        Arrays.sort(leaving, order());
        cursor = 0;
        return true;
    }

    private Comparator<Integer> order() {
        Comparator<Integer> byKey =
                (left, right) -> table.compare((int) finished.owner(left), (int) finished.owner(right));
        return unbounded
                ? byKey
                : Comparator.<Integer>comparingLong(row -> end(finished, row))
                        .thenComparingLong(row -> start(finished, row))
                        .thenComparing(byKey);
    }

    private void take(RunMerge piece) {
        int id = table.intern(piece.keys(), piece.keyFrom(), piece.keyLength(), piece.hash());
        if (id == sessions.size()) {
            sessions.add(id);
        }
        changed.set(id, piece.isFresh() || changed.get(id));
        if (open.get(id) && start(piece.state(), piece.row()) > reach(sessions, id)) {
            if (unbounded) {
                forget(id);
            } else {
                finish(id);
            }
        }
        if (open.get(id)) {
            aggregates.merge(piece.state(), piece.row(), sessions, id);
        } else {
            aggregates.copy(piece.state(), piece.row(), sessions, id);
            open.set(id);
        }
    }

    private void finish(int id) {
        aggregates.copy(sessions, id, finished, finished.add(id));
        forget(id);
    }

    /** Drops a session; of an unbounded GROUP BY without a word where the group lives again and its row is the new one's. */
    private void forget(int id) {
        sessions.reset(id);
        open.clear(id);
    }

    private boolean isInOpenSlice(int id) {
        for (List<PartialBatch> runs : slices.values()) {
            for (PartialBatch run : runs) {
                if (run.find(table.bytes(), table.offset(id), table.length(id)) >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private long start(StateRows rows, int row) {
        return Math.floorDiv(aggregates.firstTime(rows, row), MICROS);
    }

    private long last(StateRows rows, int row) {
        return Math.floorDiv(aggregates.lastTime(rows, row), MICROS);
    }

    private long end(StateRows rows, int row) {
        return last(rows, row) + gapMillis;
    }

    /** Until when an event lengthens the session. */
    private long reach(StateRows rows, int row) {
        return last(rows, row) + reachMillis;
    }

    /** Forgets keys without a session when they are most of the table. */
    private void reclaim() {
        int active = open.cardinality();
        if (table.size() <= 2 * active + SLACK) {
            return;
        }
        int[] ids = table.retain(open);
        StateRows old = aggregates.newRows();
        for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(id + 1)) {
            aggregates.copy(sessions, id, old, old.add(ids[id]));
        }
        sessions.clear();
        for (int id = 0; id < old.size(); id++) {
            aggregates.copy(old, id, sessions, sessions.add(id));
        }
        BitSet wasChanged = (BitSet) changed.clone();
        changed.clear();
        for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(id + 1)) {
            changed.set(ids[id], wasChanged.get(id));
        }
        open.clear();
        open.set(0, old.size());
    }

    /** The open session and the pieces of open slices, joined as they stand. */
    @Override
    void addOpen(byte[] keys, int from, int length, int hash, WindowRows rows) {
        int id = table.find(keys, from, length, hash);
        scratch.reset(0);
        boolean has = id >= 0 && open.get(id);
        if (has) {
            seen.set(id);
            aggregates.copy(sessions, id, scratch, 0);
        }
        for (int piece = 0; piece < pieces.size; piece++) {
            if (has && start(pieces.states, piece) > reach(scratch, 0)) {
                // Of an unbounded GROUP BY, the row of the forgotten group is about to be the new one's.
                if (!unbounded) {
                    addOpenSession(keys, from, length, hash, rows);
                }
                scratch.reset(0);
            }
            aggregates.merge(pieces.states, piece, scratch, 0);
            has = true;
        }
        addOpenSession(keys, from, length, hash, rows);
    }

    private void addOpenSession(byte[] keys, int from, int length, int hash, WindowRows rows) {
        long rowEnd = unbounded ? last(scratch, 0) : end(scratch, 0);
        rows.add(start(scratch, 0), rowEnd, keys, from, length, hash, scratch, 0);
    }

    @Override
    boolean addOther(WindowRows rows) {
        boolean any = false;
        for (int id = open.nextSetBit(0); id >= 0 && !rows.isFull(); id = open.nextSetBit(id + 1)) {
            if (!seen.get(id) && (isAll() || changed.get(id))) {
                seen.set(id);
                any = true;
                collect(table, id);
                addOpen(table.bytes(), table.offset(id), table.length(id), table.hash(id), rows);
            }
        }
        return any;
    }

    @Override
    void endTick() {
        changed.clear();
    }

    @Override
    void writeKeys(KeyBytes[] groups) {
        int[] counts = new int[groups.length];
        for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(id + 1)) {
            counts[KeyGroups.of(table.hash(id))]++;
        }
        for (int group = 0; group < groups.length; group++) {
            groups[group].putLong(bound);
            groups[group].putInt(counts[group]);
        }
        for (int id = open.nextSetBit(0); id >= 0; id = open.nextSetBit(id + 1)) {
            KeyBytes out = groups[KeyGroups.of(table.hash(id))];
            table.write(id, out);
            out.putByte(changed.get(id) ? 1 : 0);
            aggregates.write(sessions, id, out);
        }
    }

    @Override
    void readKeys(StateReader in) {
        bound = Math.max(bound, in.nextLong());
        int count = in.nextCount(8);
        for (int i = 0; i < count; i++) {
            int id = table.read(in);
            changed.set(id, in.nextByte() != 0);
            aggregates.read(in, sessions, sessions.add(id));
            open.set(id);
        }
    }
}
