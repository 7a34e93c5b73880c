package io.raudal.duckdb;

import io.raudal.engine.store.StoredView;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.util.List;

/**
 * A view in the store: a table with its latest rows, and segments with older final ones. A key's row is in one of them only. What is
 * not final, and what says that a row was deleted, never leaves the table.
 *
 * <p>Segments and view are replaced as a whole, by whoever holds the store's lock on files; the other fields belong to whoever holds its
 * lock on writing.
 */
final class ViewTable {
    /** Columns that every stored row has: key, version, windowEnd. */
    static final String ROW = "k, v, e";

    final int id;
    volatile StoredView view;
    /** By their least windowEnd. */
    volatile List<Segment> segments;
    /** Rows below are gone, in segments perhaps only hidden. */
    volatile long oldest;
    /** Above the number of every commit that has rows in the table. */
    long nextCommit;
    /** Final rows in the table. */
    long finalRows;
    /** Whether the table has anything else, so that a key may be at any time. */
    boolean hasOther;
    /** The highest windowEnd of any row there ever was. */
    long maxEnd;
    /** Counts when rows were replaced; who copied rows before copied wrong ones. (Too old ones may be copied: they are hidden.) */
    long replacements;

    ViewTable(int id, StoredView view, List<Segment> segments, long oldest) {
        this.id = id;
        this.view = view;
        this.segments = List.copyOf(segments);
        this.oldest = oldest;
    }

    /** Refuses a view of which a column that is there is missing or of another type. */
    void requireAdditions(StoredView now) {
        List<Field> columns = view.columns();
        for (int i = 0; i < columns.size(); i++) {
            Field column = columns.get(i);
            if (i >= now.columns().size() || !now.columns().get(i).equals(column)) {
                throw new RaudalException(
                        ErrorCode.INVALID_PIPELINE,
                        StoreFailures.message("store.column-changed", now.name(), column.name(), column.type()));
            }
        }
    }

    /** Takes note that nothing is there any more. */
    void forget() {
        segments = List.of();
        finalRows = 0;
        replacements++;
    }

    /** The table of the latest rows, with the columns {@code k, v, e, f} (final), {@code d} (deleted), {@code s} (commit), c0, c1, ... */
    String table() {
        return "rows_" + id;
    }

    /** The view's columns that are there, and NULL for those that came later. */
    String columns(int there) {
        StringBuilder text = new StringBuilder();
        List<Field> columns = view.columns();
        for (int i = 0; i < columns.size(); i++) {
            text.append(", ");
            if (i >= there) {
                text.append("CAST(NULL AS ")
                        .append(ColumnTypes.name(columns.get(i).type()))
                        .append(") AS ");
            }
            text.append('c').append(i);
        }
        return text.toString();
    }
}
