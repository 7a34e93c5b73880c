package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.model.Format;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineRowsTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform();

    @Test
    void rows_ofAnyPartitionsAndThreads_areTheSameWhereNothingIsLate() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        PipelinePlan reference = plan(Duration.ofSeconds(60), 1);
        List<String> events = events(random, 3000);
        for (int partitions : new int[] {1, 3, 8}) {
            for (int threads : new int[] {1, 2, 8}) {
                PipelinePlan plan = plan(Duration.ofSeconds(60), partitions);
                TestPlatform own = new TestPlatform();
                try (EmbeddedEngine engine = own.engine(plan, threads)) {
                    engine.start();
                    for (String event : events) {
                        own.append(Math.floorMod(event.hashCode(), partitions), List.of(event));
                    }
                    own.finish(engine, partitions);
                    for (ViewPlan view :
                            List.of(plan.views().get(0), plan.views().get(2))) {
                        assertClose(view, own.stored(view), bounded(reference, view, events), partitions == 1);
                    }
                    assertThat(own.rows("plant." + Plans.ROWS))
                            .hasSize((int) bounded(reference, reference.views().get(1), events)
                                    .lines()
                                    .count());
                    Ledger ledger = engine.ledgers().get("readings").processed();
                    assertThat(ledger.balances()).isTrue();
                    assertThat(ledger.late()).isZero();
                }
            }
        }
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

    /** Sums of several partitions may differ in the last digits. */
    private void assertClose(ViewPlan view, String actual, String expected, boolean exactly) {
        if (exactly) {
            assertThat(actual).as("seed %d: %s", seed, view.name()).isEqualTo(expected);
            return;
        }
        String[] rows = actual.lines().toArray(String[]::new);
        String[] others = expected.lines().toArray(String[]::new);
        assertThat(rows).as("seed %d: %s", seed, view.name()).hasSameSizeAs(others);
        for (int i = 0; i < rows.length; i++) {
            String[] fields = rows[i].split("[:,}](?=[-0-9.e]+[,}])", -1);
            String[] otherFields = others[i].split("[:,}](?=[-0-9.e]+[,}])", -1);
            assertThat(fields[0]).as("seed %d", seed).isEqualTo(otherFields[0]);
            for (int f = 1; f < fields.length; f++) {
                double value = Double.parseDouble(fields[f].replaceAll("[,}].*", ""));
                double other = Double.parseDouble(otherFields[f].replaceAll("[,}].*", ""));
                assertThat(value)
                        .as("seed %d: %s", seed, rows[i])
                        .isCloseTo(other, within(1e-12 * Math.max(1, Math.abs(other))));
            }
        }
    }

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }
}
