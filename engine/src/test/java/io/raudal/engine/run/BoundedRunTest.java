package io.raudal.engine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.raudal.engine.DeadReason;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.Ledger;
import io.raudal.model.ErrorCode;
import io.raudal.model.Format;
import io.raudal.model.RaudalException;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BoundedRunTest {
    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void rows_ofAnyThreadsAndBlocks_areTheSameBytes() {
        System.out.println("BoundedRunTest seed " + seed);
        List<InputFile> inputs = List.of(events(4000, 0), events(3000, 120_000), events(0, 0), events(2000, 30_000));
        for (ViewPlan view : List.of(Plans.windows(), Plans.rows())) {
            Output expected = run(Plans.of(view), view.name(), inputs, new RunOptions(1, 1 << 20));
            assertThat(expected.text.lines().count()).isGreaterThan(400);
            assertThat(expected.result.failures()).isEmpty();
            Ledger ledger = ledger(expected.result);
            assertThat(ledger.balances()).isTrue();
            assertThat(ledger.received()).isEqualTo(9000);
            assertThat(ledger.late()).isPositive();
            assertThat(ledger.dead(DeadReason.MALFORMED)).isPositive();
            for (int threads : new int[] {1, 2, 8}) {
                for (int block : new int[] {100, 1 + random.nextInt(20_000), 1 << 16}) {
                    Output actual = run(Plans.of(view), view.name(), inputs, new RunOptions(threads, block));
                    assertThat(actual.text)
                            .as("seed %d, %d threads, blocks of %d", seed, threads, block)
                            .isEqualTo(expected.text);
                    assertThat(ledger(actual.result).late()).isEqualTo(ledger.late());
                    assertThat(ledger(actual.result).balances()).isTrue();
                }
            }
        }
    }

    @Test
    void windows_ofSeveralFiles_equalAPlainLoop() {
        System.out.println("BoundedRunTest seed " + seed);
        List<InputFile> inputs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            inputs.add(events(1000, i * 17_000L));
        }
        Map<String, Integer> counts = new HashMap<>();
        long late = 0;
        for (InputFile input : inputs) {
            long highest = Long.MIN_VALUE;
            for (String line : new String(input.content(), UTF_8).lines().toArray(String[]::new)) {
                if (line.startsWith("{")) {
                    String[] parts = line.split("\"", -1);
                    long time = Instant.parse(parts[7]).toEpochMilli();
                    if (highest != Long.MIN_VALUE && time < highest - 5000) {
                        late++;
                        continue;
                    }
                    highest = Math.max(highest, time);
                    Instant start = Instant.ofEpochMilli(time - time % 10_000);
                    counts.merge(start + " " + parts[3], 1, Integer::sum);
                }
            }
        }
        Output output = run(Plans.of(Plans.windows()), Plans.WINDOWS, inputs, new RunOptions(3, 5000));
        Map<String, Integer> found = new LinkedHashMap<>();
        for (String row : output.text.lines().toList()) {
            String[] parts = row.split("\"", -1);
            int count = Integer.parseInt(row.replaceAll(".*\"a0\":(\\d+),.*", "$1"));
            assertThat(found.put(parts[7] + " " + parts[3], count)).isNull();
        }
        assertThat(found).as("seed %d", seed).isEqualTo(counts);
        // By window, then by key.
        assertThat(found.keySet()).isEqualTo(new TreeMap<>(found).keySet());
        assertThat(ledger(output.result).late()).as("seed %d", seed).isEqualTo(late);
    }

    @Test
    void rowView_ofSeveralFiles_comesByFileAndRecord() {
        InputFile first = InputFile.of(
                "1",
                (event("a", 60_000, "1.0") + event("b", 59_000, "-1.0") + event("c", 61_000, "2.0")).getBytes(UTF_8));
        InputFile second = InputFile.of("2", (event("d", 0, "3.0") + event("e", 200_000, "4.0")).getBytes(UTF_8));
        String expected = "a1.0 c2.0 d3.0 e4.0";
        Output alone = run(Plans.of(Plans.rows()), Plans.ROWS, List.of(first, second), new RunOptions(2, 64));
        assertThat(devices(alone.text)).isEqualTo(expected);
        Output[] together = run(
                Plans.of(Plans.windows(), Plans.rows()),
                List.of(Plans.WINDOWS, Plans.ROWS),
                List.of(first, second),
                new RunOptions(2, 64));
        assertThat(devices(together[1].text)).isEqualTo(expected);
        assertThat(together[0].text.lines()).hasSize(5);
    }

    @Test
    void csv_withOneHeaderAFile_isReadByName() {
        PipelinePlan plan = Plans.of(Format.Csv.DEFAULT, Duration.ZERO, 1, Plans.rows());
        List<InputFile> inputs = List.of(
                InputFile.of("1", "ts,device,temperature\n2026-01-01T00:00:00Z,a,1.5\n".getBytes(UTF_8)),
                InputFile.of("2", "temperature,other,ts,device\n2.5,x,2026-01-01T00:00:01Z,\"b\n\"".getBytes(UTF_8)),
                InputFile.of("3", "temperature,device\n2.5,x\n".getBytes(UTF_8)),
                InputFile.of("4", "temperature,device,ts\n3.5,x,2026-01-01 00:00:02\n".getBytes(UTF_8)));
        Output output = run(plan, Plans.ROWS, inputs, new RunOptions(2, 32));
        assertThat(output.text).isEqualTo("""
                        {"ts":"2026-01-01T00:00:00Z","device":"a","temperature":1.5}
                        {"ts":"2026-01-01T00:00:01Z","device":"b\\n","temperature":2.5}
                        {"ts":"2026-01-01T00:00:02Z","device":"x","temperature":3.5}
                        """);
        assertThat(output.result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.input()).isEqualTo("3");
            assertThat(failure.error().in(Locale.ENGLISH)).contains("ts");
        });
    }

    @Test
    void inputs_thatAreMissingOrBroken_areToldAndTheRestIsUsed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(events(20_000, 0).content());
        }
        Path broken = folder.resolve("broken.gz");
        Files.write(broken, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        Path good = folder.resolve("good.json");
        Files.writeString(good, event("a", 0, "1.0"));
        Path closed = folder.resolve("gone.json");
        List<InputFile> inputs = List.of(InputFile.of(closed), InputFile.of(broken), InputFile.of(good));
        Output output = run(Plans.of(Plans.windows()), Plans.WINDOWS, inputs, new RunOptions(2, 10_000));
        assertThat(output.result.failures())
                .extracting(failure -> failure.in(Locale.ENGLISH))
                .satisfies(texts -> assertThat(texts.get(0)).isEqualTo(closed + ": there is no such file"))
                .satisfies(texts -> assertThat(texts.get(1))
                        .isEqualTo(broken + ": cannot be read to its end: the gzip data breaks off at byte "
                                + packed.size() / 2 + "; what stands before was used"));
        assertThat(ledger(output.result).received()).isBetween(1000L, 20_001L);
        assertThat(ledger(output.result).balances()).isTrue();
        assertThat(output.text).contains("\"device\":\"a\"");
    }

    @Test
    void progress_atTheEnd_isTheWholeInput() {
        List<InputFile> inputs = List.of(events(5000, 0), events(5000, 0));
        List<RunProgress> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void progress(RunProgress progress) {
                told.add(progress);
            }
        };
        RunResult result = new BoundedRun(
                        Plans.of(Plans.windows()),
                        BoundedRunTest::noTables,
                        List.of(Plans.WINDOWS),
                        new RunOptions(2, 1000),
                        listener)
                .run(Map.of("readings", inputs), (view, columns, row) -> {});
        RunProgress last = told.get(told.size() - 1);
        long size = inputs.stream().mapToLong(input -> input.content().length).sum();
        Ledger ledger = ledger(result);
        assertThat(last).isEqualTo(new RunProgress(size, size, 10_000, ledger.dead(), ledger.late()));
    }

    @Test
    void aside_events_areToldWithTheirRecordNumber() {
        InputFile input = events(5000, 0);
        List<Long> expected = new ArrayList<>();
        String[] lines = new String(input.content(), UTF_8).lines().toArray(String[]::new);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("not json")) {
                expected.add((long) i);
            }
        }
        List<Long> told = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void aside(AsideBatch events) {
                for (int i = 0; i < events.size(); i++) {
                    if (events.kind(i) == AsideBatch.Kind.DEAD) {
                        told.add(events.position(i));
                        assertThat(new String(events.raw(i), UTF_8)).isEqualTo(lines[(int) events.position(i)]);
                    }
                }
            }
        };
        new BoundedRun(
                        Plans.of(Plans.windows()),
                        BoundedRunTest::noTables,
                        List.of(Plans.WINDOWS),
                        new RunOptions(4, 700),
                        listener)
                .run(Map.of("readings", List.of(input)), (view, columns, row) -> {});
        assertThat(told).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void sink_thatFails_endsTheRunWithItsError() {
        for (int threads : new int[] {1, 4}) {
            BoundedRun run = new BoundedRun(
                    Plans.of(Plans.windows()),
                    BoundedRunTest::noTables,
                    List.of(Plans.WINDOWS),
                    new RunOptions(threads, 1000),
                    RunListener.NONE);
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> run.run(Map.of("readings", List.of(events(20_000, 0))), (view, columns, row) -> {
                        throw new IOException("Broken pipe");
                    }))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_OUTPUT))
                    .withMessage("the output cannot be written: Broken pipe");
        }
    }

    @Test
    void worker_thatFails_isNotLost() {
        BoundedRun run = new BoundedRun(
                Plans.of(Plans.windows()),
                BoundedRunTest::noTables,
                List.of(Plans.WINDOWS),
                new RunOptions(4, 1000),
                RunListener.NONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> run.run(Map.of("readings", List.of(events(20_000, 0))), (view, columns, row) -> {
                    throw new IllegalStateException("planted");
                }))
                .withMessage("planted");
    }

    @Test
    void cancel_whileTheSinkWaits_endsTheRunSoon() throws Exception {
        BoundedRun run = new BoundedRun(
                Plans.of(Plans.rows()),
                BoundedRunTest::noTables,
                List.of(Plans.ROWS),
                new RunOptions(2, 1000),
                RunListener.NONE);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(() ->
                run.run(Map.of("readings", List.of(events(20_000, 0))), (view, columns, row) -> {
                    reached.countDown();
                    try {
                        assertThat(never.await(60, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }));
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        run.cancel();
        assertThat(finish(running).cancelled()).isTrue();
    }

    @Test
    void cancel_whileAnInputWaits_endsTheRunSoon() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.waitFor()).isZero();
        CompletableFuture<OutputStream> writer = CompletableFuture.supplyAsync(() -> {
            try {
                OutputStream out = Files.newOutputStream(pipe);
                out.write(event("a", 0, "1.0").getBytes(UTF_8));
                return out;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        CountDownLatch reached = new CountDownLatch(1);
        BoundedRun run = new BoundedRun(
                Plans.of(Plans.rows()),
                BoundedRunTest::noTables,
                List.of(Plans.ROWS),
                new RunOptions(2, 1000),
                RunListener.NONE);
        CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(() ->
                run.run(Map.of("readings", List.of(InputFile.of(pipe))), (view, columns, row) -> reached.countDown()));
        // What a pipe has is processed before more comes.
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        run.cancel();
        assertThat(finish(running).cancelled()).isTrue();
        assertThat(finish(running).failures()).isEmpty();
        writer.get(10, TimeUnit.SECONDS).close();
    }

    private static RunResult finish(CompletableFuture<RunResult> running)
            throws InterruptedException, ExecutionException {
        try {
            return running.get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the run went on", e);
        }
    }

    private static TableRows noTables(String name) {
        throw new IllegalArgumentException(name);
    }

    private record Output(String text, RunResult result) {}

    private static Output run(PipelinePlan plan, String view, List<InputFile> inputs, RunOptions options) {
        return run(plan, List.of(view), inputs, options)[0];
    }

    private static Output[] run(PipelinePlan plan, List<String> views, List<InputFile> inputs, RunOptions options) {
        Map<String, ByteArrayOutputStream> outs = new LinkedHashMap<>();
        Map<String, RowWriter> writers = new LinkedHashMap<>();
        for (ViewPlan view : plan.views()) {
            outs.put(view.name(), new ByteArrayOutputStream());
            writers.put(view.name(), RowWriter.ndjson(view.output(), outs.get(view.name())));
        }
        RunResult result = new BoundedRun(plan, BoundedRunTest::noTables, views, options, RunListener.NONE)
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
        return views.stream()
                .map(view -> new Output(outs.get(view).toString(UTF_8), result))
                .toArray(Output[]::new);
    }

    private static Ledger ledger(RunResult result) {
        return result.ledgers().get("readings");
    }

    private static String devices(String rows) {
        StringBuilder text = new StringBuilder();
        for (String row : rows.lines().toList()) {
            text.append(' ').append(row.replaceAll(".*\"device\":\"(.)\",\"temperature\":(.*)}", "$1$2"));
        }
        return text.substring(1);
    }

    /** Events in some disorder, some of them late, some broken. */
    private InputFile events(int count, long fromMillis) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            long time = fromMillis + 50L * i - (random.nextInt(10) == 0 ? random.nextInt(6_000) : 0);
            if (random.nextInt(50) == 0) {
                text.append("not json ").append("x".repeat(random.nextInt(300))).append('\n');
            } else {
                text.append(
                        event("dev-" + random.nextInt(20), time, Double.toString(random.nextInt(4000) / 100.0 - 10)));
            }
        }
        return InputFile.of("memory", text.toString().getBytes(UTF_8));
    }

    private static String event(String device, long millis, String temperature) {
        return "{\"device\":\"" + device + "\",\"ts\":\"" + Instant.ofEpochMilli(START + millis) + "\",\"temperature\":"
                + temperature + "}\n";
    }
}
