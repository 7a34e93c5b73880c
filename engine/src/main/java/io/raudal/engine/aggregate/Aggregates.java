package io.raudal.engine.aggregate;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyCodec;
import io.raudal.engine.key.StateReader;
import io.raudal.model.DataType;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of one view, ready to run: which expressions they read, the accumulators that they share, and the value of each. The
 * six functions of an aggregate (create, accumulate, merge, result, write, read) over {@link StateRows}. Belongs to one thread.
 */
public final class Aggregates {
    /** What an accumulator is known by: two of the same kind, argument and filter are one. */
    private record Identity(String kind, int argument, int filter) {}

    private final List<Expression> arguments = new ArrayList<>();
    private final List<Expression> filters = new ArrayList<>();
    private final Map<Identity, Accumulator> byIdentity = new LinkedHashMap<>();
    /** By filter from -1: the accumulators of the rows that pass it. */
    private final Accumulator[][] byFilter;

    private final Accumulator[] accumulators;
    private final Accumulator[] withObjects;
    private final Finisher[] finishers;
    private final DataType[] types;
    private final @Nullable Extreme firstTime;
    private final @Nullable Extreme lastTime;
    private final long[] initial;
    private int longs = StateRows.HEADER;
    private int objects;
    private int[] passingEvents = new int[0];
    private int[] passingRows = new int[0];

    /** @param withTimes whether the first and last event time of each group are kept, for sessions */
    public Aggregates(List<Aggregate> aggregates, boolean withTimes) {
        firstTime = withTimes ? extreme(Extreme.TIME, -1, false) : null;
        lastTime = withTimes ? extreme(Extreme.TIME, -1, true) : null;
        finishers = aggregates.stream().map(this::compile).toArray(Finisher[]::new);
        types = aggregates.stream().map(Aggregate::type).toArray(DataType[]::new);
        accumulators = byIdentity.values().toArray(new Accumulator[0]);
        withObjects = Arrays.stream(accumulators).filter(a -> a.objects() > 0).toArray(Accumulator[]::new);
        byFilter = new Accumulator[filters.size() + 1][];
        for (int filter = -1; filter < filters.size(); filter++) {
            int wanted = filter;
            byFilter[filter + 1] = byIdentity.entrySet().stream()
                    .filter(entry -> entry.getKey().filter() == wanted)
                    .map(Map.Entry::getValue)
                    .toArray(Accumulator[]::new);
        }
        initial = new long[longs];
        for (Accumulator accumulator : accumulators) {
            accumulator.initial(initial);
        }
    }

    /** Expressions over the input row that {@link AggregateInput#arguments} must have the values of. */
    public List<Expression> arguments() {
        return arguments;
    }

    /** Conditions over the input row that {@link AggregateInput#filters} must have the values of. */
    public List<Expression> filters() {
        return filters;
    }

    public int size() {
        return finishers.length;
    }

    public DataType type(int aggregate) {
        return types[aggregate];
    }

    public StateRows newRows() {
        return new StateRows(initial, objects);
    }

    /** Adds the rows {@code events[0, count)} of the batch, each to the state at {@code rows[i]}, in order. */
    public void add(AggregateInput in, StateRows into, int[] events, int[] rows, int count) {
        for (Accumulator accumulator : byFilter[0]) {
            accumulator.add(in, into, events, rows, count);
        }
        for (int filter = 0; filter < filters.size(); filter++) {
            int passing = pass(in, filter, events, rows, count);
            for (Accumulator accumulator : byFilter[filter + 1]) {
                accumulator.add(in, into, passingEvents, passingRows, passing);
            }
        }
    }

    private int pass(AggregateInput in, int filter, int[] events, int[] rows, int count) {
        if (passingEvents.length < count) {
            passingEvents = new int[events.length];
            passingRows = new int[events.length];
        }
        var condition = in.filters[filter];
        int passing = 0;
        for (int i = 0; i < count; i++) {
            if (!condition.isNull(events[i]) && condition.values[events[i]] != 0) {
                passingEvents[passing] = events[i];
                passingRows[passing++] = rows[i];
            }
        }
        return passing;
    }

    /** Adds a state behind another one. */
    public void merge(StateRows from, int fromRow, StateRows into, int intoRow) {
        for (Accumulator accumulator : accumulators) {
            accumulator.merge(from, fromRow, into, intoRow);
        }
    }

    /** Copies a state into a row over nothing; the longs as they are, objects so that they are not shared. */
    public void copy(StateRows from, int fromRow, StateRows into, int intoRow) {
        System.arraycopy(
                from.page(fromRow),
                from.at(fromRow) + StateRows.HEADER,
                into.page(intoRow),
                into.at(intoRow) + StateRows.HEADER,
                longs - StateRows.HEADER);
        for (Accumulator accumulator : withObjects) {
            // Only the object is merged: the longs are there already, and merging them again is what must not happen.
            if (accumulator.longs() == 0) {
                accumulator.merge(from, fromRow, into, intoRow);
            } else {
                into.setObject(intoRow, accumulator.objectAt, from.getObject(fromRow, accumulator.objectAt));
            }
        }
    }

    /** Writes the value of an aggregate. */
    public void finish(int aggregate, StateRows rows, int row, io.raudal.engine.Vector out, int outRow) {
        finishers[aggregate].finish(rows, row, out, outRow);
    }

    /** Event time in microseconds of the first event of a group. */
    public long firstTime(StateRows rows, int row) {
        return rows.get(row, java.util.Objects.requireNonNull(firstTime).at);
    }

    /** Event time in microseconds of the last event of a group. */
    public long lastTime(StateRows rows, int row) {
        return rows.get(row, java.util.Objects.requireNonNull(lastTime).at);
    }

    /** Writes a row's state, but for its header. */
    public void write(StateRows rows, int row, KeyBytes out) {
        long[] page = rows.page(row);
        int at = rows.at(row);
        for (int i = StateRows.HEADER; i < longs; i++) {
            out.putLong(page[at + i]);
        }
        for (Accumulator accumulator : withObjects) {
            Object object = rows.getObject(row, accumulator.objectAt);
            out.putByte(object == null ? 0 : 1);
            if (object != null) {
                accumulator.write(object, out);
            }
        }
    }

    /** Reads what {@link #write} wrote into a row over nothing. */
    public void read(StateReader in, StateRows rows, int row) {
        long[] page = rows.page(row);
        int at = rows.at(row);
        for (int i = StateRows.HEADER; i < longs; i++) {
            page[at + i] = in.nextLong();
        }
        for (Accumulator accumulator : withObjects) {
            if (in.nextByte() != 0) {
                rows.setObject(row, accumulator.objectAt, accumulator.read(in));
            }
        }
    }

    private Finisher compile(Aggregate aggregate) {
        int filter = aggregate.filter() == null ? -1 : index(filters, aggregate.filter());
        AggregateFunction function = aggregate.function();
        if (aggregate.arguments().isEmpty()) {
            return Finishers.count(count(-1, filter));
        }
        if (aggregate.distinct()) {
            return distinct(aggregate, filter);
        }
        Expression expression = aggregate.arguments().get(0);
        DataType type = expression.type();
        return switch (function) {
            case COUNT -> Finishers.count(count(index(arguments, expression), filter));
            case SUM, AVG -> sumOrMean(aggregate, filter);
            case MIN, MAX -> extreme(expression, filter, function == AggregateFunction.MAX);
            case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> {
                int argument = index(arguments, expression);
                yield Finishers.deviation(
                        function,
                        doubleSum(argument, filter),
                        accumulator("squares", argument, filter, place -> new SquareSum(place, argument)),
                        count(argument, filter));
            }
            case FIRST_VALUE, LAST_VALUE -> {
                int argument = index(arguments, expression);
                boolean last = function == AggregateFunction.LAST_VALUE;
                FirstLast value = accumulator(
                        last ? "last" : "first",
                        argument,
                        filter,
                        place -> new FirstLast(place, argument, last, isNumber(type) ? null : new ObjectForm(type)));
                yield Finishers.firstLast(value, count(argument, filter));
            }
            case APPROX_COUNT_DISTINCT -> {
                int argument = index(arguments, expression);
                yield Finishers.approximateCount(accumulator(
                        "hll",
                        argument,
                        filter,
                        place -> new DistinctSketch(place, argument, new KeyCodec(List.of(type), true))));
            }
            case APPROX_PERCENTILE -> {
                int argument = index(arguments, expression);
                Object share = ((Expression.Literal) aggregate.arguments().get(1)).value();
                yield Finishers.quantile(
                        accumulator("ddsketch", argument, filter, place -> new QuantileSketch(place, argument)),
                        ((Number) java.util.Objects.requireNonNull(share)).doubleValue());
            }
        };
    }

    private Finisher distinct(Aggregate aggregate, int filter) {
        // The share of a percentile is a constant, not a part of what counts once.
        Expression value = aggregate.arguments().get(0);
        int argument = index(arguments, value);
        Distinct distinct = accumulator(
                "distinct",
                argument,
                filter,
                place -> new Distinct(place, argument, new KeyCodec(List.of(value.type()), true)));
        if (aggregate.function() == AggregateFunction.COUNT) {
            return Finishers.distinctCount(distinct);
        }
        List<Expression> plainArguments = new ArrayList<>(aggregate.arguments());
        plainArguments.set(0, new Expression.Input(0, value.type()));
        Aggregate plain = new Aggregate(aggregate.function(), plainArguments, false, null, aggregate.type());
        return Finishers.overDistinct(distinct, value.type(), new Aggregates(List.of(plain), false));
    }

    private Finisher sumOrMean(Aggregate aggregate, int filter) {
        boolean mean = aggregate.function() == AggregateFunction.AVG;
        Expression expression = aggregate.arguments().get(0);
        int argument = index(arguments, expression);
        Count count = count(argument, filter);
        if (expression.type() == DataType.Simple.DOUBLE) {
            DoubleSum sum = doubleSum(argument, filter);
            return mean ? Finishers.doubleMean(sum, count) : Finishers.doubleSum(sum, count);
        }
        if (expression.type() instanceof DataType.Decimal) {
            DecimalSum sum = accumulator("sum", argument, filter, place -> new DecimalSum(place, argument));
            return mean
                    ? Finishers.decimalMean(sum, count, aggregate.type())
                    : Finishers.decimalSum(sum, aggregate.type());
        }
        LongSum sum = accumulator("sum", argument, filter, place -> new LongSum(place, argument));
        return mean ? Finishers.longMean(sum, count) : Finishers.longSum(sum, count, aggregate.type());
    }

    private Finisher extreme(Expression expression, int filter, boolean max) {
        int argument = index(arguments, expression);
        Count count = count(argument, filter);
        if (isNumber(expression.type())) {
            return Finishers.extreme(extreme(argument, filter, max), count);
        }
        ObjectForm form = new ObjectForm(expression.type());
        ObjectExtreme value = accumulator(
                max ? "max" : "min", argument, filter, place -> new ObjectExtreme(place, argument, max, form));
        return Finishers.object(value, form, count);
    }

    private Count count(int argument, int filter) {
        return accumulator("count", argument, filter, place -> new Count(place, argument));
    }

    private Extreme extreme(int argument, int filter, boolean max) {
        return accumulator(max ? "max" : "min", argument, filter, place -> new Extreme(place, argument, max));
    }

    private DoubleSum doubleSum(int argument, int filter) {
        return accumulator("sum", argument, filter, place -> new DoubleSum(place, argument));
    }

    @SuppressWarnings("unchecked")
    private <A extends Accumulator> A accumulator(
            String kind, int of, int filter, Function<Accumulator.Place, A> create) {
        Identity identity = new Identity(kind, of, filter);
        Accumulator known = byIdentity.get(identity);
        if (known == null) {
            known = create.apply(new Accumulator.Place(longs, objects));
            longs += known.longs();
            objects += known.objects();
            byIdentity.put(identity, known);
        }
        return (A) known;
    }

    private static boolean isNumber(DataType type) {
        return !(io.raudal.engine.Vector.of(type) instanceof io.raudal.engine.Vector.Texts
                || io.raudal.engine.Vector.of(type) instanceof io.raudal.engine.Vector.Values);
    }

    private static int index(List<Expression> expressions, Expression expression) {
        int known = expressions.indexOf(expression);
        if (known < 0) {
            expressions.add(expression);
            return expressions.size() - 1;
        }
        return known;
    }
}
