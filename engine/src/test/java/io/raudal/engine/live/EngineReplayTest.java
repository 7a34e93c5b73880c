package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.RowChange;
import io.raudal.engine.changes.Changed;
import io.raudal.engine.run.Plans;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineReplayTest {
    private static final Duration LATENESS = Duration.ofSeconds(3);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform(new TestPlatform.ManualClock());
    private final PipelinePlan plan = TestViews.plan(LATENESS, 1, TestViews.all());
    /** Under which nothing is late. */
    private final PipelinePlan patient = TestViews.plan(Duration.ofHours(1), 1, TestViews.all());

    @Test
    void lateEvents_thatAreReplayed_countAsIfTheyHadComeInTime() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        platform.append(0, events(random, 0, 2000));
        awaitRead(engine);
        long late = engine.ledgers().get("readings").processed().late();
        assertThat(late).isPositive();
        engine.checkpoint();
        List<RowChange> rows = platform.rows("plant.windows");

        AsideReplay.Outcome would = engine.replay(all(true));
        assertThat(would.replayed()).isEqualTo((int) late);
        assertThat(would.refused()).isEmpty();
        assertThat(platform.rows("plant.windows")).isEqualTo(rows);
        assertThat(engine.isReplayed("readings", true, 0, 0)).isFalse();

        AsideReplay.Outcome done = engine.replay(all(false));
        assertThat(done).isEqualTo(would);
        assertThat(done.windows()).isPositive();
        assertThat(engine.isReplayed("readings", true, 0, 0)).isTrue();
        StreamLedger ledger = engine.ledgers().get("readings");
        assertThat(ledger.replayedLate()).isEqualTo(late);
        assertThat(ledger.processed().late()).isEqualTo(late);
        assertThat(ledger.processed().balances()).isTrue();
        assertThat(engine.replay(all(false)).replayed()).as("a second time").isZero();

        platform.append(0, events(random, 2000, 3000));
        awaitRead(engine);
        engine.replay(all(false));
        platform.finish(engine, 1);
        platform.assertLikeNew("seed " + seed, engine, patient);
        assertThat(engine.ledgers().get("readings").replayedLate())
                .isEqualTo(engine.ledgers().get("readings").processed().late());
        engine.close();

        EmbeddedEngine next = platform.engine(plan, 1);
        next.start();
        assertThat(next.replay(all(false)).replayed()).as("after a restart").isZero();
        assertThat(next.ledgers().get("readings").processed().balances()).isTrue();
        next.close();
    }

    @Test
    void replayedRows_reachWhoeverFollows() throws Exception {
        EmbeddedEngine engine = platform.engine(TestViews.plan(LATENESS, 1, List.of(TestViews.tumbling())), 1);
        engine.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 25_000, "1.0"), event("a", 2_000, "3.0")));
        awaitRead(engine);
        await(engine, () -> platform.rows("plant.windows").size() == 1);
        long cursor = platform.changes.snapshot("plant.windows").cursor();
        assertThat(engine.replay(new AsideReplay(
                                "readings", true, List.of(new AsideReplay.Item(0, 0, null)), null, false))
                        .windows())
                .isEqualTo(1);
        Changed.Rows told =
                (Changed.Rows) platform.changes.read("plant.windows", cursor, Integer.MAX_VALUE, Duration.ZERO);
        RowChange replaced =
                told.changes().stream().filter(RowChange::isFinal).findFirst().orElseThrow();
        assertThat(Objects.requireNonNull(replaced.values())[3]).isEqualTo(2L);
        assertThat(platform.rows("plant.windows")).containsExactly(replaced);
        assertThat(platform.changes.snapshot("plant.windows").rows())
                .as("the open window is still open")
                .hasSize(1);
        engine.close();
    }

    @Test
    void replay_ofWhatIsNotThere_isRefusedEachByItself() throws Exception {
        EmbeddedEngine engine = platform.engine(TestViews.plan(LATENESS, 2, List.of(Plans.failing())), 1);
        engine.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 25_000, "1.0"), event("a", 2_000, "3.0")));
        awaitRead(engine);
        AsideReplay.Item there = new AsideReplay.Item(0, 0, null);
        AsideReplay.Outcome done = engine.replay(new AsideReplay(
                "readings",
                true,
                List.of(
                        there,
                        new AsideReplay.Item(0, 77, null),
                        new AsideReplay.Item(5, 0, null),
                        new AsideReplay.Item(-1, -1, null)),
                null,
                false));
        assertThat(done.replayed()).isEqualTo(1);
        assertThat(done.refused())
                .hasSize(3)
                .allSatisfy(refused -> assertThat(refused.reason().key()).isEqualTo("replay.gone"));
        AsideReplay.Outcome again = engine.replay(new AsideReplay("readings", true, List.of(there), null, false));
        assertThat(again.replayed()).isZero();
        assertThat(again.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason().key()).isEqualTo("replay.again"));
        AsideReplay.Outcome mended = engine.replay(new AsideReplay(
                "readings", true, List.of(new AsideReplay.Item(0, 0, event("b", 1_000, "1"))), null, false));
        assertThat(mended.replayed()).isZero();
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> engine.replay(new AsideReplay("other", true, List.of(), null, false)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        engine.close();
    }

    @Test
    void deadEvents_thatAreMended_countWhereTheyFall() throws Exception {
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        String broken = event("a", 30_000, "\"warm\"");
        String brokenLate = event("a", 2_000, "\"cold\"");
        platform.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("a", 11_000, "1.0"),
                        event("a", 29_000, "1.0"),
                        broken,
                        brokenLate,
                        "nonsense"));
        awaitRead(engine);
        engine.checkpoint();
        List<AsideReplay.Item> mended = List.of(
                new AsideReplay.Item(0, 0, event("a", 30_000, "31.0")),
                new AsideReplay.Item(0, 1, event("a", 2_000, "2.0")),
                new AsideReplay.Item(0, 2, "still nonsense"));
        AsideReplay.Outcome would = engine.replay(new AsideReplay("readings", false, mended, null, true));
        assertThat(would.replayed()).isEqualTo(2);
        assertThat(would.windows()).isPositive();
        assertThat(platform.log.range(TOPIC, 0).end()).isEqualTo(6);

        AsideReplay.Outcome done = engine.replay(new AsideReplay("readings", false, mended, null, false));
        assertThat(done.replayed()).isEqualTo(2);
        assertThat(done.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.event().offset()).isEqualTo(2);
            assertThat(refused.reason().in(Locale.ENGLISH)).contains("byte");
        });
        StreamLedger ledger = engine.ledgers().get("readings");
        assertThat(ledger.processed().received()).isEqualTo(8);
        assertThat(ledger.processed().dead()).isEqualTo(3);
        assertThat(ledger.processed().late()).isEqualTo(1);
        assertThat(ledger.replayedDead()).isEqualTo(2);
        assertThat(ledger.replayedLate()).isEqualTo(1);
        assertThat(ledger.processed().balances()).isTrue();
        assertThat(engine.replay(new AsideReplay("readings", false, List.of(), "type", false))
                        .replayed())
                .as("all that are left")
                .isZero();
        platform.finish(engine, 1);
        platform.assertLikeNew("mended", engine, patient);
        engine.close();
    }

    @Test
    void deadEvents_whoseTimeIsStillTooFarAhead_areRefusedAndNotAppended() throws Exception {
        TestPlatform.ManualClock clock = new TestPlatform.ManualClock();
        TestPlatform here = new TestPlatform(clock);
        EmbeddedEngine engine = here.engine(plan, 1);
        engine.start();
        long ahead = 60_000 + Duration.ofHours(1).toMillis();
        here.append(
                0,
                List.of(
                        event("a", 1_000, "1.0"),
                        event("a", ahead + 1, "1.0"),
                        event("a", Duration.ofDays(365).toMillis(), "1.0"),
                        event("a", 2_000, "\"warm\"")));
        awaitRead(engine);
        assertThat(engine.ledgers().get("readings").processed().dead()).isEqualTo(3);
        List<AsideReplay.Item> items = List.of(
                new AsideReplay.Item(0, 0, null),
                new AsideReplay.Item(0, 1, event("a", ahead, "1.0")),
                new AsideReplay.Item(0, 2, event("a", ahead + 1, "1.0")));
        for (boolean isDryRun : new boolean[] {true, false}) {
            AsideReplay.Outcome all = engine.replay(new AsideReplay("readings", false, List.of(), "future", isDryRun));
            assertThat(all.replayed()).isZero();
            assertThat(all.refused())
                    .hasSize(2)
                    .allSatisfy(refused -> assertThat(refused.reason().key()).isEqualTo("replay.future"));
            assertThat(all.refused().get(1).reason().in(Locale.ENGLISH))
                    .startsWith("ts: 2027-01-01T00:00:00Z")
                    .contains("time.ahead");
        }
        assertThat(here.log.range(TOPIC, 0).end()).isEqualTo(4);

        AsideReplay.Outcome would = engine.replay(new AsideReplay("readings", false, items, null, true));
        AsideReplay.Outcome done = engine.replay(new AsideReplay("readings", false, items, null, false));
        assertThat(done).isEqualTo(would);
        assertThat(done.replayed()).as("as far ahead as may be").isEqualTo(1);
        assertThat(done.refused().stream().map(refused -> refused.event().offset()))
                .containsExactly(0L, 2L);
        awaitRead(engine);
        assertThat(engine.ledgers().get("readings").processed().dead()).isEqualTo(3);
        assertThat(here.log.range(TOPIC, 0).end()).isEqualTo(5);

        clock.advance(Duration.ofMillis(1));
        assertThat(engine.replay(new AsideReplay("readings", false, List.of(), "future", false))
                        .replayed())
                .as("its time has come")
                .isEqualTo(1);
        assertThat(engine.ledgers().get("readings").processed().dead()).isEqualTo(3);
        engine.close();
    }

    @Test
    void failedEvents_whichCountInOtherViews_areRefused() throws Exception {
        ViewPlan failing = TestViews.failingRows();
        EmbeddedEngine engine = platform.engine(TestViews.plan(LATENESS, 1, List.of(TestViews.tumbling(), failing)), 1);
        engine.start();
        platform.append(0, List.of(event("a", 1_000, "0.0")));
        awaitRead(engine);
        AsideReplay.Outcome done = engine.replay(new AsideReplay("readings", false, List.of(), null, false));
        assertThat(done.replayed()).isZero();
        assertThat(done.refused())
                .singleElement()
                .satisfies(refused ->
                        assertThat(refused.reason().in(Locale.ENGLISH)).contains("failing"));
        engine.close();
    }

    @Test
    void engineThatFallsOverInAReplay_goesOnWithIt() throws Exception {
        EmbeddedEngine first = platform.engine(plan, 1);
        first.start();
        platform.append(0, events(random, 0, 5000));
        awaitRead(first);
        first.close();
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicBoolean isArmed = new AtomicBoolean();
        EmbeddedEngine second = platform.engine(plan, new HeldStore(platform.store, "plant.hopping", () -> {
            if (isArmed.get()) {
                storing.countDown();
                mayGoOn.await();
            }
        }));
        second.start();
        awaitRead(second);
        second.checkpoint();
        isArmed.set(true);
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread replaying = new Thread(() -> {
            try {
                second.replay(all(false));
            } catch (Exception e) {
                told.set(e);
            }
        });
        replaying.start();
        assertThat(storing.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> second.rewind(Instant.EPOCH))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        Thread halting = new Thread(second::halt);
        halting.start();
        await(() -> halting.getState() == Thread.State.WAITING);
        mayGoOn.countDown();
        halting.join();
        replaying.join();
        assertThat(told.get()).isInstanceOf(RaudalException.class);

        EmbeddedEngine third = platform.engine(plan, 1);
        third.start();
        await(
                third,
                () -> third.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
        platform.finish(third, 1);
        platform.assertLikeNew("seed " + seed, third, patient);
        third.close();
    }

    @Test
    void lateEvents_ofWindowsThatTheLogHasLost_areRefused() throws Exception {
        TestPlatform small = new TestPlatform(new TestPlatform.ManualClock());
        small.retentionBytes = 1 << 20;
        PipelinePlan tumbling = TestViews.plan(LATENESS, 1, List.of(TestViews.tumbling(), Plans.rollup()));
        EmbeddedEngine engine = small.engine(tumbling, 1);
        engine.start();
        List<String> events = events(random, 0, 30_000);
        for (int from = 0; from < 30_000; from += 1000) {
            small.append(0, events.subList(from, from + 1000));
            awaitRead(engine);
            engine.checkpoint();
        }
        assertThat(small.log.range(TOPIC, 0).first()).isPositive();
        long late = engine.ledgers().get("readings").processed().late();
        AsideReplay.Outcome done = engine.replay(all(false));
        assertThat(done.replayed()).isPositive();
        assertThat(done.refused()).isNotEmpty();
        assertThat(done.replayed() + done.refused().size()).isEqualTo((int) late);
        assertThat(done.refused())
                .allSatisfy(refused -> assertThat(refused.reason().key()).isEqualTo("replay.beyond"));
        small.finish(engine, 1);
        // Each row is one of a run in which nothing was late, or of one in which all was that is.
        PipelinePlan none = TestViews.plan(Duration.ofHours(1), 1, tumbling.views());
        ViewPlan view = tumbling.views().get(0);
        Set<String> allowed = new HashSet<>();
        bounded(none, view, events).lines().forEach(allowed::add);
        bounded(tumbling, view, events).lines().forEach(allowed::add);
        assertThat(small.stored(view).lines().filter(row -> !allowed.contains(row)))
                .as("seed %d", seed)
                .isEmpty();
        engine.close();
    }

    private static AsideReplay all(boolean isDryRun) {
        return new AsideReplay("readings", true, List.of(), null, isDryRun);
    }
}
