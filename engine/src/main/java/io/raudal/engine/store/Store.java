package io.raudal.engine.store;

import io.raudal.engine.RowChange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where view rows live: one row a key, the one with the highest version.
 *
 * <p>All methods may be called from any thread; a view has one writer at a time. A view that was not ensured is an
 * {@link IllegalArgumentException}; what the store cannot do is a RaudalException.
 */
public interface Store extends AutoCloseable {

    /**
     * Makes sure that the view is there. Further columns are appended (NULL in the rows that are there), and retention follows the last
     * call.
     *
     * @throws io.raudal.model.RaudalException INVALID_PIPELINE if a column that is there is missing or of another type: such a view is
     *     another generation, under a name of its own
     */
    void ensure(StoredView view);

    /**
     * Writes row changes and the writer's mark, all or nothing (where the store has no transactions: the mark last). A change whose
     * version is not above the one that its key has, deleted or not, is ignored, so that a repeated commit changes nothing. Once a row
     * is final, its windowEnd is the same in every later version; one below what was dropped may be gone at once.
     */
    void commit(Commit commit);

    /** The mark of the writer's last commit. */
    Optional<byte[]> mark(String writer);

    /** Rows whose columns have the given values, by window end, then key; rows that were deleted are not there. */
    List<RowChange> read(String view, RowQuery query);

    /**
     * Hands over all rows with {@code fromMillis <= windowEnd < toMillis} column by column, in the order of their keys.
     *
     * @param sink may be called several times; keeps nothing of what it is given
     */
    void scan(String view, long fromMillis, long toMillis, ColumnSink sink);

    /** Drops rows (and the memory of deleted ones) that are further than the view's retention below the watermark; says how many rows. */
    long drop(String view, long watermarkMillis);

    /** The views that are there, by name. */
    Set<String> views();

    /** Removes views with all their rows, and writers' marks, all or nothing; what is not there is no matter. */
    void delete(Set<String> writers, Set<String> views);

    /** How many bytes it has on disk. */
    long bytes();

    /** What is committed stays, as far as the store outlives its process. */
    @Override
    void close();
}
