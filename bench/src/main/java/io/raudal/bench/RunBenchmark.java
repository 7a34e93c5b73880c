package io.raudal.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * {@code raudal run} of COUNT, AVG, MIN, MAX per key and 10 s window, whole processes from start to exit, against DuckDB (events a
 * second) and a Jackson loop (events a CPU-second); and against that loop once more without the start of a process, both in one JVM. All
 * write their rows to a file; the rows are compared before anything is timed.
 */
final class RunBenchmark {
    private final Path home;
    private final Path directory;
    private final PrintStream out;

    /** @param home the checkout, for {@code ./raudal} */
    RunBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    void run(int events, int keys, int runs) throws Exception {
        Workload workload = Workload.dense(events, keys, 14);
        Path file = workload.file(directory);
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("raudal", raudal(file));
        commands.put("duckdb", java(DuckPeer.class, file, rows("duckdb")));
        commands.put("jackson", java(JacksonPeer.class, file, rows("jackson")));
        compareRows(commands);

        Map<String, List<ChildRun>> children = new LinkedHashMap<>();
        Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
        commands.forEach((name, command) -> contenders.put(name, () -> {
            ChildRun child = ChildRun.of(command, rows(name + ".out"), directory);
            children.computeIfAbsent(name, n -> new ArrayList<>()).add(child);
            return child.wallSeconds();
        }));
        Figures wall = Figures.interleaved(runs, contenders);
        Map<String, Callable<Double>> replay = new LinkedHashMap<>();
        children.forEach((name, list) -> {
            var costs = list.iterator();
            replay.put(name, () -> costs.next().cpuSeconds());
        });
        Figures cpu = Figures.interleaved(runs, replay);
        wall.print(
                out,
                String.format(
                        Locale.ROOT,
                        "%,d events of %d bytes, %,d keys: wall seconds",
                        events,
                        Files.size(file) / events,
                        keys),
                "s");
        cpu.print(out, "CPU seconds, user and system", "s");
        children.forEach((name, list) -> out.printf(
                Locale.ROOT,
                "  %-44s %,12d events/s %,12d events/CPU-s, peak %d MB%n",
                name,
                (long) (events / wall.median(name)),
                (long) (events / cpu.median(name)),
                list.stream().mapToLong(ChildRun::peakBytes).max().orElse(0) >> 20));
        out.printf(
                Locale.ROOT,
                "  raudal : duckdb, events a second          %.2f (to reach: 1.5)%n",
                wall.ratio("duckdb", "raudal"));
        out.printf(
                Locale.ROOT,
                "  raudal : jackson, events a CPU-second     %.2f (to reach: 4)%n",
                cpu.ratio("jackson", "raudal"));
        warm(file, events, runs);
    }

    private void warm(Path file, int events, int runs) throws Exception {
        Figures cpu = new WarmRuns(file, events, directory).cpuSeconds(runs);
        cpu.print(out, "Warm, turn by turn in one JVM: CPU seconds, user and system", "s");
        for (String name : List.of("raudal", "jackson")) {
            out.printf(Locale.ROOT, "  %-44s %,12d events/CPU-s in the last run%n", name, (long)
                    (events / cpu.last(name)));
        }
        out.printf(
                Locale.ROOT,
                "  raudal : jackson, events a CPU-second     %.2f in the last run, %.2f in the median%n",
                cpu.last("jackson") / cpu.last("raudal"),
                cpu.ratio("jackson", "raudal"));
    }

    /** The whole process on a file of ten events. */
    void start(int runs) throws Exception {
        Path file = Workload.dense(10, 3, 14).file(directory);
        List<String> command = raudal(file);
        Figures wall = Figures.interleaved(
                runs,
                Map.of(
                        "raudal run",
                        () -> ChildRun.of(command, rows("start.out"), directory).wallSeconds()));
        wall.print(out, "Ten events: wall seconds from start to exit (to reach: at most 0.9)", "s");
    }

    /** The peak memory with a million keys. */
    void memory(int events, int runs) throws Exception {
        List<String> command = raudal(Workload.dense(events, 1_000_000, 14).file(directory));
        Figures peak = Figures.interleaved(
                runs,
                Map.of(
                        "raudal run",
                        () -> ChildRun.of(command, rows("memory.out"), directory)
                                        .peakBytes()
                                / (double) (1 << 20)));
        peak.print(
                out,
                String.format(
                        Locale.ROOT, "%,d events, 1,000,000 keys: peak memory in MB (to reach: at most 1024)", events),
                "MB");
    }

    private void compareRows(Map<String, List<String>> commands) throws IOException, InterruptedException {
        ChildRun.of(Objects.requireNonNull(commands.get("raudal")), rows("raudal"), directory);
        Rows ours = Rows.read(rows("raudal"));
        for (String peer : List.of("duckdb", "jackson")) {
            ChildRun.of(Objects.requireNonNull(commands.get(peer)), rows(peer + ".out"), directory);
            ours.mustEqual(Rows.read(rows(peer)), "raudal against " + peer);
        }
        out.printf(Locale.ROOT, "Rows compared: %,d rows equal those of DuckDB and of the Jackson loop%n", ours.size());
    }

    private List<String> raudal(Path file) throws IOException {
        Path pipeline = directory.resolve("bench.yaml");
        Files.writeString(pipeline, Pipelines.tumble());
        return List.of(home.resolve("raudal").toString(), "run", pipeline.toString(), "--input", "events=" + file);
    }

    private Path rows(String name) {
        return directory.resolve(name + ".rows");
    }

    private static List<String> java(Class<?> main, Path file, Path rows) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                file.toString(),
                rows.toString());
    }
}
