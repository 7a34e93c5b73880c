package io.raudal.sql;

import io.raudal.plan.Aggregate;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Removes the columns and aggregates that nothing behind them uses, and learns which columns of the input are used. One pass from the
 * last stage to the first finds what each needs, one from the first to the last rewrites.
 */
final class Pruning {
    private final int inputWidth;
    private final ToIntFunction<RowOperator> appended;
    private final List<RowOperator> before = new ArrayList<>();
    private final List<RowOperator> after = new ArrayList<>();
    private final List<RowOperator> last = new ArrayList<>();
    private @Nullable Aggregation aggregation;
    private @Nullable TopN topN;
    private BitSet inputs = new BitSet();

    /** By index of the row as it was, the index in the row as it is; -1 for what was removed. */
    private int[] places = {};

    private int width;

    /** @param appended how many columns an operator that is not a Project appends */
    Pruning(int inputWidth, ToIntFunction<RowOperator> appended) {
        this.inputWidth = inputWidth;
        this.appended = appended;
    }

    List<RowOperator> before() {
        return before;
    }

    @Nullable Aggregation aggregation() {
        return aggregation;
    }

    List<RowOperator> after() {
        return after;
    }

    @Nullable TopN topN() {
        return topN;
    }

    List<RowOperator> last() {
        return last;
    }

    /** The input's columns that are used. */
    BitSet inputs() {
        return inputs;
    }

    void prune(Relation relation, List<Expression> output) {
        RowOperator.Project end = new RowOperator.Project(output);
        Aggregation oldAggregation = relation.aggregation();
        TopN oldTopN = relation.topN();
        List<RowOperator> oldBefore = new ArrayList<>(relation.before());
        List<RowOperator> oldAfter = new ArrayList<>(relation.after());
        List<RowOperator> oldLast = new ArrayList<>(relation.last());
        (oldTopN != null ? oldLast : oldAggregation != null ? oldAfter : oldBefore).add(end);

        List<BitSet> lastNeeds = needs(oldLast, new BitSet());
        BitSet topNNeeds = oldTopN == null ? lastNeeds.get(0) : needs(oldTopN, lastNeeds.get(0));
        List<BitSet> afterNeeds = needs(oldAfter, topNNeeds);
        BitSet aggregated = afterNeeds.get(0);
        List<BitSet> beforeNeeds =
                needs(oldBefore, oldAggregation == null ? aggregated : needs(oldAggregation, aggregated));
        inputs = beforeNeeds.get(0).get(0, inputWidth);

        identity(inputWidth);
        rewrite(oldBefore, beforeNeeds, before);
        if (oldAggregation != null) {
            aggregation = rewrite(oldAggregation, aggregated);
        }
        rewrite(oldAfter, afterNeeds, after);
        if (oldTopN != null) {
            topN = rewrite(oldTopN);
        }
        rewrite(oldLast, lastNeeds, last);
    }

    private void identity(int columns) {
        width = columns;
        places = new int[columns];
        for (int i = 0; i < columns; i++) {
            places[i] = i;
        }
    }

    /** What each operator needs of the row that comes in, and, last, {@code behind}. */
    private List<BitSet> needs(List<RowOperator> operators, BitSet behind) {
        List<BitSet> needs = new ArrayList<>(List.of(behind));
        for (int i = operators.size() - 1; i >= 0; i--) {
            RowOperator operator = operators.get(i);
            BitSet out = needs.get(0);
            BitSet in = new BitSet();
            if (operator instanceof RowOperator.Project project) {
                for (int column = 0; column < project.expressions().size(); column++) {
                    if ((operator == operators.get(operators.size() - 1) && behind.isEmpty()) || out.get(column)) {
                        add(project.expressions().get(column), in);
                    }
                }
            } else {
                // what the operator appends is above the incoming row's columns; nothing there is looked up
                in.or(out);
            }
            if (operator instanceof RowOperator.Filter filter) {
                add(filter.predicate(), in);
            } else if (operator instanceof RowOperator.Join join) {
                join.keys().forEach(key -> add(key, in));
                Expression condition = join.condition();
                if (condition != null) {
                    add(condition, in);
                }
            } else if (operator instanceof RowOperator.Unnest unnest) {
                add(unnest.collection(), in);
            } else if (operator instanceof RowOperator.AssignWindows windows) {
                in.set(windows.time());
            }
            needs.add(0, in);
        }
        return needs;
    }

    private static BitSet needs(TopN topN, BitSet out) {
        BitSet in = (BitSet) out.clone();
        in.set(topN.windowStart());
        in.set(topN.windowEnd());
        topN.partition().forEach(in::set);
        topN.order().forEach(order -> in.set(order.column()));
        return in;
    }

    private static BitSet needs(Aggregation aggregation, BitSet out) {
        BitSet in = new BitSet();
        in.set(aggregation.time());
        aggregation.groups().forEach(group -> add(group, in));
        int first = firstAggregate(aggregation);
        for (int i = 0; i < aggregation.aggregates().size(); i++) {
            if (out.get(first + i)) {
                Aggregate aggregate = aggregation.aggregates().get(i);
                aggregate.arguments().forEach(argument -> add(argument, in));
                Expression filter = aggregate.filter();
                if (filter != null) {
                    add(filter, in);
                }
            }
        }
        return in;
    }

    private static int firstAggregate(Aggregation aggregation) {
        return aggregation.groups().size() + (aggregation.window() == null ? 0 : 2);
    }

    private static void add(Expression expression, BitSet inputs) {
        if (expression instanceof Input input) {
            inputs.set(input.index());
        } else {
            Trees.children(expression).forEach(child -> add(child, inputs));
        }
    }

    private void rewrite(List<RowOperator> operators, List<BitSet> needs, List<RowOperator> to) {
        for (int i = 0; i < operators.size(); i++) {
            RowOperator operator = operators.get(i);
            BitSet out = needs.get(i + 1);
            boolean all = i == operators.size() - 1 && out.isEmpty();
            if (operator instanceof RowOperator.Project project) {
                project(project, all ? null : out, to);
            } else {
                int more = appended.applyAsInt(operator);
                int[] grown = java.util.Arrays.copyOf(places, places.length + more);
                for (int j = 0; j < more; j++) {
                    grown[places.length + j] = width + j;
                }
                int[] incoming = places;
                places = grown;
                to.add(over(operator, incoming));
                width += more;
            }
        }
    }

    private void project(RowOperator.Project project, @Nullable BitSet kept, List<RowOperator> to) {
        List<Expression> expressions = new ArrayList<>();
        int[] next = new int[project.expressions().size()];
        boolean identity = true;
        for (int i = 0; i < next.length; i++) {
            next[i] = -1;
            if (kept == null || kept.get(i)) {
                Expression expression = over(project.expressions().get(i));
                next[i] = expressions.size();
                identity &= expression instanceof Input input && input.index() == expressions.size();
                expressions.add(expression);
            }
        }
        if (!identity || expressions.size() != width) {
            to.add(new RowOperator.Project(expressions));
        }
        places = next;
        width = expressions.size();
    }

    private RowOperator over(RowOperator operator, int[] incoming) {
        if (operator instanceof RowOperator.Filter filter) {
            return new RowOperator.Filter(over(filter.predicate()));
        }
        if (operator instanceof RowOperator.Join join) {
            Expression condition = join.condition();
            return new RowOperator.Join(
                    join.table(),
                    join.keys().stream().map(this::over).toList(),
                    join.tableColumns(),
                    condition == null ? null : over(condition),
                    join.left());
        }
        if (operator instanceof RowOperator.Unnest unnest) {
            return new RowOperator.Unnest(over(unnest.collection()), unnest.outer(), unnest.ordinality());
        }
        RowOperator.AssignWindows windows = (RowOperator.AssignWindows) operator;
        return new RowOperator.AssignWindows(windows.window(), incoming[windows.time()]);
    }

    private Aggregation rewrite(Aggregation old, BitSet needed) {
        List<Aggregate> aggregates = new ArrayList<>();
        int first = firstAggregate(old);
        int[] next = new int[first + old.aggregates().size() + (old.groupingNumber() ? 1 : 0)];
        for (int i = 0; i < first; i++) {
            next[i] = i;
        }
        for (int i = 0; i < old.aggregates().size(); i++) {
            next[first + i] = -1;
            if (needed.get(first + i)) {
                Aggregate aggregate = old.aggregates().get(i);
                Expression filter = aggregate.filter();
                next[first + i] = first + aggregates.size();
                aggregates.add(new Aggregate(
                        aggregate.function(),
                        aggregate.arguments().stream().map(this::over).toList(),
                        aggregate.distinct(),
                        filter == null ? null : over(filter),
                        aggregate.type()));
            }
        }
        boolean numbered = old.groupingNumber() && needed.get(next.length - 1);
        width = first + aggregates.size() + (numbered ? 1 : 0);
        if (old.groupingNumber()) {
            next[next.length - 1] = numbered ? width - 1 : -1;
        }
        Aggregation rewritten = new Aggregation(
                old.window(),
                places[old.time()],
                old.groups().stream().map(this::over).toList(),
                old.groupingSets(),
                numbered,
                aggregates);
        places = next;
        return rewritten;
    }

    private TopN rewrite(TopN old) {
        int columns = places.length;
        TopN rewritten = new TopN(
                places[old.windowStart()],
                places[old.windowEnd()],
                old.partition().stream().map(i -> places[i]).toList(),
                old.order().stream()
                        .map(o -> new TopN.Order(places[o.column()], o.descending(), o.nullsFirst()))
                        .toList(),
                old.limit());
        places = java.util.Arrays.copyOf(places, columns + 1);
        places[columns] = width++;
        return rewritten;
    }

    private Expression over(Expression expression) {
        return Trees.rewrite(
                expression, e -> e instanceof Input input ? new Input(places[input.index()], input.type()) : null);
    }
}
