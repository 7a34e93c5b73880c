package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.raudal.engine.log.Control;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that shares no code with Kafka's own: kcat, of librdkafka, as most clients in other languages are. */
class ForeignClientIT {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static KafkaLog log;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(hasKcat(), "kcat is not installed; on Debian it is the package kcat");
        broker = EmbeddedBroker.start(new BrokerOptions(directory.resolve("kafka"), 0, false));
        log = new KafkaLog(broker.connection(), KafkaOptions.DEFAULTS);
        log.ensure(new LogStream("plant.readings", 1, Duration.ofDays(7), 1L << 30));
    }

    @AfterAll
    static void stop() {
        if (log != null) {
            log.close();
            broker.close();
        }
    }

    @Test
    void kcat_producesAndConsumes_whatTheLogReadsAndAppends() throws Exception {
        kcat("first\nsecond\n", "-P", "-t", "plant.readings", "-p", "0");
        kcat("third, packed\nfourth, packed\n", "-P", "-t", "plant.readings", "-p", "0", "-z", "zstd");
        assertThat(Reading.strings(log, "plant.readings", 0))
                .containsExactly("first", "second", "third, packed", "fourth, packed");
        log.append("plant.readings", 0, Slices.of("fifth", "sixth"))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(kcat("", "-C", "-t", "plant.readings", "-p", "0", "-o", "4", "-e"))
                .containsExactly("fifth", "sixth");
        assertThat(kcat("", "-G", "strangers", "-X", "auto.offset.reset=earliest", "-c", "6", "plant.readings"))
                .startsWith("first")
                .endsWith("sixth")
                .hasSize(6);
    }

    @Test
    void kcat_consumingWhatTheClockDecided_seesARecordWithoutValue() throws Exception {
        log.ensure(new LogStream("plant.idle", 1, Duration.ofDays(7), 1L << 30));
        log.append("plant.idle", 0, Slices.of("before")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        log.append("plant.idle", 0, new Control.Idle(7)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        log.append("plant.idle", 0, Slices.of("behind")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(kcat("", "-C", "-t", "plant.idle", "-p", "0", "-o", "0", "-e", "-f", "%o %S %s\\n"))
                .containsExactly("0 6 before", "1 -1 ", "2 6 behind");
    }

    private static boolean hasKcat() throws InterruptedException {
        try {
            return new ProcessBuilder("kcat", "-V")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> kcat(String input, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("kcat", "-q", "-b", broker.connection().servers()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("kcat ends").isTrue();
        assertThat(process.exitValue()).isZero();
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }
}
