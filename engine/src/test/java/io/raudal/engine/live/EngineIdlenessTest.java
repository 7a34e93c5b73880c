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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineIdlenessTest {
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

    private static PipelinePlan plan(Duration lateness, int partitions) {
        return Plans.of(new Format.Json(), lateness, partitions, Plans.windows(), Plans.rows(), Plans.rollup());
    }
}
