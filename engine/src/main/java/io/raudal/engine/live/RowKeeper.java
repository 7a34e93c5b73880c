package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.run.FailedRows;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.Emission;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.Store;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings row changes to the store and to those who follow. Open rows of windows are told at once and never stored; final rows are told
 * when they are stored, so that a row is always in one of the two. Rows of an unbounded GROUP BY are told at once and stored with the
 * checkpoint that knows them: between two checkpoints a crash would repeat their versions with other contents.
 */
final class RowKeeper implements RowTarget {
    private final String writer;
    private final Generations generations;
    private final Store store;
    private final Changes changes;
    private final int pendingRows;
    private final Map<String, ViewPlan> views = new LinkedHashMap<>();
    private final Map<String, List<RowChange>> finished = new LinkedHashMap<>();
    private final Map<String, Map<byte[], RowChange>> unbounded = new LinkedHashMap<>();
    private final CountedRows counted;
    private int pending;
    private boolean released;
    /** Raised by each replay, whose final rows replace those of before. */
    private volatile long epoch;

    RowKeeper(
            String writer,
            Generations generations,
            List<ViewPlan> views,
            Store store,
            Changes changes,
            CountedRows counted,
            int pendingRows) {
        this.counted = counted;
        this.generations = generations;
        this.writer = writer;
        this.store = store;
        this.changes = changes;
        this.pendingRows = pendingRows;
        views.forEach(view -> this.views.put(view.name(), view));
    }

    void epoch(long now) {
        epoch = now;
    }

    /** A row change with the version of its epoch. */
    static RowChange of(RowChange change, long epoch) {
        return change.isFinal() && epoch > 0
                ? new RowChange(change.key(), change.version() + epoch, change.values(), true, change.windowEnd())
                : change;
    }

    @Override
    public void take(ChangeBatch batch) {
        List<RowChange> rows = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            rows.add(of(batch.change(i), epoch));
        }
        boolean isUnbounded = isUnbounded(batch.view());
        if (batch.isFinal()) {
            counted.addFinal(batch.view(), rows.size());
        }
        if (!batch.isFinal()) {
            changes.publish(name(batch.view()), rows);
        }
        synchronized (this) {
            if (isUnbounded) {
                Map<byte[], RowChange> latest =
                        unbounded.computeIfAbsent(batch.view(), view -> new TreeMap<>(Arrays::compareUnsigned));
                rows.forEach(row -> latest.put(row.key(), row));
            } else if (batch.isFinal()) {
                finished.computeIfAbsent(batch.view(), view -> new ArrayList<>())
                        .addAll(rows);
                pending += rows.size();
            }
        }
    }

    /** Takes the latest rows of an unbounded view from who rebuilt it. */
    synchronized void takeUnbounded(String view, Collection<RowChange> rows) {
        Map<byte[], RowChange> latest = new TreeMap<>(Arrays::compareUnsigned);
        rows.forEach(row -> latest.put(row.key(), row));
        unbounded.put(view, latest);
    }

    /** Those who follow a name learn that its open rows are gone; others may be told anew. */
    void retire(String storedName) {
        List<RowChange> gone = changes.snapshot(storedName).rows().stream()
                .map(row -> RowChange.delete(row.key(), row.version(), false, row.windowEnd()))
                .toList();
        if (!gone.isEmpty()) {
            changes.publish(storedName, gone);
        }
    }

    @Override
    public void fail(Emission.FailedRow row) {
        counted.addFailed(row.view(), FailedRows.of(row));
    }

    /** Waits until fewer rows wait for the store than may, or until everybody is let go. */
    synchronized void awaitRoom() throws InterruptedException {
        while (pending >= pendingRows && !released) {
            wait();
        }
    }

    /** Lets go who waits, now and from now on. */
    synchronized void release() {
        released = true;
        notifyAll();
    }

    /** What waits for the store; nothing waits any more. */
    synchronized Map<String, List<RowChange>> takeFinished() {
        Map<String, List<RowChange>> taken = new LinkedHashMap<>(finished);
        finished.clear();
        pending = 0;
        notifyAll();
        return taken;
    }

    /** The latest rows of unbounded views since the last checkpoint. */
    synchronized Map<String, List<RowChange>> takeUnbounded() {
        Map<String, List<RowChange>> taken = new LinkedHashMap<>();
        unbounded.forEach((view, latest) -> taken.put(view, List.copyOf(latest.values())));
        unbounded.clear();
        return taken;
    }

    /** Stores rows with the writer's mark, then tells of the final ones. */
    void store(Map<String, List<RowChange>> finals, Map<String, List<RowChange>> others, byte[] mark) {
        Map<String, List<RowChange>> stored = new LinkedHashMap<>();
        // A window that ends without a row (HAVING) may have had an open one, which was never stored.
        finals.forEach((view, rows) -> stored.put(
                name(view), rows.stream().filter(row -> !row.isDelete()).toList()));
        others.forEach((view, rows) -> stored.put(name(view), rows));
        store.commit(new Commit(writer, mark, stored));
        finals.forEach((view, rows) -> changes.publish(name(view), rows));
        others.forEach((view, rows) -> changes.publish(
                name(view), rows.stream().filter(RowChange::isFinal).toList()));
    }

    /** How the store and those who follow know the view. */
    private String name(String view) {
        return generations.storedName(view);
    }

    private boolean isUnbounded(String view) {
        ViewPlan plan = views.get(view);
        return plan != null && ViewWindows.isUnbounded(plan);
    }
}
