package io.raudal.engine.step;

import io.raudal.engine.RecordFormat;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plans by hand over the stream of {@link TestEvent}s: ts, k, g, v, n, d. */
final class TestPlans {
    static final DataType STRING = DataType.Simple.STRING;
    static final DataType BIGINT = DataType.Simple.BIGINT;
    static final DataType DOUBLE = DataType.Simple.DOUBLE;
    static final DataType DECIMAL = new DataType.Decimal(10, 2);
    static final DataType TIMESTAMP = DataType.Simple.TIMESTAMP;
    static final Expression TIME = new Expression.Input(0, TIMESTAMP);
    static final Expression KEY = new Expression.Input(1, STRING);
    static final Expression GROUP = new Expression.Input(2, DataType.Simple.INT);
    static final Expression NUMBER = new Expression.Input(3, DOUBLE);
    static final Expression WHOLE = new Expression.Input(4, BIGINT);
    static final Expression DECIMALS = new Expression.Input(5, DECIMAL);
    static final Duration TTL = Duration.ofSeconds(40);
    static final Duration LATENESS = Duration.ofSeconds(3);

    private TestPlans() {}

    static Stream stream(Stream.@Nullable Id id) {
        List<Column> columns = List.of(
                Column.of("ts", TIMESTAMP),
                Column.of("k", STRING),
                Column.of("g", DataType.Simple.INT),
                Column.of("v", DOUBLE),
                Column.of("n", BIGINT),
                Column.of("d", DECIMAL));
        Stream.Time time = new Stream.Time("ts", LATENESS, Duration.ofSeconds(10), Duration.ofHours(1));
        return new Stream(
                "events", columns, new Format.Json(), ZoneOffset.UTC, time, null, id, 1, Duration.ofDays(1), List.of());
    }

    static PipelinePlan pipeline(ViewPlan... views) {
        return pipeline(stream(null), views);
    }

    static PipelinePlan pipeline(Stream stream, ViewPlan... views) {
        StreamPlan plan = new StreamPlan(stream, List.of(0, 1, 2, 3, 4, 5), Map.of());
        return new PipelinePlan("test", List.of(plan), List.of(), List.of(views));
    }

    static PipelineSteps steps(PipelinePlan plan) {
        StreamPlan stream = plan.streams().get(0);
        RecordFormat format = RecordFormats.of(
                stream.stream().columns(), stream.used(), stream.stream().format(), ZoneOffset.UTC);
        return new PipelineSteps(plan, Map.of(stream.name(), format), name -> {
            throw new IllegalArgumentException(name);
        });
    }

    static Aggregate aggregate(AggregateFunction function, DataType type, Expression... arguments) {
        return new Aggregate(function, List.of(arguments), false, null, type);
    }

    static Aggregate distinct(AggregateFunction function, DataType type, Expression... arguments) {
        return new Aggregate(function, List.of(arguments), true, null, type);
    }

    static Aggregation aggregation(@Nullable Window window, List<Expression> groups, List<Aggregate> aggregates) {
        List<Integer> all = IntStream.range(0, groups.size()).boxed().toList();
        return new Aggregation(window, 0, groups, List.of(all), false, aggregates);
    }

    /** A view that gives the aggregation's row as it is. */
    static ViewPlan view(String name, View.Emit emit, Aggregation aggregation) {
        return view(name, "events", emit, List.of(), aggregation, List.of(), output(aggregation));
    }

    static ViewPlan view(
            String name,
            String input,
            View.Emit emit,
            List<RowOperator> before,
            @Nullable Aggregation aggregation,
            List<RowOperator> after,
            List<Field> output) {
        return view(name, input, emit, before, aggregation, after, null, List.of(), output);
    }

    static ViewPlan view(
            String name,
            String input,
            View.Emit emit,
            List<RowOperator> before,
            @Nullable Aggregation aggregation,
            List<RowOperator> after,
            @Nullable TopN topN,
            List<RowOperator> last,
            List<Field> output) {
        View.State state = new View.State(TTL, 1000);
        List<String> names = output.stream().map(Field::name).toList();
        return new ViewPlan(
                new View(name, "", emit, null, aggregation != null && aggregation.window() == null ? state : null),
                input,
                0,
                before,
                aggregation,
                after,
                topN,
                last,
                output,
                index(names, "window_start"),
                index(names, "window_end"));
    }

    private static OptionalInt index(List<String> names, String name) {
        return names.contains(name) ? OptionalInt.of(names.indexOf(name)) : OptionalInt.empty();
    }

    static List<Field> output(Aggregation aggregation) {
        List<Field> output = new ArrayList<>();
        for (Expression group : aggregation.groups()) {
            output.add(new Field("group" + output.size(), group.type()));
        }
        if (aggregation.window() != null) {
            output.add(new Field("window_start", TIMESTAMP));
            output.add(new Field("window_end", TIMESTAMP));
        }
        for (Aggregate aggregate : aggregation.aggregates()) {
            output.add(new Field("value" + output.size(), aggregate.type()));
        }
        if (aggregation.groupingNumber()) {
            output.add(new Field("grouping", BIGINT));
        }
        return output;
    }
}
