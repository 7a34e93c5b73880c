package io.raudal.engine.changes;

import io.raudal.engine.RowChange;
import java.util.List;

/**
 * A view's open rows at one moment.
 *
 * @param rows puts that are not final, in the order of their keys
 * @param cursor from where to read what changes after that moment
 */
public record OpenRows(List<RowChange> rows, long cursor) {
    public OpenRows {
        rows = List.copyOf(rows);
    }
}
