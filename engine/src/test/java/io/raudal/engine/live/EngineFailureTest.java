package io.raudal.engine.live;

import static io.raudal.engine.live.TestPlatform.await;
import static io.raudal.engine.live.TestPlatform.awaitRead;
import static io.raudal.engine.live.TestPlatform.event;
import static io.raudal.engine.live.TestPlatform.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.raudal.engine.run.Plans;
import io.raudal.engine.store.MemoryStore;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class EngineFailureTest {
    private final TestPlatform platform = new TestPlatform();
    private final PipelinePlan plan =
            Plans.of(new Format.Json(), Duration.ZERO, 1, Plans.windows(), Plans.rows(), Plans.rollup());

    @Test
    void storeThatFails_stopsTheEngineWithItsError() throws Exception {
        EmbeddedEngine engine = platform.engine(plan, new MemoryStore(3));
        engine.start();
        platform.append(0, events(new Random(1), 1000));
        await(() -> engine.failure().isPresent());
        assertThat(engine.failure()).containsInstanceOf(RaudalException.class);
        engine.close();
    }

    @Test
    void close_duringACheckpoint_losesNoRow() throws Exception {
        CountDownLatch saving = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicBoolean isSlow = new AtomicBoolean();
        platform.snapshots = new Snapshots(platform.snapshots, () -> {
            if (isSlow.getAndSet(false)) {
                saving.countDown();
                mayGoOn.await();
            }
        });
        EmbeddedEngine engine = platform.engine(plan, 1);
        engine.start();
        appendWindows();
        awaitRead(engine);
        isSlow.set(true);
        assertThat(saving.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(engine::close);
        closing.start();
        await(() -> closing.getState() == Thread.State.WAITING || !closing.isAlive());
        mayGoOn.countDown();
        closing.join();
        assertThat(engine.failure()).isEmpty();
        assertThat(platform.rows("plant." + Plans.WINDOWS)).hasSize(2);
    }

    @Test
    void checkpointThatFails_leavesTheRowsToTheNextEngine() throws Exception {
        AtomicBoolean isFull = new AtomicBoolean();
        platform.snapshots = new Snapshots(platform.snapshots, () -> {
            if (isFull.get()) {
                throw new RaudalException(
                        ErrorCode.UNWRITABLE_OUTPUT,
                        new Message(EngineSnapshot.MESSAGES, "snapshot.damaged", List.of()));
            }
        });
        EngineOptions rare = new EngineOptions(1, Duration.ofDays(1), Duration.ofDays(1), 1000);
        EmbeddedEngine engine = platform.engine(plan, rare);
        engine.start();
        appendWindows();
        awaitRead(engine);
        isFull.set(true);
        assertThatExceptionOfType(RaudalException.class).isThrownBy(engine::checkpoint);
        isFull.set(false);
        assertThatIllegalStateException().isThrownBy(engine::checkpoint);
        engine.close();
        assertThat(engine.failure()).containsInstanceOf(RaudalException.class);
        assertThat(platform.rows("plant." + Plans.WINDOWS)).isEmpty();

        EmbeddedEngine next = platform.engine(plan, rare);
        next.start();
        awaitRead(next);
        next.close();
        assertThat(platform.rows("plant." + Plans.WINDOWS)).hasSize(2);
    }

    @Test
    void start_aSecondTime_isRefused() throws Exception {
        try (EmbeddedEngine engine = platform.engine(plan, 1)) {
            engine.start();
            assertThatIllegalStateException().isThrownBy(engine::start);
        }
    }

    @Test
    void status_whileTheEngineStarts_isAnswered() throws Exception {
        PipelinePlan wide = Plans.of(new Format.Json(), Duration.ZERO, 64, Plans.windows());
        EmbeddedEngine engine = platform.engine(wide, 64);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread asking = new Thread(() -> {
            try {
                while (ended.getCount() > 0) {
                    engine.status();
                }
            } catch (Throwable e) {
                failed.set(e);
            }
        });
        asking.start();
        engine.start();
        engine.close();
        ended.countDown();
        asking.join();
        assertThat(failed.get()).isNull();
    }

    @Test
    void logThatIsClosed_isWaitedForAndThenTheReason() throws Exception {
        TestPlatform.ManualClock clock = new TestPlatform.ManualClock();
        TestPlatform turned = new TestPlatform(clock);
        EmbeddedEngine engine = turned.engine(plan, 1);
        engine.start();
        turned.append(0, List.of(event("a", 1_000, "1.0")));
        awaitRead(engine);
        turned.log.close();
        // Now the engine would decide that the partition is idle, and cannot write it down.
        clock.advance(Duration.ofSeconds(11));
        await(() -> engine.failure().isPresent());
        assertThat(engine.failure())
                .get()
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE));
        engine.close();
    }

    private void appendWindows() {
        platform.append(0, List.of(event("a", 1_000, "1.0"), event("a", 11_000, "1.0"), event("a", 21_000, "1.0")));
    }

    /** Does something ahead of each snapshot. */
    private record Snapshots(SnapshotStore kept, Ahead ahead) implements SnapshotStore {
        interface Ahead {
            void run() throws InterruptedException;
        }

        @Override
        public String save(byte[] snapshot) {
            try {
                ahead.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return kept.save(snapshot);
        }

        @Override
        public byte[] load(String name) {
            return kept.load(name);
        }

        @Override
        public void keepOnly(String name) {
            kept.keepOnly(name);
        }
    }
}
