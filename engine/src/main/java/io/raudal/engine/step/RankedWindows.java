package io.raudal.engine.step;

import io.raudal.engine.RowBatch;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import io.raudal.engine.step.TopWindows.Bounds;
import java.util.Map;
import java.util.Queue;

/** A top-N over aggregated windows: all rows of a window are ranked when it ends, and anew at each tick. Of all key groups. */
final class RankedWindows implements KeyedView {
    private final Windows windows;
    private final WindowRows rows;
    private final RowFinish finish;
    private final Ranking ranking;
    private final RankFinish rankFinish;
    private TopWindows gathered;
    private boolean gathering = true;

    RankedWindows(Windows windows, WindowRows rows, RowFinish finish, Ranking ranking, RankFinish rankFinish) {
        this.windows = windows;
        this.rows = rows;
        this.finish = finish;
        this.ranking = ranking;
        this.rankFinish = rankFinish;
        gathered = new TopWindows(ranking);
    }

    @Override
    public void take(PartialBatch batch) {
        windows.take(batch);
    }

    @Override
    public boolean nextFinal(long watermarkMillis, long openVersion, Queue<Emission> out) {
        while (gathering) {
            rows.clear();
            gathering = windows.nextFinal(watermarkMillis, rows);
            gather(out);
            if (!gathering) {
                rankFinish.given(windows.finalMillis(watermarkMillis)).forEach(gathered::window);
            }
        }
        return give(true, KeyedStep.FINAL_VERSION, out);
    }

    @Override
    public long finalMillis(long watermarkMillis) {
        return windows.finalMillis(watermarkMillis);
    }

    @Override
    public void beginTick() {
        windows.beginTick(true);
    }

    @Override
    public boolean nextOpen(long version, Queue<Emission> out) {
        while (gathering) {
            rows.clear();
            gathering = windows.nextOpen(rows);
            gather(out);
            if (!gathering) {
                rankFinish.given(Long.MAX_VALUE).forEach(gathered::window);
            }
        }
        return give(false, version, out);
    }

    private void gather(Queue<Emission> out) {
        RowBatch batch = finish.rows(rows, out);
        for (int i = 0; i < batch.selected; i++) {
            int row = batch.selection[i];
            Bounds bounds = new Bounds(ranking.windowEnd(batch.columns, row), ranking.windowStart(batch.columns, row));
            gathered.window(bounds).add(batch.columns, row, rows.groupKey(batch.origins[row]));
        }
    }

    private boolean give(boolean isFinal, long version, Queue<Emission> out) {
        Map.Entry<Bounds, TopRows> window = gathered.poll(Long.MAX_VALUE);
        if (window == null) {
            gathering = true;
            return false;
        }
        rankFinish.finish(window.getKey(), window.getValue(), isFinal, version, out);
        return true;
    }

    @Override
    public void write(KeyBytes[] groups) {
        windows.write(groups);
        rankFinish.write(groups[0]);
    }

    @Override
    public void read(StateReader in) {
        windows.read(in);
        if (in.remaining() > 0) {
            rankFinish.read(in);
        }
    }
}
