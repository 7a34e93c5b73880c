package io.raudal.engine.step;

import io.raudal.model.View;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Window;
import java.util.Objects;

/**
 * How a view's event time is cut into slices: the largest pieces such that every window is made of whole ones, so that an event is
 * added once whatever the number of its windows. The slices of sessions are shorter than the gap: all events of a key in one slice are
 * of one session.
 *
 * @param widthMillis of a slice
 * @param offsetMillis slices start at this plus multiples of the width
 */
record SliceGrid(long widthMillis, long offsetMillis) {
    /** A session's slices are this share of its gap: how much later than its end it may become final. */
    private static final int PER_GAP = 8;

    static SliceGrid of(Aggregation aggregation, View view) {
        Window window = aggregation.window();
        if (window instanceof Window.Tumble tumble) {
            return new SliceGrid(tumble.sizeMillis(), tumble.offsetMillis());
        }
        if (window instanceof Window.Hop hop) {
            return new SliceGrid(hop.slideMillis(), hop.offsetMillis());
        }
        if (window instanceof Window.Cumulate cumulate) {
            return new SliceGrid(cumulate.stepMillis(), cumulate.offsetMillis());
        }
        return new SliceGrid(Math.max(1, gapMillis(aggregation, view) / PER_GAP), 0);
    }

    /** After how long without events a group of a session window, or of an unbounded GROUP BY, ends. */
    static long gapMillis(Aggregation aggregation, View view) {
        return aggregation.window() instanceof Window.Session session
                ? session.gapMillis()
                : Math.max(1, Objects.requireNonNull(view.state()).ttl().toMillis());
    }

    /** Start of the slice that the time is in. */
    long start(long millis) {
        return millis - Math.floorMod(millis - offsetMillis, widthMillis);
    }
}
