package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.step.TopWindows.Bounds;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeSet;

/** A top-N over rows that were not aggregated: the partitions' first rows, merged. One range has all key groups; group 0 the state. */
final class RankedView implements KeyedView {
    private final TopWindows windows;
    private final RankFinish finish;
    private final TreeSet<Bounds> changed = new TreeSet<>();
    private Queue<Bounds> ticking = new ArrayDeque<>();

    RankedView(Ranking ranking, RankFinish finish) {
        windows = new TopWindows(ranking);
        this.finish = finish;
    }

    @Override
    public void take(PartialBatch batch) {
        Bounds bounds = new Bounds(batch.end, batch.start);
        windows.window(bounds).addAll(Objects.requireNonNull(batch.top));
        changed.add(bounds);
    }

    @Override
    public boolean nextFinal(long watermarkMillis, long openVersion, Queue<Emission> out) {
        Map.Entry<Bounds, TopRows> window = windows.poll(watermarkMillis);
        if (window == null) {
            return false;
        }
        changed.remove(window.getKey());
        finish.finish(window.getKey(), window.getValue(), true, KeyedStep.FINAL_VERSION, out);
        return true;
    }

    @Override
    public long finalMillis(long watermarkMillis) {
        return watermarkMillis;
    }

    @Override
    public void beginTick() {
        ticking = new ArrayDeque<>(changed);
        changed.clear();
    }

    @Override
    public boolean nextOpen(long version, Queue<Emission> out) {
        Bounds bounds = ticking.poll();
        if (bounds == null) {
            return false;
        }
        finish.finish(bounds, windows.window(bounds), false, version, out);
        return true;
    }

    @Override
    public void write(KeyBytes[] groups) {
        windows.write(groups[0]);
        finish.write(groups[0]);
        groups[0].putInt(changed.size());
        for (Bounds bounds : changed) {
            groups[0].putLong(bounds.end());
            groups[0].putLong(bounds.start());
        }
    }

    @Override
    public void read(StateReader in) {
        if (in.remaining() == 0) {
            return;
        }
        windows.read(in);
        finish.read(in);
        int count = in.nextCount(16);
        for (int i = 0; i < count; i++) {
            long end = in.nextLong();
            changed.add(new Bounds(end, in.nextLong()));
        }
    }
}
