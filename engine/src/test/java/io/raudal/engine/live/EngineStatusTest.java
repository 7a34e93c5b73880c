package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.OffsetRange;
import io.raudal.engine.log.Slices;
import io.raudal.engine.run.Plans;
import io.raudal.engine.store.MemoryStore;
import io.raudal.model.Format;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.RowOperator;
import io.raudal.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineStatusTest {
    private final InstantSource clock = InstantSource.system();
    private final MemoryLog log = new MemoryLog(clock);
    private final MemoryChanges changes = new MemoryChanges(1000, clock);

    @Test
    void status_ofARunningEngine_saysWhereEverythingIs() throws Exception {
        PipelinePlan plan = Plans.of(new Format.Json(), Duration.ofSeconds(5), 2, Plans.windows());
        try (EmbeddedEngine engine = new EmbeddedEngine(
                plan,
                name -> {
                    throw new IllegalArgumentException(name);
                },
                log,
                new MemoryStore(1 << 20),
                changes,
                new MemorySnapshots(),
                clock,
                clock,
                EngineOptions.usual(),
                1L << 30,
                new CountedRows())) {
            EngineStatus before = engine.status();
            assertThat(before.views().get(0).watermarkMicros()).isEqualTo(Long.MIN_VALUE);
            assertThat(before.checkpoint()).isNull();

            engine.start();
            append(0, "2026-01-01T00:00:12Z", "2026-01-01T00:00:21Z");
            append(1, "2026-01-01T00:00:33Z", "nonsense");
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (engine.status().streams().get(0).ledger().processed().received() < 4) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            engine.checkpoint();

            EngineStatus status = engine.status();
            EngineStatus.StreamState stream = status.streams().get(0);
            assertThat(stream.name()).isEqualTo("readings");
            assertThat(stream.ledger().processed().dead()).isEqualTo(1);
            assertThat(stream.ledger().inFlight()).isZero();
            EngineStatus.PartitionState first = stream.partitions().get(0);
            assertThat(first.range()).isEqualTo(new OffsetRange(0, 2));
            assertThat(first.readOffset()).isEqualTo(2);
            assertThat(first.highestMicros()).isEqualTo(micros("2026-01-01T00:00:21Z"));
            assertThat(first.watermarkMicros()).isEqualTo(micros("2026-01-01T00:00:16Z"));
            EngineStatus.ViewState view = status.views().get(0);
            // The view follows the partition that is furthest behind.
            assertThat(view.watermarkMicros()).isEqualTo(micros("2026-01-01T00:00:16Z"));
            assertThat(view.nextWindowEndMillis()).isEqualTo(micros("2026-01-01T00:00:20Z") / 1000);
            assertThat(view.finalRows()).isZero();
            assertThat(status.checkpoint()).isNotNull();
        }
    }

    @Test
    void steps_ofARunningEngine_sayWhatTheyLetThrough() throws Exception {
        TestPlatform platform = new TestPlatform();
        PipelinePlan plan =
                TestViews.plan(Duration.ofSeconds(5), 2, List.of(Plans.rows(), Plans.windows(), Plans.rollup()));
        EmbeddedEngine idle = platform.engine(plan, 2);
        assertThat(idle.status().views().get(0).steps()).hasSize(2);
        try (EmbeddedEngine engine = platform.engine(plan, 2)) {
            engine.start();
            platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 2_000, "-1.0")));
            platform.append(1, List.of(event("b", 1_000, "2.0"), event("b", 2_000, "3.0"), "nonsense"));
            awaitRead(engine);
            List<EngineStatus.StepCount> steps = engine.status().views().get(0).steps();
            assertThat(steps.get(0).operator()).isInstanceOf(RowOperator.Filter.class);
            assertThat(steps.get(0).in()).isEqualTo(4);
            assertThat(steps.get(0).out()).isEqualTo(3);
            assertThat(steps.get(1).in()).isEqualTo(3);
            assertThat(steps.get(1).out()).isEqualTo(3);
            assertThat(engine.status().views().get(2).steps())
                    .as("nothing ahead of it")
                    .isEmpty();
        }
    }

    @Test
    void nextEnd_ofEachWindow_isTheFirstAboveTheTime() {
        assertThat(new Window.Tumble(10, 0).nextEnd(20)).hasValue(30);
        assertThat(new Window.Tumble(10, 3).nextEnd(-8)).hasValue(-7);
        assertThat(new Window.Hop(10, 5, 0).nextEnd(24)).hasValue(25);
        assertThat(new Window.Cumulate(10, 2, 0).nextEnd(29)).hasValue(30);
        assertThat(new Window.Session(10).nextEnd(29)).isEqualTo(OptionalLong.empty());
    }

    private void append(int partition, String... times) {
        String[] events = new String[times.length];
        for (int i = 0; i < times.length; i++) {
            events[i] = "{\"device\":\"a\",\"ts\":\"" + times[i] + "\",\"temperature\":1.5}";
        }
        log.append("plant.readings", partition, Slices.of(events))
                .toCompletableFuture()
                .join();
    }

    private static long micros(String time) {
        return Instant.parse(time).toEpochMilli() * 1000;
    }
}
