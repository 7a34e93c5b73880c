package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.run.Plans;
import io.raudal.engine.step.Ledger;
import io.raudal.model.ErrorCode;
import io.raudal.plan.PipelinePlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineAsideTest {
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final TestPlatform platform = new TestPlatform();
    private final PipelinePlan plan =
            TestViews.plan(Duration.ofSeconds(3), 1, List.of(Plans.windows(), Plans.rows(), Plans.rollup()));

    @Test
    void lateAndDead_whileTheLogIsFull_waitForRoom() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        RefusingLog full = new RefusingLog(platform.log, ".late", ErrorCode.LIMIT_EXCEEDED, 20, 2000);
        EmbeddedEngine engine = platform.engine(plan, full);
        engine.start();
        platform.append(0, events(random, 2000));
        platform.finish(engine, 1);
        Ledger ledger = engine.ledgers().get("readings").processed();
        assertThat(full.hasRefused()).isTrue();
        assertThat(ledger.late()).isPositive();
        assertThat(platform.aside(TOPIC + ".late", 1)).hasSize((int) ledger.late());
        assertThat(platform.aside(TOPIC + ".dead", 1)).hasSize((int) ledger.dead());
        engine.close();
    }

    @Test
    void lateAndDead_thatCannotBeWritten_stopTheEngineAndAreWrittenByTheNext() throws Exception {
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        EmbeddedEngine first =
                platform.engine(plan, new RefusingLog(platform.log, ".late", ErrorCode.UNREACHABLE, 1, 1 << 20));
        first.start();
        List<String> events = events(random, 2000);
        for (int from = 0; from < events.size(); from += 100) {
            platform.append(0, events.subList(from, from + 100));
        }
        await(() -> first.failure().isPresent());
        first.close();
        EmbeddedEngine second = platform.engine(plan, 1);
        second.start();
        platform.finish(second, 1);
        Ledger ledger = second.ledgers().get("readings").processed();
        assertThat(platform.aside(TOPIC + ".late", 1)).as("seed %d", seed).hasSize((int) ledger.late());
        assertThat(platform.aside(TOPIC + ".dead", 1)).as("seed %d", seed).hasSize((int) ledger.dead());
        second.close();
    }

    @Test
    void dead_largerThanAnAppend_isCutAndSaysSo() throws Exception {
        EmbeddedEngine engine =
                platform.engine(plan, new RefusingLog(platform.log, ".none", ErrorCode.UNREACHABLE, 0, 4096));
        engine.start();
        platform.append(0, List.of("not json " + "x".repeat(10_000)));
        platform.finish(engine, 1);
        assertThat(platform.aside(TOPIC + ".dead", 1)).singleElement().satisfies(record -> {
            assertThat(record.raw().length).isBetween(3500, 4096);
            assertThat(record.length()).isEqualTo(10_009);
            assertThat(record.isCut()).isTrue();
        });
        AsideReplay all = new AsideReplay("readings", false, List.of(), null, true);
        assertThat(engine.replay(all).refused())
                .singleElement()
                .satisfies(refused ->
                        assertThat(refused.reason().in(Locale.ENGLISH)).contains("10009"));
        engine.close();
    }
}
