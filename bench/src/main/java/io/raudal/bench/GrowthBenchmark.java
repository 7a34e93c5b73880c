package io.raudal.bench;

import io.raudal.engine.Decoder;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.run.BoundedRun;
import io.raudal.engine.run.InputFiles;
import io.raudal.engine.run.RunListener;
import io.raudal.engine.run.RunOptions;
import io.raudal.engine.run.RunResult;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * How the cost of an event grows with keys, slides, unused fields and views: CPU nanoseconds of the process an event, on one thread,
 * warm, runs in turn.
 */
final class GrowthBenchmark {
    private static final int BLOCK_BYTES = 1 << 19;

    private final Path directory;
    private final PrintStream out;
    private final int events;
    private final Map<String, Callable<Double>> contenders = new LinkedHashMap<>();

    /** @param events in each run; keys that are many come twice on average with 2,000,000 */
    GrowthBenchmark(Path directory, PrintStream out, int events) {
        this.directory = directory;
        this.out = out;
        this.events = events;
    }

    void run(int runs) throws Exception {
        Path few = Workload.dense(events, 1_000, 14).file(directory);
        Path many = Workload.dense(events, 1_000_000, 14).file(directory);
        Path wide = Workload.dense(events, 1_000, 40).file(directory);
        Path slow = new Workload(events, 1_000, 14, 1_000, 1).file(directory);
        add("1 k keys", few, Pipelines.tumble());
        add("1 M keys", many, Pipelines.tumble());
        addPlain("1 k keys, plain loop", few);
        addPlain("1 M keys, plain loop", many);
        add("40 fields, 1 k keys", wide, Pipelines.tumble());
        add("HOP of 6 slides", slow, Pipelines.hop(6));
        add("HOP of 600 slides", slow, Pipelines.hop(600));
        add("a second view, same grouping", few, Pipelines.twoViewsSameGrouping());
        add("a second view, other grouping", few, Pipelines.twoViewsOtherGrouping());
        for (Callable<Double> contender : contenders.values()) {
            contender.call();
        }
        Figures figures = Figures.interleaved(runs, contenders);
        figures.print(out, String.format(Locale.ROOT, "CPU ns an event, one thread, %,d events", events), "ns");
        double base = figures.median("1 k keys");
        say(
                "1 k to 1 M keys adds",
                figures.median("1 M keys") - base,
                "ns",
                String.format(
                        Locale.ROOT,
                        "at most what a plain loop adds, %.0f ns",
                        figures.median("1 M keys, plain loop") - figures.median("1 k keys, plain loop")));
        say("6 to 600 slides", 100 * (figures.ratio("HOP of 600 slides", "HOP of 6 slides") - 1), "%", "at most 50 %");
        say("each unused field", (figures.median("40 fields, 1 k keys") - base) / 26, "ns", "at most 25 ns");
        say(
                "a second view, same grouping",
                100 * (figures.ratio("a second view, same grouping", "1 k keys") - 1),
                "%",
                "at most 25 %");
        say(
                "a second view, other grouping",
                100 * (figures.ratio("a second view, other grouping", "1 k keys") - 1),
                "%",
                "at most 60 %");
    }

    private void say(String what, double figure, String unit, String reach) {
        out.printf(Locale.ROOT, "  %-44s %+10.1f %s (to reach: %s)%n", what, figure, unit, reach);
    }

    private void add(String name, Path file, String pipeline) {
        PipelinePlan plan = Pipelines.compile(pipeline);
        List<String> views = plan.views().stream().map(view -> view.name()).toList();
        contenders.put(
                name,
                () -> nanosAnEvent(() -> {
                    BoundedRun run = new BoundedRun(
                            plan, table -> null, views, new RunOptions(1, BLOCK_BYTES), RunListener.NONE);
                    RunResult result = run.run(
                            Map.of(
                                    "events",
                                    InputFiles.find("events", List.of(file.toString()), directory)
                                            .files()),
                            (view, columns, row) -> {});
                    if (Objects.requireNonNull(result.ledgers().get("events")).delivered() != events) {
                        throw new IllegalStateException(name + ": not every event was delivered");
                    }
                }));
    }

    private void addPlain(String name, Path file) throws IOException {
        PipelinePlan plan = Pipelines.compile(Pipelines.tumble());
        RecordFormat format = format(plan);
        contenders.put(name, () -> {
            byte[] bytes = Files.readAllBytes(file);
            byte[] padded = Arrays.copyOf(bytes, bytes.length + Decoder.PADDING);
            PlainLoop loop = new PlainLoop();
            return nanosAnEvent(() -> loop.run(format, padded, bytes.length, BLOCK_BYTES));
        });
    }

    private double nanosAnEvent(CpuTime.Work work) throws Exception {
        return CpuTime.seconds(work) * 1e9 / events;
    }

    private static RecordFormat format(PipelinePlan plan) {
        StreamPlan events = plan.streams().get(0);
        return RecordFormats.of(
                events.stream().columns(),
                events.used(),
                events.stream().format(),
                events.stream().zone());
    }
}
