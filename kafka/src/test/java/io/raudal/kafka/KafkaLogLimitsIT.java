package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be had is said, in time, and by whom. */
class KafkaLogLimitsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void append_moreThanMayWait_isRefusedAtOnceAndTheRestInTime() throws Exception {
        KafkaOptions options = new KafkaOptions(TIMEOUT, 1 << 20, 1 << 20, 1 << 20, 0);
        EmbeddedBroker broker = start();
        try (KafkaLog log = new KafkaLog(broker.connection(), options)) {
            log.ensure(new LogStream("plant.readings", 1, Duration.ofDays(7), 1L << 30));
            append(log, "first").get(20, TimeUnit.SECONDS);
            broker.close();
            List<CompletableFuture<Long>> waiting = new ArrayList<>();
            long start = System.nanoTime();
            String event = "x".repeat(100_000);
            for (int i = 0; i < 10; i++) {
                waiting.add(append(log, event));
            }
            CompletableFuture<Long> tooMuch = append(log, event);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.dividedBy(2));
            assertThat(tooMuch).isCompletedExceptionally();
            assertFails(tooMuch, ErrorCode.LIMIT_EXCEEDED, broker.connection().servers());
            for (CompletableFuture<Long> append : waiting) {
                assertFails(append, ErrorCode.UNREACHABLE, broker.connection().servers());
            }
            // What failed makes room.
            assertFails(append(log, event), ErrorCode.UNREACHABLE, "plant.readings");
        }
    }

    @Test
    void event_ofTwentyMegabytes_isRefusedWithTheBound() {
        try (EmbeddedBroker broker = start();
                KafkaLog log = new KafkaLog(broker.connection(), KafkaOptions.DEFAULTS)) {
            log.ensure(new LogStream("plant.readings", 1, Duration.ofDays(7), 1L << 30));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> append(log, "x".repeat(20_000_000)))
                    .withMessageContaining("plant.readings-0")
                    .withMessageContaining("20000032")
                    .withMessageContaining("2097152");
        }
    }

    @Test
    void cluster_thatIsNotThere_isNamed() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        KafkaOptions options = new KafkaOptions(TIMEOUT, 1 << 20, 1 << 20, 1 << 20, 0);
        assertThatThrownBy(() -> new KafkaLog(KafkaConnection.plain("127.0.0.1:" + free), options))
                .asInstanceOf(type(RaudalException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .satisfies(e -> assertThat(e.in(Locale.ENGLISH)).contains("127.0.0.1:" + free));
        assertThatThrownBy(() -> new KafkaLog(KafkaConnection.plain("no.such.host.invalid:9092"), options))
                .asInstanceOf(type(RaudalException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .satisfies(e -> assertThat(e.in(Locale.ENGLISH)).contains("no.such.host.invalid:9092"));
    }

    @Test
    void close_whileAReaderWaits_endsItsPoll() throws Exception {
        try (EmbeddedBroker broker = start();
                KafkaLog log = new KafkaLog(broker.connection(), KafkaOptions.DEFAULTS)) {
            log.ensure(new LogStream("plant.readings", 1, Duration.ofDays(7), 1L << 30));
            try (LogReader reader = log.reader("plant.readings", Map.of(0, 0L))) {
                CompletableFuture<Void> closed = CompletableFuture.runAsync(
                        log::close, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
                assertThat(reader.poll(Duration.ofSeconds(60))).isNull();
                closed.get(20, TimeUnit.SECONDS);
                assertThat(reader.poll(Duration.ofSeconds(60))).isNull();
            }
            assertThat(append(log, "too late")).isCompletedExceptionally();
        }
    }

    private EmbeddedBroker start() {
        return EmbeddedBroker.start(new BrokerOptions(directory.resolve("kafka"), 0, false));
    }

    private static CompletableFuture<Long> append(KafkaLog log, String event) {
        return log.append("plant.readings", 0, Slices.of(event)).toCompletableFuture();
    }

    private static void assertFails(CompletableFuture<Long> append, ErrorCode code, String named) {
        assertThat(append)
                .failsWithin(TIMEOUT.multipliedBy(4))
                .withThrowableThat()
                .havingCause()
                .asInstanceOf(type(RaudalException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.in(Locale.ENGLISH)).contains(named));
    }
}
