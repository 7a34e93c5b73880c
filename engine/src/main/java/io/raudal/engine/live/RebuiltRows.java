package io.raudal.engine.live;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.step.ChangeBatch;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.KeyedStep;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.plan.ViewPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Brings the rows of rebuilt views to the store. Those that are there, be it from an attempt that broke off, are compared span by span of
 * windows with what was made anew: what differs is put with a higher version, and what was not made again is deleted. Belongs to one
 * thread.
 */
final class RebuiltRows implements RowTarget {
    private static final byte[] NO_MARK = {};
    private static final long LAST = Math.floorDiv(Long.MAX_VALUE, 1000);
    private static final int PAGE = 50_000;

    /**
     * How a view's rows are made.
     *
     * @param storedName where they go
     * @param isServing whether others read these rows already
     * @param fromMillis only rows of windows that end later
     * @param isReplay whether rows differ only by the events that were given first
     */
    record Target(ViewPlan view, String storedName, boolean isServing, long fromMillis, boolean isReplay) {}

    /** A view's rows on their way. Millis are of window ends. */
    private static final class Made {
        final Target target;
        List<RowChange> rows = new ArrayList<>();
        /** Of an unbounded GROUP BY. */
        final Map<byte[], RowChange> latest = new TreeMap<>(Arrays::compareUnsigned);
        /** All windows that end by then have come. */
        long completeMillis = Long.MIN_VALUE;
        /** All windows that end by then are stored. */
        long storedMillis;

        Made(Target target) {
            this.target = target;
            storedMillis = target.fromMillis();
        }
    }

    private final Map<String, Made> made = new LinkedHashMap<>();
    private final String writer;
    private final Store store;
    private final Changes changes;
    private final long epoch;
    private final int pendingRows;
    private final Runnable settle;
    private final Consumer<Emission.FailedRow> failed;
    private ToLongFunction<String> missingUntil = view -> Long.MIN_VALUE;
    private boolean injecting;
    private int pending;

    /**
     * @param epoch of the rows
     * @param pendingRows how many rows may wait
     * @param settle brings what the running engine has to the store
     * @param failed is told of rows that were left out
     */
    RebuiltRows(
            Collection<Target> targets,
            String writer,
            Store store,
            Changes changes,
            long epoch,
            int pendingRows,
            Runnable settle,
            Consumer<Emission.FailedRow> failed) {
        targets.forEach(target -> made.put(target.view().name(), new Made(target)));
        this.writer = writer;
        this.store = store;
        this.changes = changes;
        this.epoch = epoch;
        this.pendingRows = pendingRows;
        this.settle = settle;
        this.failed = failed;
    }

    /** @param missing by view, as {@link Completeness#missingUntil} */
    void missingUntil(ToLongFunction<String> missing) {
        missingUntil = missing;
    }

    /** Whether what comes now is of events that are given first. */
    void injecting(boolean now) {
        injecting = now;
    }

    @Override
    public void take(ChangeBatch batch) {
        Made view = made.get(batch.view());
        if (view == null || batch.isDelete()) {
            return;
        }
        boolean isRowView = view.target.view().isRowView();
        if (isRowView && view.target.isReplay() && !injecting) {
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            RowChange row = RowKeeper.of(batch.change(i), epoch);
            if (ViewWindows.isUnbounded(view.target.view())) {
                view.latest.put(row.key(), row);
            } else if (row.isFinal() && row.windowEnd() > view.target.fromMillis()) {
                view.rows.add(row);
                pending++;
            }
        }
        if (pending >= pendingRows) {
            store();
        }
    }

    @Override
    public void fail(Emission.FailedRow row) {
        Made view = made.get(row.view());
        if (view != null && !view.target.isServing()) {
            failed.accept(row);
        }
    }

    @Override
    public void complete(String view, long micros) {
        Made rows = made.get(view);
        if (rows != null) {
            long millis = Math.floorDiv(micros, 1000);
            // A session may leave a slice later than it ends.
            long slack = ViewWindows.isSession(rows.target.view())
                    ? ViewWindows.lengthMillis(rows.target.view()) / 8 + 2
                    : 0;
            rows.completeMillis = Math.max(rows.completeMillis, millis - slack);
        }
    }

    /** The latest rows of an unbounded view. */
    Collection<RowChange> latest(String view) {
        return Objects.requireNonNull(made.get(view)).latest.values();
    }

    /** Stores all that is left: whatever is final by now has come, here as in the running engine. */
    void finish() {
        made.values().forEach(view -> view.completeMillis = LAST);
        store();
    }

    /** Stores all that is complete. */
    void store() {
        for (Made view : made.values()) {
            if (ViewWindows.hasWindows(view.target.view())) {
                replace(view);
            } else if (!view.rows.isEmpty()) {
                commit(view, view.rows);
                view.rows = new ArrayList<>();
            }
        }
        pending = made.values().stream().mapToInt(view -> view.rows.size()).sum();
    }

    private void replace(Made view) {
        long until = view.completeMillis == LAST ? Long.MAX_VALUE : view.completeMillis + 1;
        long from = Math.max(
                view.storedMillis, missingUntil.applyAsLong(view.target.view().name()));
        from = from == Long.MIN_VALUE ? from : from + 1;
        if (view.completeMillis == Long.MIN_VALUE || from >= until) {
            return;
        }
        settle.run();
        int limit = PAGE;
        while (from < until) {
            List<RowChange> stored = store.read(view.target.storedName(), new RowQuery(Map.of(), from, until, limit));
            long to = stored.size() < limit ? until : stored.get(limit - 1).windowEnd();
            if (to == from) {
                limit *= 2;
                continue;
            }
            replace(view, stored, from, to);
            from = to;
        }
        view.storedMillis = until - 1;
    }

    /** Compares the rows of windows that end within a span. */
    private void replace(Made view, List<RowChange> stored, long from, long to) {
        Map<byte[], RowChange> old = new TreeMap<>(Arrays::compareUnsigned);
        stored.stream().filter(row -> row.windowEnd() < to).forEach(row -> old.put(row.key(), row));
        List<RowChange> differing = new ArrayList<>();
        List<RowChange> later = new ArrayList<>();
        for (RowChange row : view.rows) {
            if (row.windowEnd() >= to) {
                later.add(row);
            } else if (row.windowEnd() >= from) {
                RowChange before = old.remove(row.key());
                if (before == null || !Arrays.deepEquals(before.values(), row.values())) {
                    differing.add(row);
                }
            }
        }
        long missing = missingUntil.applyAsLong(view.target.view().name());
        for (RowChange gone : old.values()) {
            if (RowKey.windowStart(gone.key()) > missing) {
                differing.add(RowChange.delete(gone.key(), KeyedStep.FINAL_VERSION + epoch, true, gone.windowEnd()));
            }
        }
        view.rows = later;
        commit(view, differing);
    }

    private void commit(Made view, List<RowChange> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String name = view.target.storedName();
        store.commit(new Commit(writer, NO_MARK, Map.of(name, rows)));
        if (view.target.isServing()) {
            changes.publish(name, rows);
        }
    }
}
