package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.KEY;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.step.StepsHarness.Schedule;
import io.raudal.model.View;
import io.raudal.plan.AggregateFunction;
import io.raudal.plan.Aggregation;
import io.raudal.plan.Expression;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where sessions touch: events exactly the gap apart, watermarks exactly at an end, rows that others read. */
class SessionViewsTest {
    private static final long MICROS = 1000;
    private static final Aggregation COUNTS = counts(new Window.Session(2_000));

    private static Aggregation counts(@Nullable Window window) {
        return TestPlans.aggregation(window, List.of(KEY), List.of(aggregate(AggregateFunction.COUNT, BIGINT)));
    }

    /** Events in the milliseconds that divide by {@code gridMillis}, somewhere in the millisecond. */
    private static List<List<TestEvent>> events(Random random, long gridMillis) {
        List<List<TestEvent>> events = new ArrayList<>();
        for (List<TestEvent> some : TestEvent.random(random, 2, 400, 13, 4_500)) {
            events.add(some.stream()
                    .map(event -> event.at(
                            Math.floorDiv(event.millis(), gridMillis) * gridMillis * MICROS + random.nextInt(1000)))
                    .toList());
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 500, 1_000, 2_000, 7_000})
    void rows_eventsExactlyAGapApart_areOfOneSession(long gapMillis) {
        long seed = System.nanoTime();
        Window window = new Window.Session(gapMillis);
        List<List<TestEvent>> events = events(new Random(seed), Math.min(gapMillis, 500));
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view("view", View.Emit.LIVE, counts(window)));
        for (Schedule schedule : List.of(
                Schedule.plain(10_000),
                new Schedule(seed, 1, false, 0, 0.3, false),
                new Schedule(seed, 9, true, 0.1, 0.3, true))) {
            StepsHarness harness = new StepsHarness(plan, schedule, 2);
            harness.onTick = counts -> assertThat(stored(harness))
                    .as("%s at %s", schedule, Arrays.toString(counts))
                    .containsExactlyInAnyOrderElementsOf(expected(upTo(events, counts), window));
            harness.run(events);
            assertThat(stored(harness)).as("%s", schedule).isEqualTo(expected(events, window));
        }
    }

    private static List<List<TestEvent>> upTo(List<List<TestEvent>> events, int[] counts) {
        List<List<TestEvent>> some = new ArrayList<>();
        for (int partition = 0; partition < counts.length; partition++) {
            some.add(events.get(partition).subList(0, counts[partition]));
        }
        return some;
    }

    private static List<List<@Nullable Object>> stored(StepsHarness harness) {
        return harness.stored("view").values().stream()
                .map(change -> Arrays.asList(change.values()))
                .toList();
    }

    private static List<List<@Nullable Object>> expected(List<List<TestEvent>> events, Window window) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        groups(events, window)
                .forEach((place, some) -> rows.add(Arrays.asList(
                        place.groups().get(0), place.start() * MICROS, place.end() * MICROS, (long) some.size())));
        return rows;
    }

    @SuppressWarnings("NonApiType") // sorted
    private static TreeMap<NaiveView.Place, List<TestEvent>> groups(List<List<TestEvent>> events, Window window) {
        return NaiveView.group(
                NaiveView.accepted(events, TestPlans.LATENESS.toMillis() * MICROS),
                window,
                event -> Arrays.asList(event.key()));
    }

    /** At the watermark of an end, an event at that end may still come; once it has passed the millisecond, none can. */
    @Test
    void session_watermarkAtItsEnd_isOpen() {
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view("view", View.Emit.FINAL, COUNTS));
        long lateness = TestPlans.LATENESS.toMillis();
        List<TestEvent> events = List.of(event(0, "a", 0), event(1, "b", 2_000 + lateness), event(2, "a", 2_000));
        StepsHarness harness = new StepsHarness(plan, new Schedule(1, 1, false, 0, 0, false), 1).run(List.of(events));
        assertThat(harness.aside).isEmpty();
        assertThat(harness.finals("view"))
                .extracting(change -> Arrays.asList(change.values()))
                .containsExactly(
                        Arrays.asList("a", 0L, 4_000_000L, 2L),
                        Arrays.asList("b", (2_000 + lateness) * MICROS, (4_000 + lateness) * MICROS, 1L));
    }

    @Test
    void group_withoutEventsForItsTtl_isForgotten() {
        PipelinePlan plan = TestPlans.pipeline(TestPlans.view("view", View.Emit.FINAL, counts(null)));
        long ttl = TestPlans.TTL.toMillis();
        List<TestEvent> events =
                List.of(event(0, "gone", 0), event(1, "kept", 1), event(2, "gone", ttl), event(3, "kept", ttl));
        StepsHarness harness = new StepsHarness(plan, Schedule.plain(4), 1).run(List.of(events));
        assertThat(harness.stored("view").values())
                .extracting(change -> Arrays.asList(change.values()))
                .containsExactlyInAnyOrder(Arrays.asList("gone", 1L), Arrays.asList("kept", 2L));
    }

    private static TestEvent event(int position, String key, long millis) {
        return new TestEvent(0, position, key, 1, millis * MICROS, null, null, null);
    }

    static Stream<Window> windows() {
        return Stream.of(
                new Window.Session(2_000),
                new Window.Session(1),
                new Window.Tumble(1, 0),
                new Window.Tumble(700, 0),
                new Window.Hop(3_000, 500, 0),
                new Window.Cumulate(3_000, 500, 0));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void viewOnWindowView_getsEveryRow(Window window) {
        long seed = System.nanoTime();
        List<List<TestEvent>> events = events(new Random(seed), 1);
        ViewPlan first = TestPlans.view("first", View.Emit.LIVE, counts(window));
        Aggregation sums = new Aggregation(
                new Window.Tumble(5_000, 0),
                2,
                List.of(),
                List.of(List.of()),
                false,
                List.of(aggregate(AggregateFunction.SUM, BIGINT, new Expression.Input(3, BIGINT))));
        ViewPlan second =
                TestPlans.view("second", "first", View.Emit.LIVE, List.of(), sums, List.of(), TestPlans.output(sums));
        TreeMap<Long, Long> expected = new TreeMap<>();
        groups(events, window)
                .forEach((place, some) -> expected.merge(
                        Math.floorDiv(place.end() - 1, 5_000L) * 5_000 * MICROS, (long) some.size(), Long::sum));
        for (Schedule schedule :
                List.of(new Schedule(seed, 1, false, 0, 0, false), new Schedule(seed, 9, true, 0.2, 0.2, false))) {
            StepsHarness harness = new StepsHarness(TestPlans.pipeline(first, second), schedule, 2).run(events);
            TreeMap<Long, Long> sum = new TreeMap<>();
            for (RowChange row : harness.finals("second")) {
                sum.merge((Long) row.values()[0], (Long) row.values()[2], Long::sum);
            }
            assertThat(sum).as("%s", schedule).isEqualTo(expected);
        }
    }
}
