package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.RowChange;
import io.raudal.engine.run.Plans;
import io.raudal.model.Format;
import io.raudal.plan.PipelinePlan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineIdlenessTest {
    /** Behind the window's times and the device. */
    private static final int COUNT = 3;

    @Test
    void idlePartition_byTheClock_closesWindowsAndAReplayObeys() throws Exception {
        TestPlatform.ManualClock time = new TestPlatform.ManualClock();
        PipelinePlan plan = plan(Duration.ofSeconds(3), 2);
        TestPlatform platform = new TestPlatform(time);
        EmbeddedEngine engine = platform.engine(plan, 2);
        engine.start();
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 12_000, "2.0")));
        awaitRead(engine);
        assertThat(platform.rows("plant." + Plans.WINDOWS)).isEmpty();
        time.advance(Duration.ofSeconds(11));
        // The highest event time is 12 s: the first window closes, the second waits for the clock.
        await(engine, () -> platform.rows("plant." + Plans.WINDOWS).size() == 1);
        time.advance(Duration.ofSeconds(20));
        await(engine, () -> platform.rows("plant." + Plans.WINDOWS).size() == 2);
        platform.append(1, List.of(event("a", 13_000, "3.0")));
        await(engine, () -> engine.ledgers().get("readings").processed().received() == 3);
        assertThat(platform.aside(TOPIC + ".late", 2))
                .singleElement()
                .satisfies(record -> assertThat(record.reason()).isEqualTo("after-idle"));
        List<RowChange> rows = platform.rows("plant." + Plans.WINDOWS);
        engine.close();

        // Another clock, which decides nothing: what the log says is enough.
        TestPlatform again = new TestPlatform(new TestPlatform.ManualClock(), platform.log);
        EmbeddedEngine replay = again.engine(plan, 1);
        replay.start();
        await(replay, () -> replay.ledgers().get("readings").processed().late() == 1);
        await(replay, () -> again.rows("plant." + Plans.WINDOWS).equals(rows));
        assertThat(platform.aside(TOPIC + ".late", 2)).hasSize(1);
        replay.close();
    }

    @Test
    void clockThatIsSet_neitherClosesNorHoldsBackWindows() throws Exception {
        TestPlatform.ManualClock clock = new TestPlatform.ManualClock();
        TestPlatform.ManualClock steady = new TestPlatform.ManualClock();
        TestPlatform platform = new TestPlatform(clock, steady);
        EmbeddedEngine engine = platform.engine(plan(Duration.ofSeconds(3), 2), 1);
        engine.start();
        for (int partition = 0; partition < 2; partition++) {
            platform.append(partition, List.of(event("a", 1_000, "1.0"), event("a", 12_000, "2.0")));
        }
        awaitRead(engine);

        clock.advance(Duration.ofHours(-1));
        awaitDecisions(engine, steady);
        platform.append(0, List.of(event("a", 9_500, "3.0"), event("a", 14_000, "4.0")));
        awaitRead(engine);
        assertThat(windows(platform)).as("the other partition is at 9 s").isEmpty();
        // Now it is idle, whatever the clock says.
        steady.advance(Duration.ofSeconds(11));
        platform.append(0, List.of(event("a", 15_000, "5.0")));
        await(engine, () -> windows(platform).size() == 1);
        assertThat(windows(platform)).containsExactly(3L);

        clock.advance(Duration.ofDays(2).plusHours(1));
        awaitDecisions(engine, steady);
        assertThat(windows(platform)).as("nothing has passed but the clock").hasSize(1);
        platform.append(1, List.of(event("a", 19_000, "9.0"), event("a", 24_000, "10.0")));
        platform.append(0, List.of(event("a", 16_000, "6.0"), event("a", 19_900, "7.0"), event("a", 24_000, "8.0")));
        await(engine, () -> windows(platform).size() == 2);
        assertThat(windows(platform)).containsExactly(3L, 7L);
        assertThat(platform.aside(TOPIC + ".late", 2)).isEmpty();
        assertThat(platform.aside(TOPIC + ".dead", 2)).isEmpty();
        StreamLedger ledger = engine.ledgers().get("readings");
        assertThat(ledger.inFlight()).isZero();
        assertThat(ledger.processed().received()).isEqualTo(12);
        assertThat(ledger.processed().delivered()).isEqualTo(12);
        engine.close();
    }

    /** How many events each final window has. */
    private static List<Object> windows(TestPlatform platform) {
        return platform.rows("plant." + Plans.WINDOWS).stream()
                .map(row -> Objects.requireNonNull(row.values())[COUNT])
                .toList();
    }

    /** Waits until idleness was decided for both partitions, or for one and twice for the other. */
    private static void awaitDecisions(EmbeddedEngine engine, TestPlatform.ManualClock steady) throws Exception {
        long before = steady.readings();
        await(engine, () -> steady.readings() > before + 5);
    }

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }
}
