package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.model.Format;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineRowsTest {
    /** A number of a JSON object, as opposed to the digits of its texts. */
    private static final Pattern NUMBER = Pattern.compile("(?<=:)-?[0-9][-+0-9.E]*(?=[,}])");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform();

    @Test
    void rows_ofAnyPartitionsAndThreads_areTheSameWhereNothingIsLate() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        PipelinePlan reference = everyKind(1);
        List<String> events = events(random, 3000);
        Map<String, String> expected = new LinkedHashMap<>();
        for (ViewPlan view : reference.views()) {
            expected.put(view.name(), bounded(reference, EngineRowsTest::places, view, events));
        }
        for (int partitions : new int[] {1, 3, 8}) {
            Map<String, String> ofOneThread = rows(everyKind(partitions), events, partitions, 1);
            for (ViewPlan view : reference.views()) {
                assertClose(
                        view,
                        Objects.requireNonNull(ofOneThread.get(view.name())),
                        Objects.requireNonNull(expected.get(view.name())),
                        partitions == 1);
            }
            for (int threads : new int[] {2, 8}) {
                Map<String, String> rows = rows(everyKind(partitions), events, partitions, threads);
                String how = "seed " + seed + ": " + partitions + " partitions, " + threads + " threads: ";
                rows.forEach((view, text) ->
                        TestPlatform.assertSame(how + view, text, Objects.requireNonNull(ofOneThread.get(view))));
            }
        }
    }

    /** What is stored of each view when all events are through. */
    private static Map<String, String> rows(PipelinePlan plan, List<String> events, int partitions, int threads)
            throws Exception {
        TestPlatform own = new TestPlatform();
        own.tables = EngineRowsTest::places;
        Map<String, String> rows = new LinkedHashMap<>();
        try (EmbeddedEngine engine = own.engine(plan, threads)) {
            engine.start();
            for (String event : events) {
                own.append(Math.floorMod(event.hashCode(), partitions), List.of(event));
            }
            own.finish(engine, partitions);
            for (ViewPlan view : plan.views()) {
                rows.put(view.name(), own.stored(view));
            }
            Ledger ledger = engine.ledgers().get("readings").processed();
            assertThat(ledger.balances()).isTrue();
            assertThat(ledger.late()).isZero();
        }
        return rows;
    }

    @Test
    void changes_whoeverFollows_hasEveryFinalRow() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        long cursor = platform.changes.snapshot("plant." + Plans.WINDOWS).cursor();
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        platform.append(0, events(random, 2000));
        platform.finish(engine, 1);
        Changed.Rows told = (Changed.Rows)
                platform.changes.read("plant." + Plans.WINDOWS, cursor, Integer.MAX_VALUE, Duration.ZERO);
        Map<String, RowChange> finals = new LinkedHashMap<>();
        told.changes().stream().filter(RowChange::isFinal).forEach(row -> finals.put(Arrays.toString(row.key()), row));
        assertThat(finals.values()).containsExactlyInAnyOrderElementsOf(platform.rows("plant." + Plans.WINDOWS));
        assertThat(platform.changes.snapshot("plant." + Plans.WINDOWS).rows()).isEmpty();
        engine.close();
    }

    @Test
    void openRows_ofALiveView_areServedAndNotStored() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("b", 2_000, "5.0")));
        await(engine, () -> counts().equals(List.of("a1", "b1")));
        platform.append(0, List.of(event("a", 3_000, "2.0")));
        await(engine, () -> counts().equals(List.of("a2", "b1")));
        assertThat(platform.rows("plant." + Plans.WINDOWS)).isEmpty();
        platform.finish(engine, 1);
        assertThat(counts()).isEmpty();
        assertThat(platform.rows("plant." + Plans.WINDOWS)).hasSize(2);
        engine.close();
    }

    private List<String> counts() {
        return platform.changes.snapshot("plant." + Plans.WINDOWS).rows().stream()
                .map(RowChange::values)
                .map(values -> Objects.requireNonNull(values)[0] + "" + values[3])
                .toList();
    }

    /** Whatever the order of the rows; sums of several partitions may differ in the last digits. */
    private void assertClose(ViewPlan view, String actual, String expected, boolean exactly) {
        List<String> rows = actual.lines().sorted().toList();
        List<String> others = expected.lines().sorted().toList();
        assertThat(rows).as("seed %d: %s", seed, view.name()).isNotEmpty().hasSameSizeAs(others);
        for (int i = 0; i < rows.size(); i++) {
            String row = rows.get(i);
            String other = others.get(i);
            if (exactly) {
                assertThat(row).as("seed %d: %s", seed, view.name()).isEqualTo(other);
                continue;
            }
            assertThat(NUMBER.matcher(row).replaceAll("#"))
                    .as("seed %d: %s", seed, view.name())
                    .isEqualTo(NUMBER.matcher(other).replaceAll("#"));
            double[] values = numbers(row);
            double[] otherValues = numbers(other);
            for (int v = 0; v < values.length; v++) {
                assertThat(values[v])
                        .as("seed %d: %s: %s", seed, view.name(), row)
                        .isCloseTo(otherValues[v], within(1e-12 * Math.max(1, Math.abs(otherValues[v]))));
            }
        }
    }

    private static double[] numbers(String row) {
        return NUMBER.matcher(row)
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
    }

    private static TableRows places(String name) {
        return TableRows.load(TestViews.places(), Path.of(""));
    }

    /** Views of every kind, where nothing is late. */
    private static PipelinePlan everyKind(int partitions) {
        PipelinePlan plan = TestViews.plan(
                Duration.ofSeconds(60),
                partitions,
                List.of(
                        Plans.windows(),
                        Plans.rows(),
                        Plans.rollup(),
                        TestViews.sessions(),
                        TestViews.cumulating(),
                        TestViews.top(),
                        TestViews.sketches(),
                        TestViews.joined()));
        return new PipelinePlan(plan.pipeline(), plan.streams(), List.of(TestViews.places()), plan.views());
    }

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }
}
