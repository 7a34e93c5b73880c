package io.raudal.engine.run;

import io.raudal.model.Column;
import io.raudal.model.DataType.Simple;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Expression.Input;
import io.raudal.plan.Field;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Plans that tests of hosts run, over {@code readings(device STRING, ts TIMESTAMP, temperature DOUBLE)}. */
public final class Plans {
    public static final String WINDOWS = "windows";
    public static final String ROWS = "rows";
    public static final String TOTALS = "totals";
    public static final String ROLLUP = "rollup";

    private static final Input DEVICE = new Input(0, Simple.STRING);
    private static final Input TIME = new Input(1, Simple.TIMESTAMP);
    private static final Input TEMPERATURE = new Input(2, Simple.DOUBLE);

    private Plans() {}

    public static PipelinePlan of(ViewPlan... views) {
        return of(new Format.Json(), Duration.ofSeconds(5), 1, views);
    }

    public static PipelinePlan of(Format format, Duration lateness, int partitions, ViewPlan... views) {
        return of("readings", format, lateness, partitions, views);
    }

    /** A stream of another name, without views. */
    public static PipelinePlan named(String stream, Format format) {
        return of(stream, format, Duration.ofSeconds(5), 1);
    }

    private static PipelinePlan of(String name, Format format, Duration lateness, int partitions, ViewPlan... views) {
        List<Column> columns = List.of(
                Column.of("device", Simple.STRING),
                Column.of("ts", Simple.TIMESTAMP),
                Column.of("temperature", Simple.DOUBLE));
        Stream stream = new Stream(
                name,
                columns,
                format,
                ZoneOffset.UTC,
                new Stream.Time("ts", lateness, Duration.ofSeconds(10), Duration.ofHours(1)),
                "device",
                null,
                partitions,
                Duration.ofDays(7),
                List.of());
        return new PipelinePlan(
                "plant", List.of(new StreamPlan(stream, List.of(0, 1, 2), Map.of())), List.of(), List.of(views));
    }

    /** Count, sum, mean and extremes per device and window of ten seconds. */
    public static ViewPlan windows() {
        return windows(View.Emit.LIVE, new Window.Tumble(10_000, 0));
    }

    public static ViewPlan windows(View.Emit emit, Window window) {
        return aggregation(
                WINDOWS, "readings", 1, emit, null, window, List.of(DEVICE), List.of("device"), aggregates());
    }

    /** The readings above zero, as they come. */
    public static ViewPlan rows() {
        Expression positive = new Expression.Call(
                Function.GREATER, List.of(TEMPERATURE, new Expression.Literal(0.0, Simple.DOUBLE)), Simple.BOOLEAN);
        return new ViewPlan(
                view(ROWS, View.Emit.LIVE, null),
                "readings",
                1,
                List.of(new RowOperator.Filter(positive), new RowOperator.Project(List.of(TIME, DEVICE, TEMPERATURE))),
                null,
                List.of(),
                null,
                List.of(),
                List.of(
                        new Field("ts", Simple.TIMESTAMP),
                        new Field("device", Simple.STRING),
                        new Field("temperature", Simple.DOUBLE)),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** Without a window: count, sum, mean and extremes per device. */
    public static ViewPlan totals() {
        return aggregation(
                TOTALS,
                "readings",
                1,
                View.Emit.LIVE,
                new View.State(Duration.ofDays(1000), 1000),
                null,
                List.of(DEVICE),
                List.of("device"),
                aggregates());
    }

    /** Over the rows of {@link #windows()}: how many devices and the sum of their counts, per minute. */
    public static ViewPlan rollup() {
        return aggregation(
                ROLLUP,
                WINDOWS,
                2,
                View.Emit.LIVE,
                null,
                new Window.Tumble(60_000, 0),
                List.of(),
                List.of(),
                List.of(
                        new Aggregate(AggregateFunction.COUNT, List.of(), false, null, Simple.BIGINT),
                        new Aggregate(
                                AggregateFunction.SUM,
                                List.of(new Input(3, Simple.BIGINT)),
                                false,
                                null,
                                Simple.BIGINT)));
    }

    /** {@link #windows()} with one over the count less one selected, which fails for windows of one reading. */
    public static ViewPlan failing() {
        ViewPlan windows = windows();
        Expression count = new Input(3, Simple.BIGINT);
        Expression one = new Expression.Literal(1L, Simple.BIGINT);
        Expression less = new Expression.Call(Function.SUBTRACT, List.of(count, one), Simple.BIGINT);
        Expression ratio = new Expression.Call(Function.DIVIDE, List.of(one, less), Simple.BIGINT);
        return new ViewPlan(
                windows.view(),
                windows.input(),
                windows.inputTime(),
                windows.before(),
                windows.aggregation(),
                List.of(new RowOperator.Project(
                        List.of(DEVICE, new Input(1, Simple.TIMESTAMP), new Input(2, Simple.TIMESTAMP), ratio))),
                null,
                List.of(),
                List.of(
                        new Field("device", Simple.STRING),
                        new Field("window_start", Simple.TIMESTAMP),
                        new Field("window_end", Simple.TIMESTAMP),
                        new Field("ratio", Simple.BIGINT)),
                windows.windowStart(),
                windows.windowEnd());
    }

    private static List<Aggregate> aggregates() {
        return List.of(
                new Aggregate(AggregateFunction.COUNT, List.of(), false, null, Simple.BIGINT),
                new Aggregate(AggregateFunction.SUM, List.of(TEMPERATURE), false, null, Simple.DOUBLE),
                new Aggregate(AggregateFunction.AVG, List.of(TEMPERATURE), false, null, Simple.DOUBLE),
                new Aggregate(AggregateFunction.MIN, List.of(TEMPERATURE), false, null, Simple.DOUBLE),
                new Aggregate(AggregateFunction.MAX, List.of(TEMPERATURE), false, null, Simple.DOUBLE));
    }

    private static ViewPlan aggregation(
            String name,
            String input,
            int time,
            View.Emit emit,
            View.@Nullable State state,
            @Nullable Window window,
            List<Expression> groups,
            List<String> groupNames,
            List<Aggregate> aggregates) {
        List<Field> output = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            output.add(new Field(groupNames.get(i), groups.get(i).type()));
        }
        OptionalInt start = OptionalInt.empty();
        OptionalInt end = OptionalInt.empty();
        if (window != null) {
            start = OptionalInt.of(output.size());
            output.add(new Field("window_start", Simple.TIMESTAMP));
            end = OptionalInt.of(output.size());
            output.add(new Field("window_end", Simple.TIMESTAMP));
        }
        for (int i = 0; i < aggregates.size(); i++) {
            output.add(new Field("a" + i, aggregates.get(i).type()));
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            all.add(i);
        }
        return new ViewPlan(
                view(name, emit, state),
                input,
                time,
                List.of(),
                new Aggregation(window, time, groups, List.of(all), false, aggregates),
                List.of(),
                null,
                List.of(),
                output,
                start,
                end);
    }

    private static View view(String name, View.Emit emit, View.@Nullable State state) {
        return new View(name, "", emit, null, state);
    }
}
