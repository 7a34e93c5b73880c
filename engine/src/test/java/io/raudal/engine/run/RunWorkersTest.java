package io.raudal.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.output.RowWriter;
import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.PartitionStep;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunWorkersTest {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Guards against one partition's aggregation at a time, which leaves cores idle however many files there are. */
    @Test
    void steps_ofSeveralFiles_workAtTheSameTime() {
        List<InputFile> inputs = List.of(events(20_000), events(20_000));
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        int most = 0;
        while (most < 2 && System.nanoTime() < deadline) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(inputs, 2, 10_000));
            while (most < 2 && !running.isDone()) {
                most = Math.max(most, stepsAtWork());
            }
            running.join();
        }
        assertThat(most).as("steps at work at the same time").isEqualTo(2);
    }

    @Test
    void rowsAndAsides_ofAnyThreads_areTheSame() {
        System.out.println("RunWorkersTest seed " + seed);
        List<InputFile> inputs = List.of(events(3000), events(2000), events(0), events(1000));
        Outcome expected = run(inputs, 1, 1 << 20);
        assertThat(expected.asides).as("seed %d", seed).hasSizeGreaterThan(100);
        for (int block : new int[] {200, 1 + random.nextInt(20_000), 1 << 16}) {
            Outcome alone = run(inputs, 1, block);
            assertThat(alone.rows).as("seed %d, blocks of %d", seed, block).isEqualTo(expected.rows);
            for (int threads : new int[] {2, 8}) {
                assertThat(run(inputs, threads, block))
                        .as("seed %d, %d threads, blocks of %d", seed, threads, block)
                        .isEqualTo(alone);
            }
        }
    }

    /** What comes of a run: the rows by view, and the events that were set aside. */
    private record Outcome(Map<String, String> rows, List<String> asides) {}

    private static Outcome run(List<InputFile> inputs, int threads, int blockBytes) {
        List<String> asides = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void aside(AsideBatch events) {
                for (int i = 0; i < events.size(); i++) {
                    asides.add(events.kind(i) + " " + events.partition() + " " + events.position(i));
                }
            }
        };
        PipelinePlan plan = Plans.of(Plans.windows(), Plans.rows(), Plans.totals(), Plans.rollup());
        Map<String, ByteArrayOutputStream> outs = new TreeMap<>();
        Map<String, RowWriter> writers = new HashMap<>();
        for (ViewPlan view : plan.views()) {
            outs.put(view.name(), new ByteArrayOutputStream());
            writers.put(view.name(), RowWriter.ndjson(view.output(), outs.get(view.name())));
        }
        new BoundedRun(
                        plan,
                        name -> {
                            throw new IllegalArgumentException(name);
                        },
                        writers.keySet(),
                        new RunOptions(threads, blockBytes),
                        listener)
                .run(
                        Map.of("readings", inputs),
                        (view, columns, row) -> writers.get(view).write(columns, row));
        try {
            for (RowWriter writer : writers.values()) {
                writer.flush();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Map<String, String> rows = new TreeMap<>();
        outs.forEach((view, out) -> rows.put(view, out.toString(UTF_8)));
        return new Outcome(rows, asides);
    }

    private static int stepsAtWork() {
        int steps = 0;
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            boolean inStep = Arrays.stream(thread.getValue())
                    .anyMatch(frame -> frame.getClassName().equals(PartitionStep.class.getName())
                            && frame.getMethodName().equals("process"));
            steps += thread.getKey().getName().startsWith("raudal-run-") && inStep ? 1 : 0;
        }
        return steps;
    }

    /** Events in some disorder, some of them late or broken, all from the same time on. */
    private InputFile events(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long time = START + 50L * i - (random.nextInt(10) == 0 ? random.nextInt(8_000) : 0);
            text.append(random.nextInt(50) == 0 ? "broken" : "")
                    .append("{\"device\":\"dev-")
                    .append(random.nextInt(500));
            text.append("\",\"ts\":\"").append(Instant.ofEpochMilli(time)).append("\",\"temperature\":1.5}\n");
        }
        return InputFile.of("memory", text.toString().getBytes(UTF_8));
    }
}
