package io.raudal.engine.store;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, bounded by a number of rows; gone with the process. One lock guards it all. */
public final class MemoryStore implements Store {
    private static final String MESSAGES = "io.raudal.engine.store.messages";
    private static final int BATCH = 4096;

    private final long maxRows;
    private final Map<String, ViewRows> views = new HashMap<>();
    private final Map<String, byte[]> marks = new HashMap<>();
    private long rows;

    /** @param maxRows of all views together, deleted ones included until they are dropped; a commit past it is LIMIT_EXCEEDED */
    public MemoryStore(long maxRows) {
        this.maxRows = maxRows;
    }

    @Override
    public synchronized void ensure(StoredView view) {
        ViewRows present = views.get(view.name());
        if (present == null) {
            views.put(view.name(), new ViewRows(view));
            return;
        }
        List<Field> columns = present.view.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (i >= view.columns().size() || !view.columns().get(i).equals(columns.get(i))) {
                Field column = columns.get(i);
                throw new RaudalException(
                        ErrorCode.INVALID_PIPELINE,
                        new Message(
                                MESSAGES,
                                "store.column-changed",
                                List.of(
                                        view.name(),
                                        column.name(),
                                        column.type().toString())));
            }
        }
        present.evolve(view);
    }

    @Override
    public synchronized void commit(Commit commit) {
        long added = 0;
        for (Map.Entry<String, List<RowChange>> entry : commit.changes().entrySet()) {
            ViewRows target = rows(entry.getKey());
            for (RowChange change : entry.getValue()) {
                added += target.byKey.containsKey(change.key()) ? 0 : 1;
            }
        }
        if (rows + added > maxRows) {
            throw new RaudalException(
                    ErrorCode.LIMIT_EXCEEDED, new Message(MESSAGES, "store.full", List.of(Long.toString(maxRows))));
        }
        for (Map.Entry<String, List<RowChange>> entry : commit.changes().entrySet()) {
            ViewRows target = rows(entry.getKey());
            rows -= target.byKey.size();
            for (RowChange change : entry.getValue()) {
                target.byKey.merge(change.key(), change, (old, now) -> now.version() > old.version() ? now : old);
            }
            rows += target.byKey.size();
        }
        marks.put(commit.writer(), commit.mark());
    }

    @Override
    public synchronized Optional<byte[]> mark(String writer) {
        return Optional.ofNullable(marks.get(writer)).map(byte[]::clone);
    }

    @Override
    public synchronized List<RowChange> read(String view, RowQuery query) {
        ViewRows target = rows(view);
        Map<Integer, Object> equal = new HashMap<>();
        query.equal().forEach((column, value) -> equal.put(target.index(column), value));
        List<RowChange> found = target.byKey.values().stream()
                .filter(row ->
                        !row.isDelete() && row.windowEnd() >= query.fromMillis() && row.windowEnd() < query.toMillis())
                .filter(row -> equal.entrySet().stream()
                        .allMatch(column ->
                                column.getValue().equals(Objects.requireNonNull(row.values())[column.getKey()])))
                .sorted(Comparator.comparingLong(RowChange::windowEnd)
                        .thenComparing(RowChange::key, Arrays::compareUnsigned))
                .toList();
        int size = found.size();
        int limit = Math.min(query.limit(), size);
        return query.newest() ? found.subList(size - limit, size) : found.subList(0, limit);
    }

    @Override
    public void scan(String view, long fromMillis, long toMillis, ColumnSink sink) {
        List<Field> columns;
        List<RowChange> found = new ArrayList<>();
        synchronized (this) {
            ViewRows target = rows(view);
            columns = target.view.columns();
            for (RowChange row : target.byKey.values()) {
                if (!row.isDelete() && row.windowEnd() >= fromMillis && row.windowEnd() < toMillis) {
                    found.add(row);
                }
            }
        }
        Vector[] vectors =
                columns.stream().map(column -> Vector.of(column.type())).toArray(Vector[]::new);
        for (int from = 0; from < found.size(); from += BATCH) {
            int size = Math.min(BATCH, found.size() - from);
            for (int c = 0; c < vectors.length; c++) {
                vectors[c].clear();
                vectors[c].ensure(size);
                for (int row = 0; row < size; row++) {
                    @Nullable Object[] values =
                            Objects.requireNonNull(found.get(from + row).values());
                    Cells.put(vectors[c], row, values[c]);
                }
            }
            sink.accept(vectors, size);
        }
    }

    @Override
    public synchronized Set<String> views() {
        return Set.copyOf(views.keySet());
    }

    @Override
    public synchronized void delete(Set<String> writers, Set<String> deleted) {
        for (String view : deleted) {
            ViewRows gone = views.remove(view);
            rows -= gone == null ? 0 : gone.byKey.size();
        }
        marks.keySet().removeAll(writers);
    }

    @Override
    public synchronized long drop(String view, long watermarkMillis) {
        ViewRows target = rows(view);
        if (target.view.retention() == null) {
            return 0;
        }
        long oldest = watermarkMillis - target.view.retention().toMillis();
        long dropped = 0;
        for (var it = target.byKey.values().iterator(); it.hasNext(); ) {
            RowChange row = it.next();
            if (row.windowEnd() < oldest) {
                it.remove();
                rows--;
                dropped += row.isDelete() ? 0 : 1;
            }
        }
        return dropped;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {}

    private ViewRows rows(String view) {
        ViewRows found = views.get(view);
        if (found == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return found;
    }

    /** The rows of one view by key, deleted ones as what deleted them. */
    private static final class ViewRows {
        StoredView view;
        final TreeMap<byte[], RowChange> byKey = new TreeMap<>(Arrays::compareUnsigned);

        ViewRows(StoredView view) {
            this.view = view;
        }

        void evolve(StoredView now) {
            int columns = now.columns().size();
            if (columns > view.columns().size()) {
                byKey.replaceAll((key, row) -> row.values() == null
                        ? row
                        : RowChange.put(
                                key,
                                row.version(),
                                Arrays.copyOf(row.values(), columns),
                                row.isFinal(),
                                row.windowEnd()));
            }
            view = now;
        }

        int index(String column) {
            for (int i = 0; i < view.columns().size(); i++) {
                if (view.columns().get(i).name().equals(column)) {
                    return i;
                }
            }
            throw new IllegalArgumentException("no column " + column + " in " + view.name());
        }
    }
}
