package io.raudal.engine.step;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The bound on the keys of an unbounded GROUP BY in one partition: an event is refused if it brings a key while as many are alive. A key
 * is alive until the time to live has passed since its last event, by the highest event time so far; the dead ones are swept out when
 * room is needed and some may have died.
 */
final class KeyLimit {
    private final long limit;
    private final long ttlMicros;
    private KeyTable table = new KeyTable();
    private long[] lastTimes = new long[64];
    private long now = Long.MIN_VALUE;
    /** No key dies before it. */
    private long nextDeath = Long.MIN_VALUE;

    private final KeyBytes scratch = new KeyBytes(64);

    KeyLimit(long limit, long ttlMicros) {
        this.limit = limit;
        this.ttlMicros = ttlMicros;
    }

    /** Marks the events in {@code refused} that bring a key too many; rows of one event stand together. */
    void admit(RowBatch rows, long[] times, GroupKeys[] sets, Failures refused) {
        int from = 0;
        for (int i = 1; i <= rows.selected; i++) {
            int origin = rows.origins[rows.selection[from]];
            if (i < rows.selected && rows.origins[rows.selection[i]] == origin) {
                continue;
            }
            now = Math.max(now, times[rows.selection[from]]);
            if (fits(rows, from, i, sets)) {
                for (int j = from; j < i; j++) {
                    remember(rows.selection[j], times[rows.selection[j]], sets);
                }
            } else {
                refused.fail(origin, StepMessages.message("keys.limit", Long.toString(limit)));
            }
            from = i;
        }
    }

    /** Whether the keys of an event are known or there is room for them; each new one counts, even if the event brings it twice. */
    private boolean fits(RowBatch rows, int from, int to, GroupKeys[] sets) {
        int fresh = 0;
        for (int i = from; i < to; i++) {
            for (GroupKeys keys : sets) {
                fresh += find(keys, rows.selection[i]) < 0 ? 1 : 0;
            }
        }
        if (fresh > 0 && table.size() + fresh > limit && now >= nextDeath) {
            sweep();
        }
        return fresh == 0 || table.size() + fresh <= limit;
    }

    private int find(GroupKeys keys, int row) {
        scratch.clear();
        keys.write(row, scratch);
        return table.find(scratch.bytes(), 0, scratch.size(), KeyHash.of(scratch.bytes(), 0, scratch.size()));
    }

    private void remember(int row, long time, GroupKeys[] sets) {
        for (GroupKeys keys : sets) {
            int id = find(keys, row);
            if (id < 0) {
                id = table.intern(scratch.bytes(), 0, scratch.size(), KeyHash.of(scratch.bytes(), 0, scratch.size()));
                set(id, time);
            } else {
                lastTimes[id] = Math.max(lastTimes[id], time);
            }
        }
    }

    private void set(int id, long time) {
        if (id == lastTimes.length) {
            lastTimes = Arrays.copyOf(lastTimes, 2 * id);
        }
        lastTimes[id] = time;
    }

    private void sweep() {
        BitSet alive = new BitSet(table.size());
        nextDeath = Long.MAX_VALUE;
        int count = 0;
        for (int id = 0; id < table.size(); id++) {
            if (lastTimes[id] + ttlMicros > now) {
                alive.set(id);
                nextDeath = Math.min(nextDeath, lastTimes[id] + ttlMicros);
                lastTimes[count++] = lastTimes[id];
            }
        }
        table.retain(alive);
    }

    void write(KeyBytes out) {
        out.putLong(now);
        out.putLong(nextDeath);
        out.putInt(table.size());
        for (int id = 0; id < table.size(); id++) {
            table.write(id, out);
            out.putLong(lastTimes[id]);
        }
    }

    void read(StateReader in) {
        now = in.nextLong();
        nextDeath = in.nextLong();
        table = new KeyTable();
        int count = in.nextCount(16);
        for (int i = 0; i < count; i++) {
            int id = table.read(in);
            set(id, in.nextLong());
        }
    }
}
