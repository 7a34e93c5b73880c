package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Call;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Expression.Literal;
import io.raudal.plan.Function;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.jspecify.annotations.Nullable;

/**
 * Puts the aggregation of a query behind its relation, and its select list and HAVING behind that. Expressions over the input row
 * become expressions over the aggregation's: whatever equals a GROUP BY expression is that column, an aggregate is its column, and an
 * input column that is left is not grouped.
 */
final class Grouping {
    private static final int MOST_GROUPS = 62;

    private final Relation relation;
    private final GroupingSets sets;
    private final Aggregates aggregates;
    private final Diagnostics diagnostics;
    private final Relation.@Nullable PendingWindow window;
    private final List<Expression> groups = new ArrayList<>();
    private final List<List<Integer>> indexes = new ArrayList<>();

    Grouping(Relation relation, GroupingSets sets, Aggregates aggregates, Diagnostics diagnostics) {
        this.relation = relation;
        this.sets = sets;
        this.aggregates = aggregates;
        this.diagnostics = diagnostics;
        this.window = relation.window();
    }

    /** False after a problem was reported. */
    boolean apply(
            SqlSelect select,
            @Nullable Expression having,
            @Nullable SqlNode havingNode,
            List<Attribute> items,
            List<SqlNode> nodes,
            Relation.@Nullable PendingRank rank) {
        for (List<Expression> set : sets.sets()) {
            for (Expression group : set) {
                if (Trees.namesRow(group) && !groups.contains(group)) {
                    groups.add(group);
                }
            }
        }
        if (!check(select)) {
            return false;
        }
        List<Attribute> outputs = new ArrayList<>();
        boolean failed = false;
        for (int i = 0; i < items.size(); i++) {
            Expression value = over(items.get(i).value(), nodes.get(i));
            failed |= value == Literals.ERROR;
            outputs.add(items.get(i).with(value));
        }
        Expression filter = having == null || havingNode == null ? null : over(having, havingNode);
        Relation.PendingRank outputRank = rank == null ? null : over(rank);
        if (failed || filter == Literals.ERROR || (rank != null && outputRank == null)) {
            return false;
        }
        List<Expression> windowFilters = Trees.rewriteAll(relation.windowFilters(), e -> replaceWindow(e));
        aggregate();
        if (!windowFilters.isEmpty()) {
            relation.filter(Trees.and(windowFilters));
        }
        if (filter != null) {
            relation.filter(filter);
        }
        relation.select(outputs, nodes, outputRank);
        return true;
    }

    private boolean check(SqlSelect select) {
        SqlNode place = select.getGroup() == null ? select : select.getGroup();
        if (groups.size() > MOST_GROUPS) {
            diagnostics.error(place, "group.many", groups.size(), MOST_GROUPS);
            return false;
        }
        for (List<Expression> set : sets.sets()) {
            if (window != null && !(set.contains(Trees.WINDOW_START) && set.contains(Trees.WINDOW_END))) {
                diagnostics.error(place, "group.window", window.name());
                return false;
            }
            List<Integer> index = set.stream()
                    .map(groups::indexOf)
                    .filter(i -> i >= 0)
                    .distinct()
                    .sorted()
                    .toList();
            if (indexes.contains(index)) {
                diagnostics.error(place, "group.twice");
                return false;
            }
            indexes.add(index);
        }
        if (window != null && window.window() instanceof Window.Session) {
            Set<Expression> partition = new HashSet<>(window.partition());
            if (indexes.size() > 1 || !partition.equals(new HashSet<>(groups))) {
                diagnostics.error(window.place(), "session.partition");
                return false;
            }
        }
        return true;
    }

    private void aggregate() {
        List<DataType> row = new ArrayList<>();
        groups.forEach(g -> row.add(g.type()));
        int time = relation.timeIndex();
        Input start = null;
        Input end = null;
        if (window != null) {
            start = windowStart();
            end = windowEnd();
            row.add(Simple.TIMESTAMP);
            row.add(Simple.TIMESTAMP);
        }
        for (Aggregate aggregate : aggregates.all()) {
            row.add(aggregate.type());
        }
        boolean numbered = indexes.size() > 1 && !aggregates.groupings().isEmpty();
        if (numbered) {
            row.add(Simple.BIGINT);
        }
        relation.aggregate(
                new Aggregation(
                        window == null ? null : window.window(), time, groups, indexes, numbered, aggregates.all()),
                row,
                start,
                end);
    }

    private Input windowStart() {
        return new Input(groups.size(), Simple.TIMESTAMP);
    }

    private Input windowEnd() {
        return new Input(groups.size() + 1, Simple.TIMESTAMP);
    }

    private @Nullable Expression replaceWindow(Expression expression) {
        return Relation.replaceWindow(windowStart(), windowEnd()).apply(expression);
    }

    private Relation.@Nullable PendingRank over(Relation.PendingRank rank) {
        List<Expression> partition = new ArrayList<>();
        boolean failed = false;
        for (Expression key : rank.partition()) {
            Expression value = over(key, rank.place());
            failed |= value == Literals.ERROR;
            partition.add(value);
        }
        List<Relation.RankOrder> order = new ArrayList<>();
        for (Relation.RankOrder key : rank.order()) {
            Expression value = over(key.expression(), rank.place());
            failed |= value == Literals.ERROR;
            order.add(new Relation.RankOrder(value, key.descending(), key.nullsFirst()));
        }
        return failed ? null : new Relation.PendingRank(partition, order, List.of(), rank.place());
    }

    /** The expression over the aggregation's row; {@link Literals#ERROR} after a column that is not grouped was reported. */
    private Expression over(Expression expression, SqlNode place) {
        boolean[] failed = new boolean[1];
        Expression rewritten = Trees.rewrite(expression, e -> {
            Expression replaced = replace(e);
            failed[0] |= replaced == Literals.ERROR;
            return replaced;
        });
        if (failed[0]) {
            ungrouped(expression, place);
            return Literals.ERROR;
        }
        return rewritten;
    }

    /** Null where the parts of the expression are to be replaced. */
    private @Nullable Expression replace(Expression expression) {
        int group = groups.indexOf(expression);
        if (group >= 0) {
            return new Input(group, expression.type());
        }
        if (!(expression instanceof Input input)) {
            return null;
        }
        Expression bound = replaceWindow(input);
        if (bound != null) {
            return bound;
        }
        if (input.equals(Trees.RANK)) {
            return input;
        }
        if (input.index() >= Trees.FIRST_GROUPING) {
            return grouping(aggregates.groupings().get(input.index() - Trees.FIRST_GROUPING));
        }
        if (input.index() >= Trees.FIRST_AGGREGATE) {
            int before = groups.size() + (window == null ? 0 : 2);
            return new Input(before + input.index() - Trees.FIRST_AGGREGATE, input.type());
        }
        return Literals.ERROR;
    }

    /** GROUPING(a, b, ...) from the grouping number: a bit for each argument, the last lowest. */
    private Expression grouping(Aggregates.Grouping grouping) {
        int number = groups.size() + (window == null ? 0 : 2) + aggregates.all().size();
        Expression sum = null;
        int arguments = grouping.arguments().size();
        for (int i = 0; i < arguments; i++) {
            Expression argument = grouping.arguments().get(i);
            int group = groups.indexOf(argument);
            boolean ofWindow = argument.equals(Trees.WINDOW_START) || argument.equals(Trees.WINDOW_END);
            if (group < 0 && !ofWindow) {
                diagnostics.error(grouping.call(), "group.grouping");
                return new Literal(0L, Simple.BIGINT);
            }
            if (ofWindow || indexes.size() == 1) {
                continue;
            }
            long bit = 1L << (groups.size() - 1 - group);
            Expression set = call(Function.MOD, call(Function.DIVIDE, new Input(number, Simple.BIGINT), bit), 2);
            long weight = 1L << (arguments - 1 - i);
            Expression weighted = weight == 1 ? set : call(Function.MULTIPLY, set, weight);
            sum = sum == null ? weighted : new Call(Function.ADD, List.of(sum, weighted), Simple.BIGINT);
        }
        return sum == null ? new Literal(0L, Simple.BIGINT) : sum;
    }

    private static Expression call(Function function, Expression left, long right) {
        return new Call(function, List.of(left, new Literal(right, Simple.BIGINT)), Simple.BIGINT);
    }

    private void ungrouped(Expression expression, SqlNode place) {
        for (Aggregates.Use use : aggregates.uses()) {
            boolean within = within(place, use.identifier());
            boolean wrong = Trees.anyInput(use.value(), i -> replace(i) == Literals.ERROR);
            if (within && wrong && Trees.anyInput(expression, i -> Trees.anyInput(use.value(), i::equals))) {
                diagnostics.error(use.identifier(), "group.missing", use.identifier());
                return;
            }
        }
        diagnostics.error(place, "group.missing", place);
    }

    private static boolean within(SqlNode outer, SqlNode inner) {
        var a = outer.getParserPosition();
        var b = inner.getParserPosition();
        boolean starts = a.getLineNum() < b.getLineNum()
                || (a.getLineNum() == b.getLineNum() && a.getColumnNum() <= b.getColumnNum());
        boolean ends = a.getEndLineNum() > b.getEndLineNum()
                || (a.getEndLineNum() == b.getEndLineNum() && a.getEndColumnNum() >= b.getEndColumnNum());
        return starts && ends;
    }
}
