package io.raudal.query.view;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.changes.Changes;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.Store;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of views, stored and open ones as one table. A row that is being stored is there once: open rows are looked at first, and
 * of one key the higher version counts. Blocks; any thread may use it.
 */
public final class ViewTable {
    private static final Comparator<RowChange> ORDER =
            Comparator.comparingLong(RowChange::windowEnd).thenComparing(RowChange::key, Arrays::compareUnsigned);

    private static final int BLOCK = 4096;
    /** More rows of a filter are not fetched one by one. */
    private static final int MAX_SINGLE = 100_000;

    private final Store store;
    private final Changes changes;
    private final long maxScanned;
    private final Duration patience;

    /**
     * @param maxScanned how many rows one question may go through
     * @param patience how long it may take
     */
    public ViewTable(Store store, Changes changes, long maxScanned, Duration patience) {
        this.store = store;
        this.changes = changes;
        this.maxScanned = maxScanned;
        this.patience = patience;
    }

    /** Some rows of a view, and whether there are more. */
    public record Page(List<RowChange> rows, boolean truncated) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** Takes rows column by column; keeps nothing of what it is given. */
    @FunctionalInterface
    public interface RowBlocks {
        /** @param times by row, the window's end or the event time in milliseconds */
        void accept(Vector[] columns, long[] times, int rows, boolean isOpen);
    }

    /**
     * Rows by window end, then key.
     *
     * @param newest whether the last ones of the range are wanted if there are too many
     */
    public Page rows(ViewShape shape, RowFilter filter, TimeRange range, int limit, boolean newest) {
        Map<byte[], RowChange> byKey = new TreeMap<>(Arrays::compareUnsigned);
        open(shape, filter, range).forEach(row -> byKey.put(row.key(), row));
        for (Map<String, Object> equal : filter.combinations(shape.columns())) {
            RowQuery query = new RowQuery(equal, range.fromMillis(), range.toMillis(), limit + 1, newest);
            for (RowChange row : read(shape, query)) {
                byKey.merge(row.key(), row, (known, stored) -> known.version() > stored.version() ? known : stored);
            }
        }
        List<RowChange> rows = new ArrayList<>(byKey.values());
        rows.sort(ORDER);
        boolean truncated = rows.size() > limit;
        if (truncated) {
            rows = newest ? rows.subList(rows.size() - limit, rows.size()) : rows.subList(0, limit);
        }
        return new Page(rows, truncated);
    }

    /**
     * All rows that match, stored ones first, in no order that could be relied on.
     *
     * @throws RaudalException LIMIT_EXCEEDED if they are more than may be gone through, or it takes too long
     */
    public void each(ViewShape shape, RowFilter filter, TimeRange range, RowBlocks sink) {
        Map<byte[], RowChange> open = new TreeMap<>(Arrays::compareUnsigned);
        open(shape, filter, range).forEach(row -> open.put(row.key(), row));
        boolean hasTime = shape.time().isPresent();
        // Rows of an unbounded GROUP BY are open and stored at once, which only keys tell.
        if (shape.kind() == ViewShape.Kind.UNBOUNDED || !hasTime || !filter.isAll()) {
            List<RowChange> rows = single(shape, filter, range);
            if (rows != null) {
                rows.forEach(
                        row -> open.computeIfPresent(row.key(), (key, o) -> o.version() > row.version() ? o : null));
                blocks(
                        shape,
                        rows.stream()
                                .filter(row -> !open.containsKey(row.key()))
                                .toList(),
                        false,
                        sink);
                blocks(shape, List.copyOf(open.values()), true, sink);
                return;
            }
            if (!hasTime || shape.kind() == ViewShape.Kind.UNBOUNDED) {
                throw tooMany(MAX_SINGLE);
            }
        }
        scan(shape, filter, range, sink);
        // What was stored since the open rows were looked at was scanned, or is no longer open.
        Map<byte[], RowChange> still = new TreeMap<>(Arrays::compareUnsigned);
        open(shape, filter, range).forEach(row -> still.put(row.key(), row));
        open.keySet().retainAll(still.keySet());
        blocks(shape, List.copyOf(open.values()), true, sink);
    }

    private void scan(ViewShape shape, RowFilter filter, TimeRange range, RowBlocks sink) {
        long deadline = System.nanoTime() + patience.toNanos();
        int timeColumn = shape.time().orElseThrow();
        long[] scanned = new long[1];
        try {
            store.scan(shape.name(), range.fromMillis(), range.toMillis(), (columns, rows) -> {
                scanned[0] += rows;
                if (scanned[0] > maxScanned) {
                    throw tooMany(maxScanned);
                }
                if (System.nanoTime() > deadline) {
                    throw new RaudalException(
                            ErrorCode.LIMIT_EXCEEDED,
                            ViewMessages.message("scan.slow", Long.toString(patience.toSeconds())));
                }
                long[] micros = ((Vector.Longs) columns[timeColumn]).values;
                long[] times = new long[rows];
                for (int row = 0; row < rows; row++) {
                    times[row] = Math.floorDiv(micros[row], 1000);
                }
                if (filter.isAll()) {
                    sink.accept(columns, times, rows, false);
                } else {
                    select(shape, filter, columns, times, rows, sink);
                }
            });
        } catch (IllegalArgumentException e) {
            throw notReady(shape, e);
        }
    }

    private static void select(
            ViewShape shape, RowFilter filter, Vector[] columns, long[] times, int rows, RowBlocks sink) {
        Vector[] chosen = new Vector[columns.length];
        for (int column = 0; column < chosen.length; column++) {
            chosen[column] = columns[column].empty();
            chosen[column].ensure(rows);
        }
        long[] chosenTimes = new long[rows];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            if (filter.matches(shape.columns(), columns, row)) {
                for (int column = 0; column < chosen.length; column++) {
                    Cells.put(
                            chosen[column],
                            size,
                            Cells.get(
                                    columns[column],
                                    row,
                                    shape.columns().get(column).type()));
                }
                chosenTimes[size++] = times[row];
            }
        }
        if (size > 0) {
            sink.accept(chosen, chosenTimes, size, false);
        }
    }

    /** The stored rows of a filter; null if they are too many. */
    private @Nullable List<RowChange> single(ViewShape shape, RowFilter filter, TimeRange range) {
        List<RowChange> rows = new ArrayList<>();
        for (Map<String, Object> equal : filter.combinations(shape.columns())) {
            rows.addAll(read(shape, new RowQuery(equal, range.fromMillis(), range.toMillis(), MAX_SINGLE + 1)));
            if (rows.size() > MAX_SINGLE) {
                return null;
            }
        }
        return rows;
    }

    private static void blocks(ViewShape shape, List<RowChange> rows, boolean isOpen, RowBlocks sink) {
        for (int from = 0; from < rows.size(); from += BLOCK) {
            int size = Math.min(BLOCK, rows.size() - from);
            Vector[] columns = new Vector[shape.columns().size()];
            long[] times = new long[size];
            for (int column = 0; column < columns.length; column++) {
                columns[column] = Vector.of(shape.columns().get(column).type());
                columns[column].ensure(size);
            }
            for (int row = 0; row < size; row++) {
                RowChange change = rows.get(from + row);
                @Nullable Object[] values = Objects.requireNonNull(change.values());
                for (int column = 0; column < columns.length; column++) {
                    Cells.put(columns[column], row, values[column]);
                }
                times[row] = change.windowEnd();
            }
            sink.accept(columns, times, size, isOpen && shape.kind() == ViewShape.Kind.WINDOW);
        }
    }

    private List<RowChange> open(ViewShape shape, RowFilter filter, TimeRange range) {
        return changes.snapshot(shape.name()).rows().stream()
                .filter(row -> {
                    @Nullable Object[] values = row.values();
                    return values != null && range.contains(row.windowEnd()) && filter.matches(values);
                })
                .toList();
    }

    private List<RowChange> read(ViewShape shape, RowQuery query) {
        try {
            return store.read(shape.name(), query);
        } catch (IllegalArgumentException e) {
            throw notReady(shape, e);
        }
    }

    private static RaudalException notReady(ViewShape shape, IllegalArgumentException e) {
        return new RaudalException(ErrorCode.UNREACHABLE, ViewMessages.message("view.not-ready", shape.name()), e);
    }

    private static RaudalException tooMany(long rows) {
        return new RaudalException(ErrorCode.LIMIT_EXCEEDED, ViewMessages.message("scan.many", Long.toString(rows)));
    }
}
