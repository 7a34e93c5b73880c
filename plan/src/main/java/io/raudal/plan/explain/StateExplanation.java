package io.raudal.plan.explain;

import io.raudal.model.View;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a view keeps.
 *
 * @param kind {@code none}, {@code windows}, {@code sessions}, {@code keys}, {@code rows}
 * @param aggregates what is kept for each key
 * @param slices how many pieces of time are open at once, from which open windows are put together; 0 where that cannot be said
 * @param slice the length of one; null where there is none
 * @param bounds of an unbounded GROUP BY
 * @param distinctValues whether every distinct value is kept as well
 * @param sketches how many of the aggregates are sketches of a few KiB
 */
record StateExplanation(
        String kind,
        List<String> aggregates,
        long slices,
        @Nullable Duration slice,
        View.@Nullable State bounds,
        boolean distinctValues,
        int sketches) {

    static StateExplanation of(ViewPlan view, List<String> aggregates, Duration lateness) {
        Aggregation aggregation = view.aggregation();
        if (aggregation == null) {
            String kind = view.topN() == null ? "none" : "rows";
            return new StateExplanation(kind, List.of(), 0, null, null, false, 0);
        }
        boolean distinct = aggregation.aggregates().stream().anyMatch(Aggregate::distinct);
        int sketches = (int) aggregation.aggregates().stream()
                .filter(a -> a.function() == AggregateFunction.APPROX_COUNT_DISTINCT
                        || a.function() == AggregateFunction.APPROX_PERCENTILE)
                .count();
        Window window = aggregation.window();
        if (window == null) {
            return new StateExplanation("keys", aggregates, 0, null, view.view().state(), distinct, sketches);
        }
        if (window instanceof Window.Session) {
            return new StateExplanation("sessions", aggregates, 0, null, null, distinct, sketches);
        }
        long size = size(window);
        long slice = slice(window);
        // A window of the highest time is open, and all whose end the watermark, lateness behind it, has not reached.
        long slices = (size + lateness.toMillis() + slice - 1) / slice;
        return new StateExplanation("windows", aggregates, slices, Duration.ofMillis(slice), null, distinct, sketches);
    }

    private static long size(Window window) {
        return window instanceof Window.Tumble tumble
                ? tumble.sizeMillis()
                : window instanceof Window.Hop hop ? hop.sizeMillis() : ((Window.Cumulate) window).sizeMillis();
    }

    private static long slice(Window window) {
        return window instanceof Window.Tumble tumble
                ? tumble.sizeMillis()
                : window instanceof Window.Hop hop ? hop.slideMillis() : ((Window.Cumulate) window).stepMillis();
    }
}
