package io.raudal.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** How long {@code raudal up} takes until it says that it is ready, and what {@code raudal demo} has in memory when nobody looks at it. */
final class UpBenchmark {
    private final Path home;
    private final Path directory;
    private final PrintStream out;

    UpBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    void run(int runs, int waitSeconds) throws Exception {
        start(runs);
        memory(waitSeconds);
    }

    /** Each run begins with an empty data directory; what a run leaves there is what the next start finds. */
    private void start(int runs) throws Exception {
        try (Workbench bench = new Workbench(directory)) {
            String pipeline = bench.write("bench.yaml", LivePipeline.TEXT).toString();
            List<Path> folders = new ArrayList<>();
            List<Double> cpuSeconds = new ArrayList<>();
            Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
            contenders.put("empty data directory", () -> {
                folders.add(bench.folder("data-" + folders.size()));
                return seconds(bench, folders.get(folders.size() - 1), pipeline, cpuSeconds);
            });
            contenders.put(
                    "started again", () -> seconds(bench, folders.get(folders.size() - 1), pipeline, cpuSeconds));
            Figures.interleaved(runs, contenders)
                    .print(out, "raudal up: wall seconds from start to ready (to reach: at most 3)", "s");
            out.printf(
                    Locale.ROOT,
                    "  %-44s %12.3f s at most%n",
                    "processor time of it, the first start left out",
                    cpuSeconds.stream().skip(1).mapToDouble(one -> one).max().orElse(0));
        }
    }

    private double seconds(Workbench bench, Path data, String pipeline, List<Double> cpuSeconds) throws Exception {
        try (Platform platform = Platform.start(bench, home, data, "", "up", pipeline)) {
            cpuSeconds.add(platform.readyCpuSeconds());
            return platform.readySeconds();
        }
    }

    private void memory(int waitSeconds) throws Exception {
        try (Workbench bench = new Workbench(directory);
                Platform demo = Platform.start(bench, home, bench.folder("demo"), "", "demo")) {
            double cpu = demo.process().cpuSeconds();
            TimeUnit.SECONDS.sleep(waitSeconds);
            out.printf(
                    Locale.ROOT,
                    "raudal demo, ready after %.1f s, after %d s more with nobody looking%n",
                    demo.readySeconds(),
                    waitSeconds);
            out.printf(
                    Locale.ROOT,
                    "  %-44s %,12d MB, and %d MB of its own children (to reach: at most 600)%n",
                    "resident memory",
                    demo.process().residentBytes() >> 20,
                    demo.process().descendantBytes() >> 20);
            out.printf(
                    Locale.ROOT,
                    "  %-44s %12.1f %% of a core; %d threads, %d open files%n",
                    "processor",
                    100 * (demo.process().cpuSeconds() - cpu) / waitSeconds,
                    demo.process().threads(),
                    demo.process().handles());
        }
    }
}
