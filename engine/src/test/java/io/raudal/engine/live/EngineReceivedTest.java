package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.TOPIC;
import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.run.Plans;
import io.raudal.plan.PipelinePlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the clock decides takes places in the log, and yet is no event. */
@Timeout(60)
class EngineReceivedTest {
    private final TestPlatform.ManualClock clock = new TestPlatform.ManualClock();
    private final TestPlatform platform = new TestPlatform(clock);
    private final PipelinePlan plan = TestViews.plan(Duration.ofSeconds(3), 2, List.of(Plans.windows()));

    @Test
    void received_whileIdlenessIsDecided_countsEventsAlone() throws Exception {
        LingeringLog log = new LingeringLog(platform.log, Duration.ofMillis(20));
        try (EmbeddedEngine engine = platform.engine(plan, log)) {
            engine.start();
            long appended = 0;
            for (int round = 0; log.controls() < 10; round++) {
                if (round % 50 == 0) {
                    platform.append(0, List.of(event("a", 1_000L * round, "1.0")));
                    appended++;
                    clock.advance(Duration.ofSeconds(30));
                }
                assertThat(received(engine.ledgers().get("readings"))).isEqualTo(appended);
                assertThat(received(engine.status().streams().get(0).ledger())).isEqualTo(appended);
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void received_afterACrash_leavesOutWhatWasDecidedBefore() throws Exception {
        EmbeddedEngine first = platform.engine(plan, 1);
        first.start();
        first.halt();
        platform.append(0, List.of(event("a", 1_000, "1.0")));
        for (int decision = 0; decision < 3; decision++) {
            decide(decision);
        }
        platform.append(0, List.of(event("a", 2_000, "1.0")));
        decide(3);

        try (EmbeddedEngine second = platform.engine(plan, 1)) {
            second.start();
            await(second, () -> {
                assertThat(received(second.ledgers().get("readings"))).isEqualTo(2);
                return second.ledgers().get("readings").processed().received() == 2;
            });
        }
    }

    @Test
    void events_aheadOfAnOffset_areCountedWithoutWhatWasDecided() throws Exception {
        platform.engine(plan, 1).close();
        platform.append(0, List.of(event("a", 1_000, "1.0")));
        decide(0);
        decide(1);
        platform.append(0, List.of(event("a", 2_000, "1.0")));
        ControlOffsets found = ControlOffsets.from(platform.log, TOPIC, 0, 1);
        OffsetRange range = found.range();
        assertThat(range).isEqualTo(new OffsetRange(0, 4));
        assertThat(found.events(1, range)).isEqualTo(1);
        assertThat(found.events(2, range)).isEqualTo(1);
        assertThat(found.events(4, range)).isZero();

        found.append(new Control.Idle(7));
        assertThat(found.events(1, range)).as("a range of before").isEqualTo(1);
        assertThat(found.events(1, found.range())).isEqualTo(1);
        for (int more = 0; more < 100; more++) {
            found.append(new Control.Idle(8 + more));
        }
        assertThat(found.events(95, found.range())).isZero();
    }

    private void decide(long seconds) {
        CompletionStage<Long> appended = platform.log.append(TOPIC, 0, new Control.Idle(seconds * 1_000_000));
        CompletableFuture<Long> offset = appended.toCompletableFuture();
        assertThat(offset.join()).isNotNegative();
    }

    private static long received(StreamLedger ledger) {
        return ledger.processed().received() + ledger.inFlight();
    }
}
