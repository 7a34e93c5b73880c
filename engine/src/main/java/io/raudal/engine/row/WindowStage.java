package io.raudal.engine.row;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.model.Message;
import java.util.List;

/** Appends the bounds of each window that a row's time falls in, the window that ends first in front. */
final class WindowStage implements RowStage {
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1000;

    private final WindowMath windows;
    private final int time;
    private final String name;
    private final Vector.Longs starts = new Vector.Longs();
    private final Vector.Longs ends = new Vector.Longs();
    private final Expansion expansion = new Expansion(starts, ends);

    WindowStage(WindowMath windows, int time, String name) {
        this.name = name;
        this.windows = windows;
        this.time = time;
    }

    @Override
    public RowBatch apply(RowBatch rows, Failures events) {
        Vector.Longs times = (Vector.Longs) rows.columns[time];
        expansion.clear();
        events.at(name);
        for (int i = 0; i < rows.selected; i++) {
            int row = rows.selection[i];
            if (times.isNull(row)) {
                events.fail(rows.origins[row], message("window.null"));
                continue;
            }
            long slice = windows.sliceStart(WindowMath.millis(times.values[row]));
            int count = windows.windows(slice);
            if (windows.start(slice, 0) < -MAX_MILLIS || windows.end(slice, count - 1) > MAX_MILLIS) {
                events.fail(rows.origins[row], message("window.range"));
                continue;
            }
            for (int window = 0; window < count; window++) {
                int added = expansion.add(row);
                starts.setNull(added, false);
                starts.values[added] = windows.start(slice, window) * 1000;
                ends.setNull(added, false);
                ends.values[added] = windows.end(slice, window) * 1000;
            }
        }
        return expansion.rows(rows);
    }

    private static Message message(String key) {
        return new Message("io.raudal.engine.row.messages", key, List.of());
    }
}
