package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.KEY;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.step.StepsHarness.Schedule;
import io.raudal.model.DataType;
import io.raudal.model.View;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Views on views: row views join the stream's own line, window views are read by their final rows. */
class DependentViewsTest {
    private static final Window SHORT = new Window.Tumble(5_000, 0);
    private static final Window LONG = new Window.Tumble(20_000, 0);

    @Test
    void viewOnWindowView_aggregatesItsFinalRowsByTheirEnds() {
        Aggregation counts =
                TestPlans.aggregation(SHORT, List.of(KEY), List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
        ViewPlan first = TestPlans.view("first", View.Emit.LIVE, counts);
        // Of (k, window_start, window_end, n): the busiest five seconds of each twenty.
        Aggregation most = new Aggregation(
                LONG,
                2,
                List.of(new Expression.Input(0, TestPlans.STRING)),
                List.of(List.of(0)),
                false,
                List.of(
                        aggregate(AggregateFunction.MAX, BIGINT, new Expression.Input(3, BIGINT)),
                        aggregate(
                                AggregateFunction.LAST_VALUE,
                                TestPlans.TIMESTAMP,
                                new Expression.Input(2, TestPlans.TIMESTAMP))));
        ViewPlan second =
                TestPlans.view("second", "first", View.Emit.LIVE, List.of(), most, List.of(), TestPlans.output(most));
        PipelinePlan plan = TestPlans.pipeline(first, second);

        long seed = System.nanoTime();
        List<List<TestEvent>> events = TestEvent.random(new Random(seed), 2, 300, 4, 4_000);
        TreeMap<NaiveView.Place, List<Long>> expected = new TreeMap<>();
        TreeMap<NaiveView.Place, Long> lastEnds = new TreeMap<>();
        NaiveView.group(
                        NaiveView.accepted(events, TestPlans.LATENESS.toMillis() * 1000),
                        SHORT,
                        event -> Arrays.asList(event.key()))
                .forEach((place, some) -> {
                    long start = Math.floorDiv(place.end() - 1, 20_000L) * 20_000;
                    NaiveView.Place outer = new NaiveView.Place(start + 20_000, start, place.groups());
                    expected.computeIfAbsent(outer, any -> new ArrayList<>()).add((long) some.size());
                    lastEnds.merge(outer, place.end() * 1000, Math::max);
                });
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Map.Entry<NaiveView.Place, List<Long>> entry : expected.entrySet()) {
            rows.add(Arrays.asList(
                    entry.getKey().groups().get(0),
                    entry.getKey().start() * 1000,
                    entry.getKey().end() * 1000,
                    entry.getValue().stream().mapToLong(n -> n).max().orElseThrow(),
                    lastEnds.get(entry.getKey())));
        }
        for (Schedule schedule : List.of(Schedule.plain(10_000), new Schedule(seed, 9, true, 0.2, 0.2, false))) {
            StepsHarness harness = new StepsHarness(plan, schedule, 2).run(events);
            assertThat(harness.finals("second"))
                    .as("%s", schedule)
                    .extracting(row -> Arrays.asList(row.values()))
                    .isEqualTo(rows);
            assertThat(harness.stored("second").values()).allMatch(RowChange::isFinal);
            assertThat(harness.ledger().views()).containsExactly("first");
        }
    }

    /** A watermark in the last millisecond of a window is above the time of the row that the window will give. */
    @Test
    void viewOnWindowView_watermarkInAWindowsLastMillisecond_getsItsRow() {
        Aggregation counts =
                TestPlans.aggregation(SHORT, List.of(), List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
        Aggregation sums = new Aggregation(
                LONG,
                1,
                List.of(),
                List.of(List.of()),
                false,
                List.of(aggregate(AggregateFunction.SUM, BIGINT, new Expression.Input(2, BIGINT))));
        PipelinePlan plan = TestPlans.pipeline(
                TestPlans.view("first", View.Emit.FINAL, counts),
                TestPlans.view("second", "first", View.Emit.FINAL, List.of(), sums, List.of(), TestPlans.output(sums)));
        long lateness = TestPlans.LATENESS.toMillis() * 1000;
        List<TestEvent> events = List.of(event(0, 4_000_000), event(1, 4_999_500 + lateness), event(2, 9_000_000));
        StepsHarness harness = new StepsHarness(plan, new Schedule(1, 1, false, 0, 0, false), 1).run(List.of(events));
        assertThat(harness.finals("second"))
                .extracting(row -> Arrays.asList(row.values()))
                .containsExactly(Arrays.asList(0L, 20_000_000L, 3L));
    }

    private static TestEvent event(int position, long micros) {
        return new TestEvent(0, position, "a", 1, micros, null, null, null);
    }

    @Test
    void viewOnRowView_countsTheStreamsEvents() {
        ViewPlan first = TestPlans.view(
                "first",
                "events",
                View.Emit.FINAL,
                List.of(new RowOperator.Project(List.of(KEY, TestPlans.TIME))),
                null,
                List.of(),
                List.of(new Field("key", TestPlans.STRING), new Field("ts", DataType.Simple.TIMESTAMP)));
        Aggregation counts = new Aggregation(
                SHORT,
                1,
                List.of(new Expression.Input(0, TestPlans.STRING)),
                List.of(List.of(0)),
                false,
                List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
        ViewPlan second = TestPlans.view(
                "second", "first", View.Emit.FINAL, List.of(), counts, List.of(), TestPlans.output(counts));
        List<List<TestEvent>> events = TestEvent.random(new Random(3), 1, 300, 4, 0);
        StepsHarness harness = new StepsHarness(TestPlans.pipeline(first, second), Schedule.plain(50), 1).run(events);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        NaiveView.group(events.get(0), SHORT, event -> Arrays.asList(event.key()))
                .forEach((place, some) -> expected.add(Arrays.asList(
                        place.groups().get(0), place.start() * 1000, place.end() * 1000, (long) some.size())));
        assertThat(harness.finals("second"))
                .extracting(row -> Arrays.asList(row.values()))
                .isEqualTo(expected);
        assertThat(harness.ledger().used("second")).isEqualTo(300);
    }
}
