package io.raudal.engine.step;

import io.raudal.model.View;
import io.raudal.plan.Aggregation;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import io.raudal.plan.explain.SourceLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A view as the steps of its source see it: row views between the source and the view are part of the view's own line.
 *
 * @param before from the source's row on
 * @param line the same in words
 * @param chain index of the line in {@link SourceLayout#chains}
 * @param grouping index in {@link SourceLayout#groupings}; -1 without aggregation
 * @param identity as {@link ViewIdentities} says
 */
record ReaderView(ViewPlan plan, List<RowOperator> before, SourceLine line, int chain, int grouping, long identity) {

    String name() {
        return plan.name();
    }

    @Nullable Aggregation aggregation() {
        return plan.aggregation();
    }

    boolean isLive() {
        return plan.view().emit() == View.Emit.LIVE;
    }

    /** The bound on the keys of an unbounded GROUP BY; null for any other view. */
    @Nullable KeyLimit limit() {
        View.State state = plan.view().state();
        return plan.aggregation() == null || plan.aggregation().window() != null || state == null
                ? null
                : new KeyLimit(state.keys(), Math.multiplyExact(state.ttl().toMillis(), 1000L));
    }

    /** All of a query that its state depends on. */
    static String query(ViewPlan plan, List<RowOperator> before) {
        return String.join(
                "\n",
                before.toString(),
                String.valueOf(plan.aggregation()),
                plan.after().toString(),
                String.valueOf(plan.topN()),
                plan.last().toString(),
                plan.output().toString(),
                String.valueOf(plan.view().state()));
    }

    /** Whether groups are kept by first and last event: sessions, and the unbounded GROUP BY, which is a session of its ttl. */
    static boolean isSession(Aggregation aggregation) {
        return aggregation.window() == null || aggregation.window() instanceof Window.Session;
    }
}
