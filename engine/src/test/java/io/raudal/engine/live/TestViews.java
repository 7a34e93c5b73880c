package io.raudal.engine.live;

import io.raudal.engine.run.Plans;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import io.raudal.model.Table;
import io.raudal.model.View;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Views of every kind over {@code readings}. */
final class TestViews {
    private TestViews() {}

    static ViewPlan tumbling() {
        return Plans.windows();
    }

    static ViewPlan wide() {
        return Plans.windows(View.Emit.FINAL, new Window.Tumble(20_000, 0));
    }

    /** How many readings there are by device and window, whatever their temperature. */
    static ViewPlan counts() {
        ViewPlan windows = named("counts", Plans.windows());
        Aggregation all = Objects.requireNonNull(windows.aggregation());
        return new ViewPlan(
                windows.view(),
                windows.input(),
                windows.inputTime(),
                windows.before(),
                new Aggregation(
                        all.window(),
                        all.time(),
                        all.groups(),
                        all.groupingSets(),
                        all.groupingNumber(),
                        all.aggregates().subList(0, 1)),
                windows.after(),
                windows.topN(),
                windows.last(),
                windows.output().subList(0, 4),
                windows.windowStart(),
                windows.windowEnd());
    }

    static ViewPlan hopping() {
        return named("hopping", Plans.windows(View.Emit.LIVE, new Window.Hop(20_000, 5_000, 0)));
    }

    static ViewPlan cumulating() {
        return named("cumulating", Plans.windows(View.Emit.FINAL, new Window.Cumulate(60_000, 10_000, 0)));
    }

    static ViewPlan sessions() {
        return named("sessions", Plans.windows(View.Emit.LIVE, new Window.Session(1_500)));
    }

    /** Rows of one over the temperature, which fails for zero. */
    static ViewPlan failingRows() {
        Expression temperature = new Expression.Input(2, DataType.Simple.DOUBLE);
        Expression whole = new Expression.Cast(temperature, DataType.Simple.BIGINT, false);
        Expression one = new Expression.Literal(1L, DataType.Simple.BIGINT);
        Expression ratio = new Expression.Call(Function.DIVIDE, List.of(one, whole), DataType.Simple.BIGINT);
        ViewPlan rows = Plans.rows();
        return new ViewPlan(
                new View("failing", "", View.Emit.LIVE, null, null),
                rows.input(),
                rows.inputTime(),
                List.of(new RowOperator.Project(List.of(ratio))),
                null,
                List.of(),
                null,
                List.of(),
                List.of(new Field("ratio", DataType.Simple.BIGINT)),
                rows.windowStart(),
                rows.windowEnd());
    }

    /** How many temperatures a device had in a window, counted and estimated, and a percentile of them. */
    static ViewPlan sketches() {
        Expression temperature = new Expression.Input(2, DataType.Simple.DOUBLE);
        Expression share = new Expression.Literal(0.9, DataType.Simple.DOUBLE);
        return aggregating(
                "sketches",
                List.of(),
                new Expression.Input(0, DataType.Simple.STRING),
                List.of(
                        new Aggregate(
                                AggregateFunction.COUNT, List.of(temperature), true, null, DataType.Simple.BIGINT),
                        new Aggregate(
                                AggregateFunction.APPROX_COUNT_DISTINCT,
                                List.of(temperature),
                                false,
                                null,
                                DataType.Simple.BIGINT),
                        new Aggregate(
                                AggregateFunction.APPROX_PERCENTILE,
                                List.of(temperature, share),
                                false,
                                null,
                                DataType.Simple.DOUBLE)));
    }

    /** The table that {@link #joined} joins with: the place of every other device. */
    static Table places() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int device = 0; device < 20; device += 2) {
            rows.add(Map.of("id", "dev-" + device, "place", "place-" + device % 3));
        }
        return new Table(
                "places",
                List.of(Column.of("id", DataType.Simple.STRING), Column.of("place", DataType.Simple.STRING)),
                null,
                new Format.Json(),
                rows);
    }

    /** Count and sum by the place that {@link #places} has for a device. */
    static ViewPlan joined() {
        return aggregating(
                "joined",
                List.of(new RowOperator.Join(
                        "places", List.of(new Expression.Input(0, DataType.Simple.STRING)), List.of(0), null, true)),
                new Expression.Input(4, DataType.Simple.STRING),
                List.of(
                        new Aggregate(AggregateFunction.COUNT, List.of(), false, null, DataType.Simple.BIGINT),
                        new Aggregate(
                                AggregateFunction.SUM,
                                List.of(new Expression.Input(2, DataType.Simple.DOUBLE)),
                                false,
                                null,
                                DataType.Simple.DOUBLE)));
    }

    /** The three devices of each window that had the highest temperatures. */
    static ViewPlan top() {
        ViewPlan windows = named("hottest", Plans.windows());
        List<Field> output = new ArrayList<>(windows.output());
        int highest = output.size() - 1;
        output.add(new Field("place", DataType.Simple.BIGINT));
        return new ViewPlan(
                windows.view(),
                windows.input(),
                windows.inputTime(),
                windows.before(),
                windows.aggregation(),
                windows.after(),
                new TopN(1, 2, List.of(), List.of(new TopN.Order(highest, true, false)), 3),
                windows.last(),
                output,
                windows.windowStart(),
                windows.windowEnd());
    }

    /** By a group and ten seconds. */
    private static ViewPlan aggregating(
            String name, List<RowOperator> before, Expression group, List<Aggregate> aggregates) {
        ViewPlan windows = named(name, Plans.windows());
        Aggregation all = Objects.requireNonNull(windows.aggregation());
        List<Field> output = new ArrayList<>(windows.output().subList(0, 3));
        for (int i = 0; i < aggregates.size(); i++) {
            output.add(new Field("a" + i, aggregates.get(i).type()));
        }
        return new ViewPlan(
                windows.view(),
                windows.input(),
                windows.inputTime(),
                before,
                new Aggregation(
                        all.window(), all.time(), List.of(group), all.groupingSets(), all.groupingNumber(), aggregates),
                windows.after(),
                windows.topN(),
                windows.last(),
                output,
                windows.windowStart(),
                windows.windowEnd());
    }

    static List<ViewPlan> all() {
        return List.of(tumbling(), Plans.rows(), hopping(), cumulating(), sessions(), Plans.totals(), Plans.rollup());
    }

    static ViewPlan named(String name, ViewPlan view) {
        View old = view.view();
        return new ViewPlan(
                new View(name, old.sql(), old.emit(), old.retention(), old.state()),
                view.input(),
                view.inputTime(),
                view.before(),
                view.aggregation(),
                view.after(),
                view.topN(),
                view.last(),
                view.output(),
                view.windowStart(),
                view.windowEnd());
    }

    static ViewPlan retained(ViewPlan view, Duration retention) {
        View old = view.view();
        ViewPlan kept = named(old.name(), view);
        return new ViewPlan(
                new View(old.name(), old.sql(), old.emit(), retention, old.state()),
                kept.input(),
                kept.inputTime(),
                kept.before(),
                kept.aggregation(),
                kept.after(),
                kept.topN(),
                kept.last(),
                kept.output(),
                kept.windowStart(),
                kept.windowEnd());
    }

    static PipelinePlan plan(Duration lateness, int partitions, List<ViewPlan> views) {
        return Plans.of(new Format.Json(), lateness, partitions, views.toArray(ViewPlan[]::new));
    }
}
