package io.raudal.engine.step;

import io.raudal.engine.RowBatch;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.step.TopWindows.Bounds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first rows of each open window of one partition, of a top-N over rows that are not aggregated. */
final class TopLane {
    private final String view;
    private final int partition;
    private final Ranking ranking;
    private final TopWindows windows;

    TopLane(String view, int partition, Ranking ranking) {
        this.view = view;
        this.partition = partition;
        this.ranking = ranking;
        windows = new TopWindows(ranking);
    }

    void add(RowBatch rows, long firstPosition) {
        int lastOrigin = -1;
        int ordinal = 0;
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            int origin = rows.origins[row];
            ordinal = origin == lastOrigin ? ordinal + 1 : 0;
            lastOrigin = origin;
            Bounds bounds = new Bounds(ranking.windowEnd(rows.columns, row), ranking.windowStart(rows.columns, row));
            windows.window(bounds).add(rows.columns, row, RowKey.ofEvent(partition, firstPosition + origin, ordinal));
        }
    }

    /** Takes out the window that ends first, if it ends by then. */
    @Nullable PartialBatch close(long watermarkMillis) {
        Map.Entry<Bounds, TopRows> window = windows.poll(watermarkMillis);
        return window == null
                ? null
                : new PartialBatch(
                        view,
                        partition,
                        window.getKey().start(),
                        window.getKey().end(),
                        window.getValue());
    }

    void write(KeyBytes out) {
        windows.write(out);
    }

    void read(StateReader in) {
        windows.read(in);
    }
}
