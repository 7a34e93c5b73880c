package io.raudal.sql;

import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * A FROM or a query: the stages that make its rows, and the columns that can be named. Columns are expressions over the row of the
 * last stage, so that a query in a FROM costs nothing. A relation grows by stages; it is used once.
 *
 * <p>A window that no aggregation has taken yet, and a ROW_NUMBER that no WHERE has bounded yet, are pending: their columns are the
 * inputs below 0 of {@link Trees}.
 */
final class Relation {

    /**
     * A window function that is pending.
     *
     * @param partition of a SESSION
     */
    record PendingWindow(Window window, String name, List<Expression> partition, SqlNode place) {}

    /**
     * A ROW_NUMBER that is pending.
     *
     * @param filters what the WHERE that bounds it asks besides
     */
    record PendingRank(List<Expression> partition, List<RankOrder> order, List<Expression> filters, SqlNode place) {
        PendingRank with(List<Expression> newFilters) {
            return new PendingRank(partition, order, newFilters, place);
        }
    }

    record RankOrder(Expression expression, boolean descending, boolean nullsFirst) {}

    /** Past this size, the columns of a query are computed once instead of wherever they are named. */
    private static final int LARGEST_INLINED = 400;

    private final String input;
    private final int inputTime;
    private final boolean broken;
    private final List<RowOperator> before = new ArrayList<>();
    private final List<RowOperator> after = new ArrayList<>();
    private final List<RowOperator> last = new ArrayList<>();
    private final List<Expression> windowFilters = new ArrayList<>();
    private @Nullable Aggregation aggregation;
    private @Nullable TopN topN;
    private List<DataType> row;
    private List<Attribute> attributes;
    private List<SqlNode> items = List.of();
    private List<Expression> times;
    private @Nullable Expression windowStart;
    private @Nullable Expression windowEnd;
    private @Nullable PendingWindow window;
    private @Nullable PendingRank rank;

    /**
     * @param times the expressions that are the row's time: the first has its value, the others may be named instead
     */
    Relation(String input, int inputTime, List<DataType> row, List<Attribute> attributes, List<Expression> times) {
        this(input, inputTime, row, attributes, times, false);
    }

    private Relation(
            String input,
            int inputTime,
            List<DataType> row,
            List<Attribute> attributes,
            List<Expression> times,
            boolean broken) {
        this.input = input;
        this.inputTime = inputTime;
        this.row = List.copyOf(row);
        this.attributes = List.copyOf(attributes);
        this.times = List.copyOf(times);
        this.broken = broken;
    }

    /** What stands in the place of a relation whose problem was reported. */
    static Relation broken() {
        return new Relation("", 0, List.of(), List.of(), List.of(), true);
    }

    boolean isBroken() {
        return broken;
    }

    String input() {
        return input;
    }

    int inputTime() {
        return inputTime;
    }

    List<RowOperator> before() {
        return before;
    }

    List<RowOperator> after() {
        return after;
    }

    List<RowOperator> last() {
        return last;
    }

    @Nullable Aggregation aggregation() {
        return aggregation;
    }

    @Nullable TopN topN() {
        return topN;
    }

    int width() {
        return row.size();
    }

    List<Attribute> attributes() {
        return attributes;
    }

    void attributes(List<Attribute> newAttributes) {
        attributes = List.copyOf(newAttributes);
    }

    /** The SELECT's items that the columns come from; empty if there is no SELECT. */
    List<SqlNode> items() {
        return items;
    }

    @Nullable PendingWindow window() {
        return window;
    }

    void window(PendingWindow pending) {
        window = pending;
        windowStart = Trees.WINDOW_START;
        windowEnd = Trees.WINDOW_END;
    }

    @Nullable Expression windowStart() {
        return windowStart;
    }

    @Nullable Expression windowEnd() {
        return windowEnd;
    }

    @Nullable PendingRank rank() {
        return rank;
    }

    void rank(PendingRank newRank) {
        rank = newRank;
    }

    /** Whether rows are still single rows of the input, so that joins, UNNEST and windows may follow. */
    boolean isOfRows() {
        return aggregation == null && topN == null && rank == null;
    }

    boolean isTime(Expression expression) {
        return times.contains(expression);
    }

    List<Expression> times() {
        return times;
    }

    private List<RowOperator> stage() {
        return topN != null ? last : aggregation != null ? after : before;
    }

    void filter(Expression predicate) {
        stage().add(new RowOperator.Filter(predicate));
    }

    void windowFilter(Expression predicate) {
        windowFilters.add(predicate);
    }

    List<Expression> windowFilters() {
        return windowFilters;
    }

    /** Adds an operator that appends columns of these types. */
    void append(RowOperator operator, List<DataType> types) {
        stage().add(operator);
        row = concat(row, types);
    }

    /** Index of the column with the row's time, which is made if there is none. */
    int timeIndex() {
        if (!(times.get(0) instanceof Input)) {
            materialize();
        }
        return ((Input) times.get(0)).index();
    }

    /** Sets what a SELECT gives: its columns and the rank among them. */
    void select(List<Attribute> selected, List<SqlNode> newItems, @Nullable PendingRank newRank) {
        attributes = List.copyOf(selected);
        items = List.copyOf(newItems);
        rank = newRank;
        int size = 0;
        for (Attribute attribute : attributes) {
            size += Trees.size(attribute.value(), 2 * LARGEST_INLINED);
        }
        if (size > LARGEST_INLINED + attributes.size()) {
            materialize();
        }
    }

    /** Computes the columns and all else that is still needed into the row. */
    void materialize() {
        Map<Expression, Integer> columns = new LinkedHashMap<>();
        attributes.forEach(a -> addParts(a.value(), columns));
        times.forEach(t -> addParts(t, columns));
        windowFilters.forEach(f -> addInputs(f, columns));
        PendingWindow pending = window;
        if (pending != null) {
            pending.partition().forEach(p -> addParts(p, columns));
        }
        if (windowStart != null && windowEnd != null) {
            addParts(windowStart, columns);
            addParts(windowEnd, columns);
        }
        PendingRank pendingRank = rank;
        if (pendingRank != null) {
            pendingRank.partition().forEach(p -> addParts(p, columns));
            pendingRank.order().forEach(o -> addParts(o.expression(), columns));
        }
        List<Expression> expressions = List.copyOf(columns.keySet());
        stage().add(new RowOperator.Project(expressions));
        row = expressions.stream().map(Expression::type).toList();
        Function<Expression, @Nullable Expression> replacement = e -> {
            Integer index = columns.get(e);
            return index == null || e == Literals.NULL || e == Literals.ERROR ? null : new Input(index, e.type());
        };
        replaceAll(replacement);
    }

    /** A computed column where the value is of the row alone; else the row's columns that it names. */
    private static void addParts(Expression value, Map<Expression, Integer> columns) {
        if (Trees.isConstant(value)) {
            return;
        }
        if (Trees.anyInput(value, input -> input.index() < 0)) {
            addInputs(value, columns);
        } else {
            columns.putIfAbsent(value, columns.size());
        }
    }

    private static void addInputs(Expression value, Map<Expression, Integer> columns) {
        if (value instanceof Input input) {
            if (input.index() >= 0) {
                columns.putIfAbsent(input, columns.size());
            }
        } else {
            Trees.children(value).forEach(child -> addInputs(child, columns));
        }
    }

    /** Puts each row into the pending window's windows, for a query that does not aggregate them. */
    void assignWindows() {
        PendingWindow pending = window;
        if (pending == null) {
            return;
        }
        int time = timeIndex();
        int start = width();
        append(new RowOperator.AssignWindows(pending.window(), time), List.of(Simple.TIMESTAMP, Simple.TIMESTAMP));
        window = null;
        Input startInput = new Input(start, Simple.TIMESTAMP);
        Input endInput = new Input(start + 1, Simple.TIMESTAMP);
        List<Expression> filters = List.copyOf(windowFilters);
        windowFilters.clear();
        Function<Expression, @Nullable Expression> replacement = replaceWindow(startInput, endInput);
        replaceAll(replacement);
        filters.forEach(f -> filter(Trees.rewrite(f, replacement)));
    }

    static Function<Expression, @Nullable Expression> replaceWindow(Input start, Input end) {
        return e -> e.equals(Trees.WINDOW_START)
                ? start
                : e.equals(Trees.WINDOW_END) ? end : e.equals(Trees.WINDOW_TIME) ? Trees.windowTime(end) : null;
    }

    /** Sets the aggregation; the columns are the caller's to set. */
    void aggregate(Aggregation newAggregation, List<DataType> newRow, @Nullable Input start, @Nullable Input end) {
        aggregation = newAggregation;
        row = List.copyOf(newRow);
        window = null;
        windowFilters.clear();
        windowStart = start;
        windowEnd = end;
        times = List.of();
    }

    /** Sets the top-N; the rank is the row's new last column. */
    void topN(TopN newTopN) {
        topN = newTopN;
        Input ranked = new Input(width(), Simple.BIGINT);
        row = concat(row, List.of(Simple.BIGINT));
        replaceAll(e -> e.equals(Trees.RANK) ? ranked : null);
        List<Expression> filters = rank == null ? List.of() : rank.filters();
        rank = null;
        if (!filters.isEmpty()) {
            filter(Trees.and(filters));
        }
    }

    private void replaceAll(Function<Expression, @Nullable Expression> replacement) {
        attributes = attributes.stream()
                .map(a -> a.with(Trees.rewrite(a.value(), replacement)))
                .toList();
        times = Trees.rewriteAll(times, replacement);
        windowFilters.replaceAll(f -> Trees.rewrite(f, replacement));
        if (windowStart != null && windowEnd != null) {
            windowStart = Trees.rewrite(windowStart, replacement);
            windowEnd = Trees.rewrite(windowEnd, replacement);
        }
        PendingWindow pending = window;
        if (pending != null) {
            window = new PendingWindow(
                    pending.window(),
                    pending.name(),
                    Trees.rewriteAll(pending.partition(), replacement),
                    pending.place());
        }
        PendingRank pendingRank = rank;
        if (pendingRank != null) {
            rank = new PendingRank(
                    Trees.rewriteAll(pendingRank.partition(), replacement),
                    pendingRank.order().stream()
                            .map(o -> new RankOrder(
                                    Trees.rewrite(o.expression(), replacement), o.descending(), o.nullsFirst()))
                            .toList(),
                    Trees.rewriteAll(pendingRank.filters(), replacement),
                    pendingRank.place());
        }
    }

    private static List<DataType> concat(List<DataType> first, List<DataType> second) {
        List<DataType> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }
}
