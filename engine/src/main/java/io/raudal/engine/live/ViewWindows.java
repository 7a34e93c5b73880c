package io.raudal.engine.live;

import io.raudal.engine.row.WindowMath;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The windows of views, and which of them a time falls in. Times are in milliseconds. */
final class ViewWindows {

    /** Of a session all that is known is around which event it is: start and end are the gap's reach. */
    record Bounds(long start, long end) {}

    private ViewWindows() {}

    /** Null for row views and unbounded GROUP BYs. */
    static @Nullable Window of(ViewPlan view) {
        if (view.aggregation() != null) {
            return view.aggregation().window();
        }
        for (RowOperator operator : view.before()) {
            if (operator instanceof RowOperator.AssignWindows windows && !view.isRowView()) {
                return windows.window();
            }
        }
        return null;
    }

    /** Whether rows have a window's bounds at the head of their keys. */
    static boolean hasWindows(ViewPlan view) {
        return !view.isRowView() && !isUnbounded(view);
    }

    static boolean isUnbounded(ViewPlan view) {
        return view.aggregation() != null && view.aggregation().window() == null;
    }

    static boolean isSession(ViewPlan view) {
        return of(view) instanceof Window.Session;
    }

    /** How long the longest window is; of a session its gap. */
    static long lengthMillis(ViewPlan view) {
        Window window = of(view);
        if (window instanceof Window.Tumble tumble) {
            return tumble.sizeMillis();
        } else if (window instanceof Window.Hop hop) {
            return hop.sizeMillis();
        } else if (window instanceof Window.Cumulate cumulate) {
            return cumulate.sizeMillis();
        }
        return window instanceof Window.Session session ? session.gapMillis() : 0;
    }

    /** The last end of a window that starts by then; a session may end later. */
    static long lastEnd(ViewPlan view, long startMillis) {
        return at(view, startMillis).stream().mapToLong(Bounds::end).max().orElse(startMillis + 1);
    }

    /** The windows that the time falls in; none for views without windows. */
    static List<Bounds> at(ViewPlan view, long millis) {
        if (!hasWindows(view)) {
            return List.of();
        }
        Window window = of(view);
        if (window == null || window instanceof Window.Session) {
            long reach = lengthMillis(view);
            return List.of(new Bounds(millis - reach, millis + reach));
        }
        WindowMath math = WindowMath.of(Objects.requireNonNull(window));
        long slice = math.sliceStart(millis);
        List<Bounds> bounds = new ArrayList<>();
        for (int i = 0; i < math.windows(slice); i++) {
            bounds.add(new Bounds(math.start(slice, i), math.end(slice, i)));
        }
        return bounds;
    }
}
