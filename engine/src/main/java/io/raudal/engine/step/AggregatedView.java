package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Queue;

/** A view of aggregated windows, or of an unbounded GROUP BY. */
final class AggregatedView implements KeyedView {
    private final Windows windows;
    private final WindowRows rows;
    private final RowFinish finish;

    AggregatedView(Windows windows, WindowRows rows, RowFinish finish) {
        this.windows = windows;
        this.rows = rows;
        this.finish = finish;
    }

    @Override
    public void take(PartialBatch batch) {
        windows.take(batch);
    }

    @Override
    public boolean nextFinal(long watermarkMillis, long openVersion, Queue<Emission> out) {
        rows.clear();
        if (!windows.nextFinal(watermarkMillis, rows)) {
            return false;
        }
        boolean isFinal = windows.isFinal();
        finish.finish(rows, isFinal, isFinal ? KeyedStep.FINAL_VERSION : openVersion, out);
        return true;
    }

    @Override
    public long finalMillis(long watermarkMillis) {
        return windows.finalMillis(watermarkMillis);
    }

    @Override
    public void beginTick() {
        windows.beginTick(false);
    }

    @Override
    public boolean nextOpen(long version, Queue<Emission> out) {
        rows.clear();
        if (!windows.nextOpen(rows)) {
            return false;
        }
        finish.finish(rows, false, version, out);
        return true;
    }

    @Override
    public void write(KeyBytes[] groups) {
        windows.write(groups);
        finish.write(groups);
    }

    @Override
    public void read(StateReader in) {
        windows.read(in);
        finish.read(in);
    }
}
