package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Changes of the pipeline, crashes, replays and rewinds in any order: what is stored at the end is what a new engine would store. */
@Timeout(300)
class EngineSimulationTest {
    private static final int PARTITIONS = 2;
    private static final Duration LATENESS = Duration.ofSeconds(3);

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform(new TestPlatform.ManualClock());
    private final List<String> history = new ArrayList<>();
    private int events;

    @RepeatedTest(4)
    void rows_afterAnything_areThoseOfANewEngine() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        PipelinePlan plan = plan(LATENESS, somePlan());
        EmbeddedEngine engine = start(plan);
        for (int step = 0; step < 30; step++) {
            append();
            switch (random.nextInt(8)) {
                case 0 -> {
                    history.add("crash");
                    engine.halt();
                    engine = start(plan);
                }
                case 1, 2 -> {
                    plan = plan(LATENESS, somePlan());
                    boolean isCrash = random.nextBoolean();
                    history.add((isCrash ? "crash and change to " : "change to ") + names(plan));
                    if (isCrash) {
                        engine.halt();
                    } else {
                        engine.close();
                    }
                    engine = start(plan);
                }
                case 3 -> {
                    history.add("replay");
                    ask(engine, this::replay);
                }
                case 4 -> {
                    history.add("rewind");
                    Instant to = Instant.ofEpochMilli(TestPlatform.START + random.nextInt(1 + 50 * events));
                    ask(engine, any -> any.rewind(to));
                }
                case 5 -> awaitRead(engine);
                case 6 -> awaitRebuilt(engine);
                default -> engine.checkpoint();
            }
        }
        awaitRebuilt(engine);
        platform.finish(engine, PARTITIONS);
        assertLikeNew(engine, plan);
        replay(engine);
        engine.checkpoint();
        // Everything late was replayed, so nothing is late for this one.
        PipelinePlan patient = plan(Duration.ofHours(1), plan.views());
        platform.assertLikeNew("seed " + seed + " all replayed " + history, engine, patient);
        StreamLedger ledger = engine.ledgers().get("readings");
        assertThat(ledger.processed().received()).isEqualTo(events);
        assertThat(ledger.processed().balances()).isTrue();
        assertThat(ledger.replayedLate()).isEqualTo(ledger.processed().late());
        engine.close();
    }

    /** That rows and ledger are those of an engine that reads the whole log with this plan, and replays the same events. */
    private void assertLikeNew(EmbeddedEngine engine, PipelinePlan plan) throws Exception {
        TestPlatform other = new TestPlatform(platform.clock, platform.log);
        EmbeddedEngine fresh = other.engine(plan, 1);
        fresh.start();
        awaitRead(fresh);
        List<AsideReplay.Item> replayed = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int number = partition;
            AsideEvents.read(platform.log, TOPIC + ".late", partition, 0, (record, offset) -> {
                if (engine.isReplayed("readings", true, number, offset)) {
                    replayed.add(new AsideReplay.Item(number, offset, null));
                }
            });
        }
        if (!replayed.isEmpty()) {
            fresh.replay(new AsideReplay("readings", true, replayed, null, false));
        }
        fresh.checkpoint();
        Ledger expected = fresh.ledgers().get("readings").processed();
        Ledger ledger = engine.ledgers().get("readings").processed();
        for (ViewPlan view : plan.views()) {
            String what = "seed " + seed + " " + view.name() + " " + history;
            String stored = TestPlatform.text(view, platform.rows(engine.storedName(view.name())));
            TestPlatform.assertSame(what, stored, other.stored(view));
            if (ledger.views().contains(view.name())) {
                assertThat(ledger.used(view.name())).as(what).isEqualTo(expected.used(view.name()));
                assertThat(ledger.filtered(view.name())).as(what).isEqualTo(expected.filtered(view.name()));
                assertThat(ledger.unread(view.name())).as(what).isZero();
            }
        }
        assertThat(ledger.late()).as("seed %d", seed).isEqualTo(expected.late());
        fresh.close();
    }

    private EmbeddedEngine start(PipelinePlan plan) throws InterruptedException {
        EmbeddedEngine engine = platform.engine(plan, 1 + random.nextInt(2));
        engine.start();
        return engine;
    }

    private void append() {
        int count = random.nextInt(200);
        for (String event : events(random, events, events + count)) {
            platform.append(Math.floorMod(event.hashCode(), PARTITIONS), List.of(event));
        }
        events += count;
    }

    private interface Wish {
        void of(EmbeddedEngine engine) throws InterruptedException;
    }

    /** Asks for what may be refused because something is under way. */
    private void ask(EmbeddedEngine engine, Wish wish) throws InterruptedException {
        try {
            wish.of(engine);
        } catch (RaudalException e) {
            assertThat(e.code()).as("seed %d", seed).isEqualTo(ErrorCode.CONFLICT);
            history.add("refused");
        }
    }

    private void replay(EmbeddedEngine engine) throws InterruptedException {
        AsideReplay.Outcome done = engine.replay(new AsideReplay("readings", true, List.of(), null, false));
        assertThat(done.refused()).as("seed %d", seed).isEmpty();
    }

    private static void awaitRebuilt(EmbeddedEngine engine) throws Exception {
        await(
                engine,
                () -> engine.status().views().stream()
                        .allMatch(view -> view.rebuilding().isEmpty()));
    }

    private List<ViewPlan> somePlan() {
        List<ViewPlan> views = new ArrayList<>();
        for (ViewPlan view : TestViews.all()) {
            if (random.nextInt(3) > 0 || view.name().equals(Plans.WINDOWS)) {
                boolean isOther = view.name().equals(Plans.WINDOWS) && random.nextInt(3) == 0;
                views.add(isOther ? TestViews.wide() : view);
            }
        }
        return views;
    }

    private static PipelinePlan plan(Duration lateness, List<ViewPlan> views) {
        return TestViews.plan(lateness, PARTITIONS, views);
    }

    private static List<String> names(PipelinePlan plan) {
        return plan.views().stream().map(ViewPlan::name).toList();
    }
}
