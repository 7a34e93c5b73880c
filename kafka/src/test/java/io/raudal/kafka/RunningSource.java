package io.raudal.kafka;

import io.raudal.engine.intake.SourcePositions;
import io.raudal.engine.intake.SourceRunner;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.run.Plans;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A source that runs into a log in memory of one partition, as the platform runs it. */
final class RunningSource implements AutoCloseable {
    static final int MAX_EVENT_BYTES = 10_000;

    private static final String STREAM = "plant.readings";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final SourceRunner runner;

    private RunningSource(Source.Kafka options, Path folder, Positions positions) {
        log.ensure(new LogStream(STREAM, 1, Duration.ofDays(1), 1 << 30));
        runner = new SourceRunner(
                "source",
                new KafkaSource(options, folder, MAX_EVENT_BYTES),
                new StreamIntake(
                        log,
                        Plans.named("readings", new Format.Json()).streams().get(0),
                        STREAM),
                positions,
                InstantSource.system(),
                new AtomicLong());
    }

    static RunningSource start(Source.Kafka options) {
        return start(options, new Positions());
    }

    /** Goes on where another one stopped. */
    static RunningSource start(Source.Kafka options, Positions positions) {
        return start(options, Path.of(""), positions);
    }

    static RunningSource start(Source.Kafka options, Path folder, Positions positions) {
        RunningSource source = new RunningSource(options, folder, positions);
        source.runner.start();
        return source;
    }

    SourceStatus status() {
        return runner.status();
    }

    /** In English; empty if there was none. */
    String lastError() {
        Message error = status().lastError();
        return error == null ? "" : error.in(Locale.ENGLISH);
    }

    /** What it has brought. */
    List<String> events() throws InterruptedException {
        return Reading.strings(log, STREAM, 0);
    }

    /** Waits until it has brought so much and kept its position, and returns it. */
    List<String> await(int count) throws InterruptedException {
        Waiting.until(LONG, () -> status().events() >= count);
        return events();
    }

    RunningSource await(SourceStatus.State state) {
        Waiting.until(LONG, () -> status().state() == state);
        return this;
    }

    @Override
    public void close() {
        runner.close();
    }

    /** Positions in memory. */
    static final class Positions implements SourcePositions {
        private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

        Positions copy() {
            Positions copy = new Positions();
            copy.kept.putAll(kept);
            return copy;
        }

        @Override
        public byte[] load(String name) {
            return kept.getOrDefault(name, new byte[0]);
        }

        @Override
        public void save(String name, byte[] position) {
            kept.put(name, position);
        }
    }
}
