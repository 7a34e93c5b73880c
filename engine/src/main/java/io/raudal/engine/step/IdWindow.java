package io.raudal.engine.step;

import io.raudal.engine.Vector;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.key.KeyTable;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The ids of the events of one partition within a horizon of event time. An id counts as known while the watermark is at most the
 * horizon past its last event; those further back are swept out when they may be half of the table.
 */
final class IdWindow {
    private static final int FIRST_SWEEP = 4096;

    private final int column;
    private final long identity;
    private final KeyCodec codec;
    private final long horizonMicros;
    private final KeyTable table = new KeyTable();
    private final KeyBytes scratch = new KeyBytes(64);
    private long[] times = new long[64];
    private int nextSweep = FIRST_SWEEP;

    /** @param identity tells ids of one column from those of another */
    IdWindow(int column, long identity, DataType type, long horizonMicros) {
        this.column = column;
        this.identity = identity;
        this.codec = new KeyCodec(List.of(type), true);
        this.horizonMicros = horizonMicros;
    }

    int column() {
        return column;
    }

    /** Whether an event of this id and within the horizon of this time was admitted. NULL is no id. */
    boolean isKnown(Vector ids, int row, long time, long watermark) {
        if (ids.isNull(row)) {
            return false;
        }
        int id = intern(ids, row);
        return times[id] != Long.MIN_VALUE
                && isWithin(times[id], watermark)
                && Math.abs(time - times[id]) <= horizonMicros;
    }

    /** Remembers an admitted event. */
    void admit(Vector ids, int row, long time, long watermark) {
        if (ids.isNull(row)) {
            return;
        }
        int id = intern(ids, row);
        times[id] = Math.max(times[id], time);
        if (table.size() >= nextSweep) {
            sweep(watermark);
        }
    }

    private int intern(Vector ids, int row) {
        scratch.clear();
        codec.write(0, ids, row, scratch);
        return intern(scratch.bytes(), scratch.size(), KeyHash.of(scratch.bytes(), 0, scratch.size()));
    }

    private int intern(byte[] key, int length, int hash) {
        int known = table.size();
        int id = table.intern(key, 0, length, hash);
        if (id == times.length) {
            times = Arrays.copyOf(times, 2 * id);
        }
        if (id == known) {
            times[id] = Long.MIN_VALUE;
        }
        return id;
    }

    private boolean isWithin(long time, long watermark) {
        return watermark == Long.MIN_VALUE || time >= watermark - horizonMicros;
    }

    private void sweep(long watermark) {
        BitSet kept = new BitSet(table.size());
        int count = 0;
        for (int id = 0; id < table.size(); id++) {
            if (times[id] != Long.MIN_VALUE && isWithin(times[id], watermark)) {
                kept.set(id);
                times[count++] = times[id];
            }
        }
        table.retain(kept);
        nextSweep = Math.max(FIRST_SWEEP, 2 * count);
    }

    void write(KeyBytes out) {
        out.putLong(identity);
        out.putInt(table.size());
        for (int id = 0; id < table.size(); id++) {
            out.putLong(times[id]);
            out.putInt(table.length(id));
            out.put(table.bytes(), table.offset(id), table.length(id));
        }
    }

    /** Takes the ids, if they are of this column. */
    void read(StateReader in) {
        if (in.nextLong() != identity) {
            return;
        }
        int count = in.nextCount(12);
        for (int i = 0; i < count; i++) {
            long time = in.nextLong();
            byte[] key = in.nextBytes();
            // Not in one expression: it would write into the array as it was before it grew.
            int id = intern(key, key.length, KeyHash.of(key, 0, key.length));
            times[id] = time;
        }
        nextSweep = Math.max(FIRST_SWEEP, 2 * count);
    }
}
