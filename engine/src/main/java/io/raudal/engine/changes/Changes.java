package io.raudal.engine.changes;

import io.raudal.engine.RowChange;
import java.time.Duration;
import java.util.List;

/**
 * Row changes as they happen: a view's open rows, then everything that changes from there. Live push, alerts and dependent views
 * read it.
 *
 * <p>A reader takes {@link #snapshot}, then reads from its cursor on; every row that it does not learn of this way is in the store.
 * All methods may be called from any thread.
 */
public interface Changes {

    /** Tells of changes, in their order; a key's versions grow. */
    void publish(String view, List<RowChange> changes);

    /** The rows of the view that are open now. A view that nothing was published of has none. */
    OpenRows snapshot(String view);

    /** How many rows of the view are open now. */
    int openRows(String view);

    /**
     * What changed from a cursor on, waiting for it if there is nothing.
     *
     * @param cursor of a snapshot or an earlier read
     * @param limit at most this many changes
     */
    Changed read(String view, long cursor, int limit, Duration timeout) throws InterruptedException;

    /** Forgets a view's open rows and changes; the cursors of its readers are too old then. */
    void forget(String view);
}
