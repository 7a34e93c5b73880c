package io.raudal.sql;

import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import io.raudal.plan.TopN;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Flink's pattern of a top-N: a ROW_NUMBER whose query stands in the FROM of one that bounds it in its WHERE. */
final class TopNs {
    private final Diagnostics diagnostics;

    TopNs(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Turns the pending ROW_NUMBER into a top-N; what else the WHERE asks filters its rows. */
    void bound(Relation relation, List<Expression> conjuncts) {
        Relation.PendingRank rank = Objects.requireNonNull(relation.rank());
        long limit = Long.MAX_VALUE;
        List<Expression> others = new ArrayList<>();
        for (Expression conjunct : conjuncts) {
            Long bound = limit(conjunct);
            if (bound != null) {
                limit = Math.min(limit, bound);
            }
            if (bound == null || (isEquality(conjunct) && bound != 1)) {
                others.add(conjunct);
            }
        }
        if (limit == Long.MAX_VALUE || limit < 1) {
            diagnostics.error(rank.place(), "topn.limit");
            return;
        }
        relation.rank(rank.with(others));
        Relation.PendingWindow window = relation.window();
        if (window != null && !WindowFunctions.takesRows(window, diagnostics)) {
            return;
        }
        relation.assignWindows();
        Expression start = relation.windowStart();
        Expression end = relation.windowEnd();
        List<Expression> partition = Objects.requireNonNull(relation.rank()).partition();
        if (start == null || end == null || !partition.contains(start) || !partition.contains(end)) {
            diagnostics.error(rank.place(), "topn.window");
            return;
        }
        relation.materialize();
        Relation.PendingRank placed = Objects.requireNonNull(relation.rank());
        start = Objects.requireNonNull(relation.windowStart());
        end = Objects.requireNonNull(relation.windowEnd());
        List<Integer> keys = new ArrayList<>();
        for (Expression key : placed.partition()) {
            if (!key.equals(start) && !key.equals(end) && key instanceof Input input && !keys.contains(input.index())) {
                keys.add(input.index());
            }
        }
        List<TopN.Order> order = new ArrayList<>();
        for (Relation.RankOrder key : placed.order()) {
            if (key.expression() instanceof Input input) {
                order.add(new TopN.Order(input.index(), key.descending(), key.nullsFirst()));
            }
        }
        relation.topN(new TopN(((Input) start).index(), ((Input) end).index(), keys, order, limit));
    }

    private static boolean isEquality(Expression conjunct) {
        return conjunct instanceof Call call && call.function() == Function.EQUAL;
    }

    /** The highest rank that the condition lets through; null if it is no bound. */
    private static @Nullable Long limit(Expression conjunct) {
        if (!(conjunct instanceof Call call) || call.operands().size() != 2) {
            return null;
        }
        Expression left = call.operands().get(0);
        Expression right = call.operands().get(1);
        boolean swapped = right.equals(Trees.RANK);
        if (!(swapped || left.equals(Trees.RANK))
                || !((swapped ? left : right) instanceof Literal literal)
                || !(literal.value() instanceof Long bound)) {
            return null;
        }
        Function function = call.function();
        if (function == Function.EQUAL) {
            return bound;
        }
        if (function == (swapped ? Function.GREATER_OR_EQUAL : Function.LESS_OR_EQUAL)) {
            return bound;
        }
        return function == (swapped ? Function.GREATER : Function.LESS) ? bound - 1 : null;
    }
}
