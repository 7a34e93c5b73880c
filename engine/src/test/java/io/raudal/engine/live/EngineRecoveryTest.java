package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.bounded;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EngineRecoveryTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform();

    @Test
    void rows_afterCrashesAtRandomPoints_areThoseOfABoundedRun() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        List<String> events = events(random, 6000);
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        int crashes = 0;
        for (int from = 0; from < events.size(); ) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(300));
            platform.append(0, events.subList(from, to));
            from = to;
            awaitSome(engine, random.nextInt(from));
            int chance = random.nextInt(6);
            if (chance == 0) {
                engine.checkpoint();
            } else if (chance == 1) {
                engine.halt();
                engine = platform.engine(plan, 1);
                engine.start();
                crashes++;
            }
        }
        platform.finish(engine, 1);
        assertThat(crashes).as("seed %d", seed).isPositive();
        for (ViewPlan view : plan.views()) {
            assertThat(platform.stored(view))
                    .as("seed %d: %s", seed, view.name())
                    .isEqualTo(bounded(plan, view, events));
        }
        Ledger ledger = engine.ledgers().get("readings").processed();
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.received()).isEqualTo(events.size());
        assertThat(ledger.late()).isPositive();
        // Each late and dead event is in its stream once, whatever crashed in between.
        List<AsideRecord> late = platform.aside(TOPIC + ".late", 1);
        List<AsideRecord> dead = platform.aside(TOPIC + ".dead", 1);
        assertThat(late).as("seed %d", seed).hasSize((int) ledger.late());
        assertThat(dead).as("seed %d", seed).hasSize((int) ledger.dead());
        assertThat(late).allSatisfy(record -> {
            assertThat(record.kind()).isEqualTo("late");
            assertThat(record.reason()).isEqualTo("lateness");
            assertThat(new String(record.raw(), UTF_8)).isEqualTo(events.get((int) record.offset()));
        });
        assertThat(dead).allSatisfy(record -> assertThat(record.detail()).isNotNull());
        engine.close();
    }

    @Test
    void start_againAfterClose_goesOnWhereItStood() throws Exception {
        PipelinePlan plan = plan(Duration.ofSeconds(3), 2);
        List<String> events = events(random, 2000);
        EmbeddedEngine first = platform.engine(plan, 2);
        first.start();
        platform.append(0, events.subList(0, 1000));
        awaitRead(first);
        first.close();
        EmbeddedEngine second = platform.engine(plan, 2);
        second.start();
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(1000);
        platform.append(1, events.subList(1000, 2000));
        platform.finish(second, 2);
        assertThat(second.ledgers().get("readings").processed().received()).isEqualTo(2000);
        second.close();
    }

    @Test
    void snapshots_asFiles_areFoundOrToldMissing(@TempDir Path folder) throws Exception {
        platform.snapshots = new SnapshotFiles(folder.resolve("snapshots"));
        PipelinePlan plan = plan(Duration.ofSeconds(3), 1);
        List<String> events = events(random, 1000);
        EmbeddedEngine first = platform.engine(plan, 1);
        first.start();
        platform.append(0, events.subList(0, 500));
        awaitRead(first);
        first.close();
        try (var files = Files.list(folder.resolve("snapshots"))) {
            assertThat(files).hasSize(1);
        }
        platform.snapshots = new SnapshotFiles(folder.resolve("snapshots"));
        EmbeddedEngine second = platform.engine(plan, 1);
        second.start();
        platform.append(0, events.subList(500, 1000));
        platform.finish(second, 1);
        assertThat(platform.stored(plan.views().get(0)))
                .isEqualTo(bounded(plan, plan.views().get(0), events));
        second.close();
        platform.snapshots = new SnapshotFiles(folder.resolve("elsewhere"));
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> platform.engine(plan, 1).start())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SNAPSHOT));
    }

    @Test
    void start_withMorePartitions_goesOnAndCountsNothingTwice() throws Exception {
        EmbeddedEngine two = platform.engine(plan(Duration.ofSeconds(3), 2), 2);
        two.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 25_000, "1.0")));
        platform.append(1, List.of(event("b", 2_000, "1.0"), event("b", 15_000, "1.0")));
        awaitRead(two);
        two.close();
        assertThat(platform.rows("plant." + Plans.WINDOWS)).hasSize(2);

        EmbeddedEngine three = platform.engine(plan(Duration.ofSeconds(3), 3), 2);
        three.start();
        // The window of the first is final, so it is late in the new partition too.
        platform.append(2, List.of(event("a", 3_000, "1.0"), event("c", 16_000, "1.0")));
        awaitRead(three);
        platform.finish(three, 3);
        assertThat(platform.aside(TOPIC + ".late", 3))
                .singleElement()
                .satisfies(late -> assertThat(new String(late.raw(), UTF_8)).isEqualTo(event("a", 3_000, "1.0")));
        assertThat(platform.rows("plant." + Plans.WINDOWS)).hasSize(5);
        assertThat(three.ledgers().get("readings").processed().late()).isEqualTo(1);
        three.close();
    }

    /** Waits until the engine has been through so many events of the log. */
    private static void awaitSome(EmbeddedEngine engine, long count) throws Exception {
        await(engine, () -> engine.ledgers().get("readings").processed().received() >= count);
    }

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }
}
