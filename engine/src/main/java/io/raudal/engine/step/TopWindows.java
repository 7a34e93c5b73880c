package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first rows of some windows. */
final class TopWindows {
    /** In milliseconds; the order is the order in which windows become final. */
    record Bounds(long end, long start) implements Comparable<Bounds> {
        private static final Comparator<Bounds> ORDER =
                Comparator.comparingLong(Bounds::end).thenComparingLong(Bounds::start);

        @Override
        public int compareTo(Bounds other) {
            return ORDER.compare(this, other);
        }
    }

    private final Ranking ranking;
    private final TreeMap<Bounds, TopRows> windows = new TreeMap<>();

    TopWindows(Ranking ranking) {
        this.ranking = ranking;
    }

    TopRows window(Bounds bounds) {
        return windows.computeIfAbsent(bounds, any -> new TopRows(ranking));
    }

    /** Takes out the window that ends first, if it ends by the watermark. */
    Map.@Nullable Entry<Bounds, TopRows> poll(long watermarkMillis) {
        return !windows.isEmpty() && windows.firstKey().end() <= watermarkMillis ? windows.pollFirstEntry() : null;
    }

    void write(KeyBytes out) {
        out.putInt(windows.size());
        windows.forEach((bounds, rows) -> {
            out.putLong(bounds.end());
            out.putLong(bounds.start());
            rows.write(out);
        });
    }

    void read(StateReader in) {
        int count = in.nextCount(20);
        for (int i = 0; i < count; i++) {
            long end = in.nextLong();
            window(new Bounds(end, in.nextLong())).read(in);
        }
    }
}
