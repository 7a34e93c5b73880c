package io.raudal.bench;

import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import java.util.Arrays;

/**
 * The least that any program pays for the benched query: decoded columns into one open-addressing table of keys, with the totals of the
 * current window beside them; no disorder, no lateness, no state that survives.
 */
final class PlainLoop {
    private static final int SLOTS = 1 << 21;
    private static final int SHIFT = Integer.SIZE - 21;

    private final byte[][] keys = new byte[SLOTS][];
    private final long[] windows = new long[SLOTS];
    private final long[] counts = new long[SLOTS];
    private final double[] sums = new double[SLOTS];
    private final double[] minima = new double[SLOTS];
    private final double[] maxima = new double[SLOTS];

    /** Reads events of which the columns begin with ts, device and value. Returns a number that depends on all of them. */
    double run(RecordFormat format, byte[] bytes, int length, int blockBytes) {
        Decoder decoder = format.decoder(new byte[0]);
        EventBatch batch = format.newBatch();
        for (int from = 0; from < length; ) {
            int to = format.lastRecordEnd(bytes, from, Math.min(length, from + blockBytes));
            batch.reset(bytes, 0);
            decoder.decodeLines(bytes, from, to, batch);
            add(batch);
            from = to;
        }
        return Arrays.stream(sums).sum();
    }

    private void add(EventBatch batch) {
        if (!(batch.columns[0] instanceof Vector.Longs times)
                || !(batch.columns[1] instanceof Vector.Texts devices)
                || !(batch.columns[2] instanceof Vector.Doubles values)) {
            throw new IllegalStateException("the columns are not those of the bench");
        }
        for (int row = 0; row < batch.size; row++) {
            long window = times.values[row] / 10_000_000L;
            int slot = slot(devices.bytes(row), devices.from(row), devices.length(row));
            double value = values.values[row];
            if (windows[slot] != window) {
                windows[slot] = window;
                counts[slot] = 0;
                sums[slot] = 0;
                minima[slot] = Double.POSITIVE_INFINITY;
                maxima[slot] = Double.NEGATIVE_INFINITY;
            }
            counts[slot]++;
            sums[slot] += value;
            minima[slot] = Math.min(minima[slot], value);
            maxima[slot] = Math.max(maxima[slot], value);
        }
    }

    private int slot(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + bytes[from + i];
        }
        int slot = (hash * 0x9E3779B9) >>> SHIFT;
        while (keys[slot] != null && !Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, from + length)) {
            slot = slot + 1 & SLOTS - 1;
        }
        if (keys[slot] == null) {
            keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
        }
        return slot;
    }
}
