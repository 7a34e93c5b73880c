package io.raudal.engine.changes;

import io.raudal.engine.RowChange;
import java.util.List;

/** What a reader of changes is told. */
public sealed interface Changed {

    /**
     * Changes in their order; none if none came in time.
     *
     * @param cursor from where to read on
     * @param publishedMicros when the first of them was published, since the epoch; 0 if there are none
     */
    record Rows(List<RowChange> changes, long cursor, long publishedMicros) implements Changed {
        public Rows {
            changes = List.copyOf(changes);
        }
    }

    /** The cursor is too old, or of another life of the process: take a new snapshot, and finished rows from the store. */
    record Reset() implements Changed {}
}
