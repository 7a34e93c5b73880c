package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntakeGateTest {
    private final MemoryLog memory = new MemoryLog(InstantSource.system());
    private final IntakeGate gate = new IntakeGate();
    private final Log log = gate.held(memory);

    @BeforeEach
    void ensure() {
        log.ensure(new LogStream("s", 1, Duration.ofDays(1), Long.MAX_VALUE));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void append_whileTheGateIsClosed_comesIntoTheLogAfterwards() throws Exception {
        CompletableFuture<Long> before = append();
        assertThat(before.get()).isZero();

        CompletableFuture<Long> held = gate.closed(() -> {
            CompletableFuture<Long> append = append();
            assertThat(append).isNotDone();
            assertThat(memory.range("s", 0).end()).isEqualTo(1);
            return append;
        });

        assertThat(held.get()).isEqualTo(1);
        assertThat(append().get()).isEqualTo(2);
    }

    @Test
    void work_thatFails_opensTheGate() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate.closed(() -> {
                    throw new IllegalArgumentException();
                }));

        assertThat(append().get()).isZero();
    }

    @Test
    void append_thatFails_isUnderWayNoLonger() {
        CompletableFuture<Long> failed = log.append("none", 0, Slices.of("x")).toCompletableFuture();

        assertThat(failed).isCompletedExceptionally();
        assertThat(gate.closed(() -> "done")).isEqualTo("done");
    }

    /** The position is noted behind the append; a copy must not be taken between the two. */
    @Test
    void source_betweenItsAppendAndItsPosition_keepsTheGateOpen() throws Exception {
        AtomicLong position = new AtomicLong();
        AtomicBoolean isEnding = new AtomicBoolean();
        PartOfSources sources = new PartOfSources(isEnding);
        EventSource source = gate.held((pipeline, stream, folder) -> List.of(sources))
                .all("p", null, null)
                .get(0);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                source.run(new byte[0], new Appending(position));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        while (position.get() < 2_000 && !running.isDone()) {
            gate.closed(() -> {
                assertThat(memory.range("s", 0).end()).isEqualTo(position.get());
                return true;
            });
        }
        isEnding.set(true);
        running.get(30, TimeUnit.SECONDS);
    }

    private CompletableFuture<Long> append() {
        return log.append("s", 0, Slices.of("x")).toCompletableFuture();
    }

    /** As {@code SourceRunner} does it. */
    private final class Appending implements SourceOutput {
        private final AtomicLong position;

        Appending(AtomicLong position) {
            this.position = position;
        }

        @Override
        public void emit(Slices events, byte[] reached) {
            log.append("s", 0, events).toCompletableFuture().join();
            position.incrementAndGet();
        }

        @Override
        public void lag(long amount, SourceStatus.Unit unit) {}

        @Override
        public void connected() {}
    }

    private record PartOfSources(AtomicBoolean isEnding) implements EventSource {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public String target() {
            return "test";
        }

        @Override
        public void run(byte[] position, SourceOutput out) throws InterruptedException {
            while (!isEnding.get()) {
                out.emit(Slices.of("x"), position);
            }
        }
    }
}
