package io.raudal.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.Decoder;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.log.Slices;
import io.raudal.engine.run.Plans;
import io.raudal.model.Format;
import io.raudal.plan.PipelinePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final String TOPIC = "plant.readings";

    private final MemoryLog log = new MemoryLog(InstantSource.system());

    @Test
    void append_eventsWithAKey_keepsAKeyInOnePartitionAndItsOrder() throws InterruptedException {
        StreamIntake intake = intake(3);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            events.add("{\"n\":" + i + ",\"device\":\"d" + i % 20 + "\"}");
        }
        intake.append(padded(events)).toCompletableFuture().join();
        intake.append(padded(events)).toCompletableFuture().join();

        Map<String, Integer> partitions = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        int read = 0;
        for (int partition = 0; partition < 3; partition++) {
            List<String> found = read(partition);
            read += found.size();
            assertThat(found).isNotEmpty();
            for (String event : found) {
                String device = event.substring(event.indexOf("\"d"));
                assertThat(partitions.computeIfAbsent(device, any -> found.hashCode()))
                        .isEqualTo(found.hashCode());
                int number = Integer.parseInt(event.substring(5, event.indexOf(',')));
                int before = last.getOrDefault(device, -1);
                assertThat(number > before || before >= 280).isTrue();
                last.put(device, number);
            }
        }
        assertThat(read).isEqualTo(600);
    }

    @Test
    void append_eventsThatCannotBeDecoded_goIntoTheLogAllTheSame() throws InterruptedException {
        StreamIntake intake = intake(2);

        intake.append(padded(List.of("{broken", "{\"device\":null}", "{}", "[]")))
                .toCompletableFuture()
                .join();

        List<String> all = new ArrayList<>(read(0));
        all.addAll(read(1));
        assertThat(all).containsExactlyInAnyOrder("{broken", "{\"device\":null}", "{}", "[]");
    }

    @Test
    void append_moreThanALogTakesAtOnce_arrivesWholeAndInOrder() throws InterruptedException {
        StreamIntake intake = intake(1);
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add("{\"n\":" + i + ",\"text\":\"" + "x".repeat(1 << 20) + "\"}");
        }

        intake.append(padded(events)).toCompletableFuture().join();

        assertThat(read(0)).isEqualTo(events);
    }

    @Test
    void source_thatBreaksOff_isRunAgainFromItsLastPosition() throws InterruptedException {
        Positions positions = new Positions();
        CountDownLatch runs = new CountDownLatch(2);
        EventSource source = source((position, out) -> {
            runs.countDown();
            out.emit(padded(List.of("{\"device\":\"a\"}")), new byte[] {(byte) (position.length + 1)});
            if (position.length == 0) {
                throw new IOException("gone");
            }
        });
        AtomicLong events = new AtomicLong(5);
        try (SourceRunner runner =
                new SourceRunner("s", source, intake(1), positions, InstantSource.system(), events)) {
            runner.start();
            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
            await(() -> runner.status().state() == SourceStatus.State.ENDED);
            assertThat(runner.status().events()).as("behind five of before").isEqualTo(7);
            assertThat(Objects.requireNonNull(runner.status().lastError()).in(Locale.ENGLISH))
                    .isEqualTo("it broke off: \"gone\"");
        }
        assertThat(read(0)).hasSize(2);
        assertThat(positions.load("s")).containsExactly(2);
    }

    @Test
    void source_whileItWaits_saysWhenItIsTriedAgainAndNotLater() throws InterruptedException {
        Instant start = Instant.now();
        CountDownLatch runs = new CountDownLatch(2);
        EventSource source = source((position, out) -> {
            runs.countDown();
            if (runs.getCount() > 0) {
                throw new IOException("gone");
            }
            out.connected();
            new CountDownLatch(1).await();
        });
        try (SourceRunner runner =
                new SourceRunner("s", source, intake(1), new Positions(), InstantSource.system(), new AtomicLong())) {
            runner.start();
            await(() -> runner.status().state() == SourceStatus.State.WAITING);
            assertThat(runner.status().retryAt()).isAfter(start);
            await(() -> runner.status().state() == SourceStatus.State.RUNNING);
            assertThat(runner.status().retryAt()).isNull();
            assertThat(Objects.requireNonNull(runner.status().lastError()).in(Locale.ENGLISH))
                    .isEqualTo("it broke off: \"gone\"");
        }
    }

    @Test
    void source_thatIsClosed_stops() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        EventSource source = source((position, out) -> {
            started.countDown();
            new CountDownLatch(1).await();
        });
        SourceRunner runner =
                new SourceRunner("s", source, intake(1), new Positions(), InstantSource.system(), new AtomicLong());
        runner.start();
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        runner.close();
        assertThat(runner.status().state()).isEqualTo(SourceStatus.State.STARTING);
    }

    private StreamIntake intake(int partitions) {
        PipelinePlan plan = Plans.of(new Format.Json(), Duration.ZERO, partitions, Plans.rows());
        log.ensure(new LogStream(TOPIC, partitions, Duration.ofDays(1), 1 << 30));
        return new StreamIntake(log, plan.streams().get(0), TOPIC);
    }

    private List<String> read(int partition) throws InterruptedException {
        List<String> events = new ArrayList<>();
        long end = log.range(TOPIC, partition).end();
        try (LogReader reader = log.reader(TOPIC, Map.of(partition, 0L))) {
            for (long next = 0; next < end; ) {
                LogRecords.Events records = (LogRecords.Events) reader.poll(Duration.ofSeconds(10));
                for (int i = 0; i < records.slices().size(); i++) {
                    events.add(records.slices().string(i));
                }
                next = records.nextOffset();
            }
        }
        return events;
    }

    private static Slices padded(List<String> events) {
        Slices slices = new Slices();
        for (String event : events) {
            byte[] utf8 = event.getBytes(StandardCharsets.UTF_8);
            slices.add(utf8, 0, utf8.length);
        }
        int[] starts = slices.starts();
        int last = slices.size() - 1;
        byte[] bytes = Arrays.copyOf(slices.bytes(), starts[last] + slices.length(last) + Decoder.PADDING);
        return new Slices(bytes, starts, slices.lengths(), slices.size());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** What a source does when it runs. */
    private interface Run {
        void run(byte[] position, SourceOutput out) throws IOException, InterruptedException;
    }

    private static EventSource source(Run run) {
        return new EventSource() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public String target() {
                return "here";
            }

            @Override
            public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
                run.run(position, out);
            }
        };
    }

    /** Positions in memory. */
    private static final class Positions implements SourcePositions {
        private final Map<String, byte[]> kept = new ConcurrentHashMap<>();

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
