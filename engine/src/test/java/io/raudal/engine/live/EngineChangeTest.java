package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.events;
import static io.raudal.engine.live.TestPlatform.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.engine.store.Store;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineChangeTest {
    private static final Duration LATENESS = Duration.ofSeconds(3);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform(new TestPlatform.ManualClock());
    private final ViewPlan wider = Plans.windows(View.Emit.LIVE, new Window.Tumble(20_000, 0));

    @Test
    void changedView_isRebuiltBesideTheOthers_andTakesOver() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        List<String> events = events(random, 0, 3000);
        PipelinePlan before = plan(Plans.windows(), Plans.rows(), Plans.totals());
        EmbeddedEngine first = platform.engine(before, 1);
        first.start();
        platform.append(0, events.subList(0, 2000));
        awaitRead(first);
        first.close();
        int oldRows = platform.rows("plant.windows").size();
        int rowsBefore = platform.rows("plant.rows").size();

        PipelinePlan after = plan(wider, Plans.rows(), Plans.totals());
        EmbeddedEngine second = platform.engine(after, 1);
        second.start();
        platform.append(0, events.subList(2000, 3000));
        await(second, () -> second.storedName("windows").equals("plant.windows@2"));
        assertThat(second.storedNames("windows")).containsExactly("plant.windows@2", "plant.windows");
        assertThat(second.storedName("rows")).isEqualTo("plant.rows");
        platform.finish(second, 1);
        assertLikeNew(second, after);
        assertThat(platform.rows("plant.windows"))
                .as("rows of the old generation stay")
                .hasSize(oldRows);
        assertThat(platform.rows("plant.rows").size()).isGreaterThan(rowsBefore);
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.received()).isEqualTo(3000);
        assertThat(ledger.unread("windows")).isZero();
        second.close();

        EmbeddedEngine third = platform.engine(after, 1);
        assertThat(third.storedName("windows")).as("also before it starts").isEqualTo("plant.windows@2");
        third.start();
        assertThat(third.status().views())
                .allSatisfy(view -> assertThat(view.rebuilding()).isEmpty());
        third.close();
    }

    @Test
    void newViewOnAnUnchangedOne_isMadeWithoutMakingThatAgain() throws Exception {
        PipelinePlan before = plan(Plans.windows());
        EmbeddedEngine first = platform.engine(before, 1);
        first.start();
        platform.append(0, events(random, 0, 3000));
        awaitRead(first);
        first.close();
        List<RowChange> rows = platform.rows("plant.windows");

        PipelinePlan after = plan(Plans.windows(), Plans.rollup());
        EmbeddedEngine second = platform.engine(after, 1);
        long cursor = platform.changes.snapshot("plant.windows").cursor();
        second.start();
        await(second, () -> second.status().views().get(1).rebuilding().isEmpty());
        assertThat(platform.rows("plant.windows")).isEqualTo(rows);
        Changed.Rows told =
                (Changed.Rows) platform.changes.read("plant.windows", cursor, Integer.MAX_VALUE, Duration.ZERO);
        assertThat(told.changes()).noneMatch(RowChange::isFinal);
        platform.append(0, events(random, 3000, 4000));
        platform.finish(second, 1);
        assertLikeNew(second, after);
        second.close();
    }

    @Test
    void removedView_leavesItsRowsAndBeginsAgainWithThem() throws Exception {
        PipelinePlan both = plan(Plans.windows(), Plans.totals());
        EmbeddedEngine first = platform.engine(both, 1);
        first.start();
        platform.append(0, events(random, 0, 1000));
        awaitRead(first);
        await(first, () -> !platform.rows("plant.totals").isEmpty());
        first.close();
        List<RowChange> rows = platform.rows("plant.totals");

        EmbeddedEngine second = platform.engine(plan(Plans.windows()), 1);
        second.start();
        platform.append(0, events(random, 1000, 2000));
        awaitRead(second);
        second.close();
        assertThat(platform.rows("plant.totals")).isEqualTo(rows);

        EmbeddedEngine third = platform.engine(both, 1);
        third.start();
        assertThat(third.storedName("totals")).isEqualTo("plant.totals");
        platform.append(0, events(random, 2000, 3000));
        await(third, () -> third.status().views().get(1).rebuilding().isEmpty());
        platform.finish(third, 1);
        assertLikeNew(third, both);
        third.close();
    }

    @Test
    void changeThatIsTakenBack_findsTheRowsOfBefore() throws Exception {
        PipelinePlan before = plan(Plans.windows());
        EmbeddedEngine engine = platform.engine(before, 1);
        engine.start();
        platform.append(0, events(random, 0, 1000));
        awaitRead(engine);
        engine.close();
        EmbeddedEngine changed = platform.engine(plan(wider), 1);
        changed.start();
        platform.append(0, events(random, 1000, 2000));
        await(changed, () -> changed.storedName("windows").equals("plant.windows@2"));
        changed.close();
        EmbeddedEngine back = platform.engine(before, 1);
        back.start();
        await(back, () -> back.storedName("windows").equals("plant.windows@3"));
        platform.append(0, events(random, 2000, 2500));
        platform.finish(back, 1);
        assertLikeNew(back, before);
        back.close();
    }

    @Test
    void engineThatFallsOverWhileItCatchesUp_doesItAgain() throws Exception {
        PipelinePlan before = plan(Plans.windows());
        EmbeddedEngine first = platform.engine(before, 1);
        first.start();
        platform.append(0, events(random, 0, 20_000));
        awaitRead(first);
        first.close();
        PipelinePlan after = plan(wider, Plans.rollup());
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Store slow = new HeldStore(platform.store, "plant.windows@2", () -> {
            storing.countDown();
            mayGoOn.await();
        });
        EmbeddedEngine second = platform.engine(after, slow);
        second.start();
        assertThat(storing.await(30, TimeUnit.SECONDS)).isTrue();
        EngineStatus.ViewState making = second.status().views().get(0);
        assertThat(making.storedName()).isEqualTo("plant.windows");
        assertThat(making.rebuilding()).get().satisfies(progress -> {
            assertThat(progress.toRead()).isEqualTo(20_000);
            assertThat(progress.read()).isBetween(1L, 20_000L);
        });
        platform.append(0, events(random, 20_000, 21_000));
        awaitRead(second);
        second.checkpoint();
        Thread halting = new Thread(second::halt);
        halting.start();
        await(() -> halting.getState() == Thread.State.WAITING);
        mayGoOn.countDown();
        halting.join();
        assertThat(second.storedName("windows")).isEqualTo("plant.windows");

        EmbeddedEngine third = platform.engine(after, 1);
        third.start();
        await(third, () -> third.storedName("windows").equals("plant.windows@2"));
        platform.finish(third, 1);
        assertLikeNew(third, after);
        third.close();
    }

    @Test
    void changedView_whereTheLogHasLostItsBeginning_hasWholeWindowsAlone() throws Exception {
        TestPlatform small = new TestPlatform(new TestPlatform.ManualClock());
        small.retentionBytes = 1 << 20;
        PipelinePlan before = plan(Plans.windows());
        EngineOptions often = new EngineOptions(1, Duration.ofMillis(1), Duration.ofMillis(2), 1000);
        EmbeddedEngine first = small.engine(before, often);
        first.start();
        List<String> events = events(random, 0, 61_000);
        for (int from = 0; from < 60_000; from += 1000) {
            small.append(0, events.subList(from, from + 1000));
            awaitRead(first);
            first.checkpoint();
        }
        first.close();
        long lost = small.log.range(TOPIC, 0).first();
        assertThat(lost).isPositive();

        PipelinePlan after = plan(wider, Plans.rollup());
        EmbeddedEngine second = small.engine(after, 1);
        second.start();
        await(second, () -> second.storedName("windows").equals("plant.windows@2"));
        small.append(0, events.subList(60_000, 61_000));
        small.finish(second, 1);
        for (ViewPlan view : after.views()) {
            List<RowChange> rows = small.rows(second.storedName(view.name()));
            assertThat(rows).as("seed %d", seed).isNotEmpty();
            Set<String> all = Set.copyOf(bounded(after, view, events).lines().toList());
            assertThat(text(view, rows).lines().filter(row -> !all.contains(row)))
                    .as("seed %d: rows that there never were", seed)
                    .isEmpty();
        }
        long firstStart = small.rows("plant.windows@2").stream()
                .mapToLong(row -> RowKey.windowStart(row.key()))
                .min()
                .orElseThrow();
        assertThat(firstStart).isGreaterThan(TestPlatform.START + 50 * (lost - 120));
        assertThat(firstStart).isLessThan(TestPlatform.START + 50 * (lost + 3_000));
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.unread("windows")).isPositive();
        second.close();
    }

    @Test
    void streamWhoseTimeIsAnotherColumn_isReadAgain() throws Exception {
        PipelinePlan before = plan(Plans.windows());
        EmbeddedEngine first = platform.engine(before, 1);
        first.start();
        platform.append(0, events(random, 0, 1000));
        awaitRead(first);
        first.close();
        Stream stream = before.streams().get(0).stream();
        Stream other = new Stream(
                stream.name(),
                stream.columns(),
                stream.format(),
                ZoneOffset.ofHours(1),
                stream.time(),
                stream.key(),
                stream.id(),
                1,
                stream.retention(),
                stream.sources());
        PipelinePlan after = new PipelinePlan(
                "plant", List.of(new StreamPlan(other, List.of(0, 1, 2), Map.of())), List.of(), before.views());
        EmbeddedEngine second = platform.engine(after, 1);
        second.start();
        await(second, () -> second.storedName("windows").equals("plant.windows@2"));
        platform.finish(second, 1);
        assertLikeNew(second, after);
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(1000);
        second.close();
    }

    private void assertLikeNew(EmbeddedEngine engine, PipelinePlan plan) throws Exception {
        platform.assertLikeNew("seed " + seed, engine, plan);
    }

    private static PipelinePlan plan(ViewPlan... views) {
        return Plans.of(new Format.Json(), LATENESS, 1, views);
    }
}
