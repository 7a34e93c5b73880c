package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.RowChange;
import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.store.Commit;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineRewindTest {
    private static final Duration LATENESS = Duration.ofSeconds(3);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform(new TestPlatform.ManualClock());

    @Test
    void rowsThatTheStoreHasLost_areMadeAnewFromTheTimeOn() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        ViewPlan brief = TestViews.retained(TestViews.tumbling(), Duration.ofSeconds(30));
        PipelinePlan before = TestViews.plan(LATENESS, 1, List.of(brief, Plans.rows(), Plans.totals()));
        EmbeddedEngine first = platform.engine(before, 1);
        first.start();
        platform.append(0, events(random, 0, 4000));
        awaitRead(first);
        first.checkpoint();
        first.close();
        int left = platform.rows("plant.windows").size();

        PipelinePlan after = TestViews.plan(LATENESS, 1, List.of(TestViews.tumbling(), Plans.rows(), Plans.totals()));
        EmbeddedEngine second = platform.engine(after, 1);
        second.start();
        assertThat(second.storedName("windows")).isEqualTo("plant.windows");
        long from = TestPlatform.START + 60_000;
        assertThat(second.rewind(Instant.ofEpochMilli(from))).isEmpty();
        await(
                second,
                () -> second.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
        assertThat(platform.rows("plant.windows")).hasSizeGreaterThan(left).allMatch(row -> row.windowEnd() > from);
        assertThat(second.rewind(Instant.EPOCH)).isEmpty();
        platform.append(0, events(random, 4000, 5000));
        await(
                second,
                () -> second.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
        platform.finish(second, 1);
        platform.assertLikeNew("seed " + seed, second, after);
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.received()).isEqualTo(5000);
        assertThat(ledger.unread("windows")).isZero();
        second.close();
    }

    @Test
    void rowsThatSomebodyChanged_areReplaced() throws Exception {
        PipelinePlan plan = TestViews.plan(LATENESS, 1, TestViews.all());
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        platform.append(0, events(random, 0, 3000));
        awaitRead(engine);
        engine.close();
        // As after a restored backup of a store that knew other events.
        TestPlatform other = new TestPlatform(platform.clock, platform.log);
        other.snapshots = platform.snapshots;
        List<RowChange> wrong = new ArrayList<>();
        for (RowChange row : platform.rows("plant.windows")) {
            @Nullable Object[] values = Objects.requireNonNull(row.values()).clone();
            values[3] = 77_777L;
            wrong.add(RowChange.put(row.key(), row.version(), values, true, row.windowEnd()));
        }
        RowChange first = wrong.get(0);
        byte[] key = first.key().clone();
        key[key.length - 1] ^= 1;
        wrong.add(RowChange.put(key, first.version(), Objects.requireNonNull(first.values()), true, first.windowEnd()));
        EmbeddedEngine restored = other.engine(plan, 1);
        other.store.commit(new Commit(
                "engine.plant",
                platform.store.mark("engine.plant").orElseThrow(),
                Map.of("plant.windows", wrong, "plant.totals", platform.rows("plant.totals"))));
        restored.start();
        restored.rewind(Instant.EPOCH);
        await(
                restored,
                () -> restored.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
        other.finish(restored, 1);
        other.assertLikeNew("seed " + seed, restored, plan);
        restored.close();
    }

    @Test
    void viewsOfWhichTheLogHasLostAPart_stayAsTheyAre() throws Exception {
        platform.retentionBytes = 1 << 20;
        PipelinePlan plan = TestViews.plan(
                LATENESS, 1, List.of(TestViews.tumbling(), TestViews.sessions(), Plans.totals(), Plans.rollup()));
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        List<String> events = events(random, 0, 31_000);
        for (int from = 0; from < 30_000; from += 1000) {
            platform.append(0, events.subList(from, from + 1000));
            awaitRead(engine);
            engine.checkpoint();
        }
        assertThat(platform.log.range(TOPIC, 0).first()).isPositive();
        assertThat(engine.rewind(Instant.EPOCH)).containsExactlyInAnyOrder("sessions", "totals");
        await(
                engine,
                () -> engine.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
        platform.append(0, events.subList(30_000, 31_000));
        platform.finish(engine, 1);
        for (ViewPlan view : plan.views()) {
            TestPlatform.assertSame(
                    "seed " + seed + ": " + view.name(), platform.stored(view), bounded(plan, view, events));
        }
        engine.close();
    }

    @Test
    void rewind_ofAnEngineThatDoesNotRun_isRefused() {
        EmbeddedEngine engine = platform.engine(TestViews.plan(LATENESS, 1, TestViews.all()), 1);
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> engine.rewind(Instant.EPOCH))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    }
}
