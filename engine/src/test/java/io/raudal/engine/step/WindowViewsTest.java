package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.DECIMAL;
import static io.raudal.engine.step.TestPlans.DECIMALS;
import static io.raudal.engine.step.TestPlans.DOUBLE;
import static io.raudal.engine.step.TestPlans.GROUP;
import static io.raudal.engine.step.TestPlans.KEY;
import static io.raudal.engine.step.TestPlans.NUMBER;
import static io.raudal.engine.step.TestPlans.STRING;
import static io.raudal.engine.step.TestPlans.WHOLE;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.step.StepsHarness.Schedule;
import io.raudal.model.DataType;
import io.raudal.model.View;
import io.raudal.plan.Aggregate;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of window views against {@link NaiveView}, whatever the schedule. */
class WindowViewsTest {
    private static final DataType WIDE = new DataType.Decimal(38, 2);
    private static final Aggregate[] ALL = {
        aggregate(AggregateFunction.COUNT, BIGINT),
        aggregate(AggregateFunction.COUNT, BIGINT, NUMBER),
        aggregate(AggregateFunction.SUM, DOUBLE, NUMBER),
        aggregate(AggregateFunction.AVG, DOUBLE, NUMBER),
        aggregate(AggregateFunction.MIN, DOUBLE, NUMBER),
        aggregate(AggregateFunction.MAX, BIGINT, WHOLE),
        aggregate(AggregateFunction.SUM, BIGINT, WHOLE),
        aggregate(AggregateFunction.AVG, BIGINT, WHOLE),
        aggregate(AggregateFunction.SUM, WIDE, DECIMALS),
        aggregate(AggregateFunction.AVG, WIDE, DECIMALS),
        aggregate(AggregateFunction.MIN, STRING, KEY),
        aggregate(AggregateFunction.MAX, DECIMAL, DECIMALS),
        aggregate(AggregateFunction.FIRST_VALUE, DOUBLE, NUMBER),
        aggregate(AggregateFunction.LAST_VALUE, STRING, KEY),
        TestPlans.distinct(AggregateFunction.COUNT, BIGINT, KEY),
        TestPlans.distinct(AggregateFunction.SUM, BIGINT, WHOLE),
        aggregate(AggregateFunction.VAR_POP, DOUBLE, NUMBER),
        aggregate(AggregateFunction.STDDEV_SAMP, DOUBLE, NUMBER),
    };
    private static final int FIRST_ROUNDED = 16;

    private record Grouping(List<Expression> expressions, Function<TestEvent, List<@Nullable Object>> values) {}

    private static final List<Grouping> GROUPINGS = List.of(
            new Grouping(List.of(KEY), event -> Arrays.asList(event.key())),
            new Grouping(List.of(KEY, GROUP), event -> Arrays.asList(event.key(), event.group())),
            new Grouping(List.of(GROUP, KEY), event -> Arrays.asList(event.group(), event.key())),
            new Grouping(List.of(), event -> List.of()));

    static Stream<Arguments> windows() {
        List<Window> windows = List.of(
                new Window.Tumble(10_000, 0),
                new Window.Tumble(10_000, -3_000),
                new Window.Hop(20_000, 5_000, 1_000),
                new Window.Hop(60_000, 1_000, 0),
                new Window.Cumulate(30_000, 5_000, 0),
                new Window.Session(7_000),
                new Window.Session(3));
        return windows.stream()
                .flatMap(window -> Stream.iterate(0, i -> i + 1)
                        .limit(GROUPINGS.size())
                        .map(grouping -> Arguments.of(window, grouping)));
    }

    private static PipelinePlan plan(Window window, int grouping) {
        Aggregation aggregation =
                TestPlans.aggregation(window, GROUPINGS.get(grouping).expressions(), List.of(ALL));
        return TestPlans.pipeline(TestPlans.view("view", View.Emit.FINAL, aggregation));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void finalRows_anyWindowAndGroups_equalTheNaiveOnes(Window window, int grouping) {
        long seed = System.nanoTime();
        List<List<TestEvent>> events = TestEvent.random(new Random(seed), 3, 700, 13, 4_500);
        Schedule schedule = new Schedule(seed, 50, false, 0, 0, false);
        List<RowChange> rows = new StepsHarness(plan(window, grouping), schedule, 3)
                .run(events)
                .finals("view");

        List<TestEvent> accepted = NaiveView.accepted(events, TestPlans.LATENESS.toMillis() * 1000);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        NaiveView.group(accepted, window, GROUPINGS.get(grouping).values()).forEach((place, some) -> {
            List<@Nullable Object> row = new ArrayList<>(place.groups());
            row.add(place.start() * 1000);
            row.add(place.end() * 1000);
            row.addAll(values(some));
            expected.add(row);
        });
        assertThat(rows).as("seed %d", seed).hasSameSizeAs(expected);
        int exact = GROUPINGS.get(grouping).expressions().size() + 2 + FIRST_ROUNDED;
        for (int i = 0; i < expected.size(); i++) {
            List<@Nullable Object> row = Arrays.asList(rows.get(i).values());
            assertThat(row.subList(0, exact))
                    .as("seed %d row %d", seed, i)
                    .isEqualTo(expected.get(i).subList(0, exact));
            for (int column = exact; column < row.size(); column++) {
                assertClose(
                        (Double) row.get(column), (Double) expected.get(i).get(column), "seed " + seed + " row " + i);
            }
        }
        assertThat(rows).extracting(RowChange::key).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    private static void assertClose(@Nullable Double actual, @Nullable Double expected, String description) {
        if (actual == null || expected == null) {
            assertThat(actual).as(description).isEqualTo(expected);
        } else {
            assertThat(Math.abs(actual - expected)).as(description).isLessThanOrEqualTo(1e-14 * Math.abs(expected));
        }
    }

    private static List<@Nullable Object> values(List<TestEvent> events) {
        List<Double> numbers = NaiveView.numbers(events);
        List<Long> wholes = NaiveView.wholes(events);
        List<BigDecimal> decimals = NaiveView.decimals(events);
        Comparator<TestEvent> order = Comparator.comparingLong(TestEvent::micros)
                .thenComparingInt(TestEvent::partition)
                .thenComparingInt(TestEvent::position);
        List<TestEvent> sorted = events.stream().sorted(order).toList();
        List<String> keys =
                sorted.stream().map(TestEvent::key).filter(key -> key != null).toList();
        Double sum = NaiveView.sum(numbers);
        BigDecimal total = decimals.isEmpty() ? null : decimals.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Double variance = NaiveView.variance(numbers, true);
        return Arrays.asList(
                (long) events.size(),
                (long) numbers.size(),
                sum,
                sum == null ? null : (Double) (sum / numbers.size()),
                numbers.stream().min(Comparator.naturalOrder()).orElse(null),
                wholes.stream().max(Comparator.naturalOrder()).orElse(null),
                wholes.isEmpty()
                        ? null
                        : (Long) wholes.stream().mapToLong(n -> n).sum(),
                wholes.isEmpty()
                        ? null
                        : (Long) (wholes.stream().mapToLong(n -> n).sum() / wholes.size()),
                total == null ? null : total.setScale(2),
                total == null ? null : total.divide(BigDecimal.valueOf(decimals.size()), 2, RoundingMode.HALF_UP),
                keys.stream()
                        .min(Comparator.comparing(
                                key -> key,
                                (a, b) -> Arrays.compare(
                                        a.codePoints().toArray(), b.codePoints().toArray())))
                        .orElse(null),
                decimals.stream().max(Comparator.naturalOrder()).orElse(null),
                sorted.stream()
                        .map(TestEvent::number)
                        .filter(n -> n != null)
                        .findFirst()
                        .orElse(null),
                keys.isEmpty() ? null : keys.get(keys.size() - 1),
                keys.stream().distinct().count(),
                wholes.isEmpty()
                        ? null
                        : (Long) wholes.stream().distinct().mapToLong(n -> n).sum(),
                NaiveView.variance(numbers, false),
                variance == null ? null : (Double) Math.sqrt(variance));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void finalRows_nastySchedules_areTheSameByteForByte(Window window, int grouping) {
        long seed = System.nanoTime();
        List<List<TestEvent>> events = TestEvent.random(new Random(seed), 2, 250, 13, 4_500);
        PipelinePlan plan = plan(window, grouping);
        StepsHarness plain = new StepsHarness(plan, Schedule.plain(10_000), 2).run(events);
        for (Schedule schedule : List.of(
                new Schedule(seed, 1, false, 0, 0, false),
                new Schedule(seed, 7, true, 0.05, 0, false),
                new Schedule(seed, 60, true, 0.2, 0, true),
                new Schedule(seed, 60, false, 0, 0.5, true))) {
            StepsHarness nasty = new StepsHarness(plan, schedule, 2).run(events);
            assertThat(sorted(nasty.finals("view"))).as("%s", schedule).isEqualTo(sorted(plain.finals("view")));
            assertThat(nasty.aside).as("%s", schedule).containsExactlyInAnyOrderElementsOf(plain.aside);
            assertThat(nasty.ledger().balances()).isTrue();
            assertThat(nasty.ledger().late()).isEqualTo(plain.ledger().late()).isPositive();
        }
    }

    private static List<RowChange> sorted(List<RowChange> rows) {
        return rows.stream()
                .sorted((left, right) -> Arrays.compareUnsigned(left.key(), right.key()))
                .toList();
    }

    /** SELECT DISTINCT 1: a row of the aggregation has no column of its own. */
    @Test
    void finalRows_noGroupsAndAggregates_areOne() {
        Aggregation nothing = TestPlans.aggregation(null, List.of(), List.of());
        ViewPlan view = TestPlans.view(
                "view",
                "events",
                View.Emit.FINAL,
                List.of(),
                nothing,
                List.of(new RowOperator.Project(List.of(new Expression.Literal(1L, BIGINT)))),
                List.of(new Field("a", BIGINT)));
        List<List<TestEvent>> events = TestEvent.random(new Random(1), 2, 50, 3, 0);
        assertThat(new StepsHarness(TestPlans.pipeline(view), Schedule.plain(10), 2)
                        .run(events)
                        .stored("view")
                        .values())
                .extracting(row -> Arrays.asList(row.values()))
                .containsExactly(List.of(1L));
    }

    @Test
    void finalRows_groupingSets_haveARowForEachSet() {
        long seed = System.nanoTime();
        List<List<TestEvent>> events = TestEvent.random(new Random(seed), 1, 500, 13, 0);
        Aggregation aggregation = new Aggregation(
                new Window.Tumble(10_000, 0),
                0,
                List.of(KEY, GROUP),
                List.of(List.of(0, 1), List.of(1), List.of()),
                true,
                List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view("view", View.Emit.FINAL, aggregation));
        List<RowChange> rows =
                new StepsHarness(plan, Schedule.plain(100), 1).run(events).finals("view");

        List<List<@Nullable Object>> expected = new ArrayList<>();
        List<Function<TestEvent, List<@Nullable Object>>> sets = List.of(
                event -> Arrays.asList(event.key(), event.group(), 0L),
                event -> Arrays.asList(null, event.group(), 2L),
                event -> Arrays.asList(null, null, 3L));
        for (var set : sets) {
            NaiveView.group(events.get(0), new Window.Tumble(10_000, 0), set)
                    .forEach((place, some) -> expected.add(Arrays.asList(
                            place.groups().get(0),
                            place.groups().get(1),
                            place.start() * 1000,
                            place.end() * 1000,
                            (long) some.size(),
                            place.groups().get(2))));
        }
        assertThat(rows)
                .as("seed %d", seed)
                .extracting(row -> Arrays.asList(row.values()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows).extracting(RowChange::key).isSortedAccordingTo(Arrays::compareUnsigned);
    }
}
