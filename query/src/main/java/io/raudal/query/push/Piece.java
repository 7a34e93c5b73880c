package io.raudal.query.push;

import io.raudal.engine.RowChange;
import io.raudal.query.view.RowFilter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, ready to be sent to everyone who follows the subject.
 *
 * @param number in the subject's order, one by one
 * @param cursor from where to resume behind it
 * @param event its lines but the id and the blank line at its end
 * @param publishedMicros when it happened, since the epoch; 0 if it says nothing that happened
 * @param rows of a view: what it was made of, for those who want some rows alone
 */
record Piece(long number, long cursor, Buffer event, long publishedMicros, List<Row> rows) {

    /**
     * A change of a row.
     *
     * @param before the values that the row had while it was open, if it was known
     * @param json as it is sent
     * @param gone as it is sent to those for whom the row is no longer among theirs
     */
    record Row(RowChange change, @Nullable Object @Nullable [] before, byte[] json, byte[] gone) {

        /** What those with the filter are sent of it; null for nothing. */
        byte @Nullable [] of(RowFilter filter) {
            @Nullable Object[] values = change.values();
            if (values != null && filter.matches(values)) {
                return json;
            }
            // What was open and is not known is better told once too often.
            boolean wasTheirs = before != null ? filter.matches(before) : values == null;
            return wasTheirs ? gone : null;
        }
    }
}
