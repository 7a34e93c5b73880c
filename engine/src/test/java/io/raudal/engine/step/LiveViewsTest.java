package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.KEY;
import static io.raudal.engine.step.TestPlans.NUMBER;
import static io.raudal.engine.step.TestPlans.STRING;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.step.NaiveView.Place;
import io.raudal.engine.step.StepsHarness.Schedule;
import io.raudal.model.DataType;
import io.raudal.model.View;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.Function;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.TopN;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Open rows: behind every tick a store that takes the changes has exactly the rows of the events so far, whatever merged, turned false or
 * lost its rank; and at the end none but final ones.
 */
class LiveViewsTest {
    private static final int RANKS = 2;

    static Stream<@Nullable Window> windows() {
        return Stream.of(
                new Window.Tumble(10_000, 0),
                new Window.Hop(20_000, 5_000, 1_000),
                new Window.Hop(40_000, 1_000, 0),
                new Window.Cumulate(30_000, 5_000, 0),
                new Window.Cumulate(30_000, 5_000, -17_000),
                new Window.Session(2_500),
                null);
    }

    private static Aggregation aggregation(@Nullable Window window) {
        return TestPlans.aggregation(
                window,
                List.of(KEY),
                List.of(
                        aggregate(AggregateFunction.COUNT, BIGINT),
                        aggregate(AggregateFunction.SUM, TestPlans.DOUBLE, NUMBER)));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void openRows_afterEachTick_areThoseOfTheEventsSoFar(@Nullable Window window) {
        check(
                TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, aggregation(window))),
                window,
                events -> rows(events, window));
    }

    /** HAVING MIN over a count that grows and a sum that comes and goes: rows turn true and false. */
    @ParameterizedTest
    @MethodSource("windows")
    void openRows_having_comeAndGo(@Nullable Window window) {
        Aggregation aggregation = aggregation(window);
        int sum = window == null ? 2 : 4;
        Expression small = new Expression.Call(
                Function.LESS,
                List.of(new Expression.Input(sum, TestPlans.DOUBLE), new Expression.Literal(100.0, TestPlans.DOUBLE)),
                DataType.Simple.BOOLEAN);
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view(
                "view",
                "events",
                View.Emit.LIVE,
                List.of(),
                aggregation,
                List.of(new RowOperator.Filter(small)),
                TestPlans.output(aggregation)));
        check(plan, window, events -> {
            List<List<@Nullable Object>> rows = rows(events, window);
            rows.removeIf(row -> {
                Double value = (Double) row.get(sum);
                return value == null || value >= 100.0;
            });
            return rows;
        });
    }

    @ParameterizedTest
    @MethodSource("windows")
    void openRows_topN_haveTheirRanks(@Nullable Window window) {
        if (window == null) {
            return;
        }
        Aggregation aggregation = aggregation(window);
        TopN topN = new TopN(1, 2, List.of(), List.of(new TopN.Order(4, true, false)), RANKS);
        List<Field> output = new ArrayList<>(TestPlans.output(aggregation));
        output.add(new Field("rank", BIGINT));
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view(
                "view", "events", View.Emit.LIVE, List.of(), aggregation, List.of(), topN, List.of(), output));
        check(plan, window, events -> {
            Map<List<@Nullable Object>, List<List<@Nullable Object>>> byWindow = new LinkedHashMap<>();
            for (List<@Nullable Object> row : rows(events, window)) {
                byWindow.computeIfAbsent(row.subList(1, 3), any -> new ArrayList<>())
                        .add(row);
            }
            List<List<@Nullable Object>> ranked = new ArrayList<>();
            Comparator<List<@Nullable Object>> order =
                    Comparator.comparing(row -> (Double) row.get(4), Comparator.nullsLast(Comparator.reverseOrder()));
            byWindow.values().forEach(rows -> {
                // Rows come ordered by key, and the sort is stable: ties are in the order of keys.
                rows.sort(order);
                for (int rank = 0; rank < Math.min(RANKS, rows.size()); rank++) {
                    List<@Nullable Object> row = new ArrayList<>(rows.get(rank));
                    row.add(rank + 1L);
                    ranked.add(row);
                }
            });
            return ranked;
        });
    }

    /** The first rows of a window without aggregation: the greatest numbers. */
    @ParameterizedTest
    @MethodSource("windows")
    void openRows_topNOfEvents_haveTheirRanks(@Nullable Window window) {
        if (window == null || window instanceof Window.Session) {
            return;
        }
        List<RowOperator> before = List.of(
                new RowOperator.AssignWindows(window, 0),
                new RowOperator.Project(List.of(
                        KEY,
                        new Expression.Input(6, TestPlans.TIMESTAMP),
                        new Expression.Input(7, TestPlans.TIMESTAMP),
                        NUMBER)));
        TopN topN = new TopN(1, 2, List.of(), List.of(new TopN.Order(3, true, false)), RANKS);
        List<Field> output = List.of(
                new Field("k", STRING),
                new Field("window_start", TestPlans.TIMESTAMP),
                new Field("window_end", TestPlans.TIMESTAMP),
                new Field("v", TestPlans.DOUBLE),
                new Field("rank", BIGINT));
        PipelinePlan plan = TestPlans.pipeline(
                TestPlans.view("view", "events", View.Emit.LIVE, before, null, List.of(), topN, List.of(), output));
        check(plan, window, events -> {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            Comparator<TestEvent> order = Comparator.comparing(
                            TestEvent::number, Comparator.nullsLast(Comparator.reverseOrder()))
                    .thenComparingInt(TestEvent::partition)
                    .thenComparingInt(TestEvent::position);
            NaiveView.group(events, window, event -> List.of()).forEach((place, some) -> {
                List<TestEvent> first = some.stream().sorted(order).limit(RANKS).toList();
                for (int rank = 0; rank < first.size(); rank++) {
                    TestEvent event = first.get(rank);
                    rows.add(Arrays.asList(
                            event.key(), place.start() * 1000, place.end() * 1000, event.number(), rank + 1L));
                }
            });
            return rows;
        });
    }

    private static List<List<@Nullable Object>> rows(List<TestEvent> events, @Nullable Window window) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        TreeMap<Place, List<TestEvent>> groups = NaiveView.group(events, window, event -> Arrays.asList(event.key()));
        groups.forEach((place, some) -> {
            List<@Nullable Object> row = new ArrayList<>(place.groups());
            if (window != null) {
                row.add(place.start() * 1000);
                row.add(place.end() * 1000);
            }
            row.add((long) some.size());
            row.add(NaiveView.sum(NaiveView.numbers(some)));
            rows.add(row);
        });
        return rows;
    }

    private interface Expected {
        List<List<@Nullable Object>> of(List<TestEvent> events);
    }

    private static void check(PipelinePlan plan, @Nullable Window window, Expected expected) {
        long seed = System.nanoTime();
        List<List<TestEvent>> events = TestEvent.random(new Random(seed), 2, 250, 4, 4_000);
        for (Schedule schedule :
                List.of(new Schedule(seed, 20, false, 0, 0.3, false), new Schedule(seed, 9, true, 0.1, 0.3, true))) {
            StepsHarness harness = new StepsHarness(plan, schedule, 2);
            harness.onTick = counts -> {
                List<List<TestEvent>> soFar = new ArrayList<>();
                for (int partition = 0; partition < counts.length; partition++) {
                    soFar.add(events.get(partition).subList(0, counts[partition]));
                }
                assertThat(values(harness))
                        .as("%s at %s", schedule, Arrays.toString(counts))
                        .containsExactlyInAnyOrderElementsOf(expected.of(accepted(soFar)));
            };
            harness.run(events);
            assertThat(values(harness)).as("%s", schedule).isEqualTo(expected.of(accepted(events)));
            if (window != null) {
                assertThat(harness.stored("view").values()).allMatch(RowChange::isFinal);
            }
        }
    }

    private static List<TestEvent> accepted(List<List<TestEvent>> events) {
        return NaiveView.accepted(events, TestPlans.LATENESS.toMillis() * 1000);
    }

    private static List<List<@Nullable Object>> values(StepsHarness harness) {
        return harness.stored("view").values().stream()
                .map(change -> Arrays.asList(change.values()))
                .toList();
    }
}
