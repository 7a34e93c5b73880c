package io.raudal.query.push;

import io.raudal.query.view.RowFilter;
import io.raudal.query.view.ViewShape;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a client wants to follow.
 *
 * @param filter of the rows of all views
 * @param streams to sample, as {@code pipeline.stream}
 * @param status whether the status is wanted
 * @param cursors by view, where the client was, if it comes back
 */
public record LiveRequest(
        List<ViewShape> views,
        RowFilter filter,
        List<String> streams,
        boolean status,
        Locale locale,
        Map<String, Long> cursors) {
    private static final int RADIX = 36;

    public LiveRequest {
        views = List.copyOf(views);
        streams = List.copyOf(streams);
        cursors = Map.copyOf(cursors);
    }

    /** The cursors in an event's id; none for what is no id of ours. */
    public static Map<String, Long> cursors(String id) {
        Map<String, Long> cursors = new HashMap<>();
        for (String part : id.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon > 0) {
                try {
                    cursors.put(part.substring(0, colon), Long.parseLong(part.substring(colon + 1), RADIX));
                } catch (NumberFormatException e) {
                    // Somebody else's id: the client starts anew.
                }
            }
        }
        return cursors;
    }

    static String text(String view, long cursor) {
        return view + ":" + Long.toString(cursor, RADIX);
    }
}
