package io.raudal.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./raudal bench [NAME]... [--SIZE NUMBER]...}: prints the figures of the named benchmarks, of all without a name. Sizes make those
 * of the live platform smaller or larger.
 */
public final class Main {
    private static final int RUNS = 5;
    private static final int EVENTS = 5_000_000;
    private static final List<String> ALL = List.of(
            "start",
            "decode",
            "growth",
            "store",
            "memory",
            "run",
            "kafka",
            "up",
            "ingest",
            "freshness",
            "reads",
            "soak");

    private final Options options;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Path home = Path.of(System.getProperty("raudal.home", "")).toAbsolutePath();
    private final Path directory = home.resolve("bench/target/bench-data");

    private Main(Options options) {
        this.options = options;
    }

    private static String help() {
        return """
                raudal bench [NAME]... [--SIZE NUMBER]...

                Runs the named benchmarks in turn, all without a name, and prints their figures.

                  NAME    %s
                  --SIZE  %s

                CONTRIBUTING.md says what each measures, and the sizes that it takes.
                """.formatted(String.join(" ", ALL), String.join(" ", Options.NAMES));
    }

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(help());
            return;
        }
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        for (String name : options.benchmarks()) {
            if (!ALL.contains(name)) {
                System.err.println("There is no benchmark " + name + "; there are " + String.join(", ", ALL) + ".");
                System.exit(2);
            }
        }
        Main main = new Main(options);
        for (String name : options.benchmarks().isEmpty() ? ALL : options.benchmarks()) {
            main.run(name);
        }
    }

    private void run(String name) throws Exception {
        int runs = options.size("runs", RUNS);
        RunBenchmark run = new RunBenchmark(home, directory, out);
        switch (name) {
            case "run" -> run.run(EVENTS, 100_000, runs);
            case "start" -> run.start(2 * runs);
            case "memory" -> run.memory(EVENTS, runs);
            case "growth" -> new GrowthBenchmark(directory, out, options.size("events", 2_000_000)).run(runs);
            case "store" -> {
                new StoreBenchmark(directory, out).run(1_000);
                new StoreBenchmark(directory, out).run(100_000);
            }
            case "decode" -> DecodeBenchmark.run(100_000, runs + 2, out);
            case "kafka" -> kafka(runs);
            case "up" -> new UpBenchmark(home, directory, out).run(runs, options.size("wait", 60));
            case "ingest" ->
                new IngestBenchmark(home, directory, out)
                        .run(options.size("seconds", 10), options.size("connections", 64), keys(), runs);
            case "freshness" ->
                new FreshnessBenchmark(home, directory, out).run(rate(), keys(), options.size("seconds", 60));
            case "reads" ->
                new ReadsBenchmark(home, directory, out)
                        .run(new ReadsBenchmark.Sizes(
                                options.size("rows", 10_000_000),
                                keys(),
                                rate(),
                                options.size("reads", 2_000),
                                options.size("clients", 500),
                                options.size("seconds", 30)));
            case "soak" -> {
                if (!new SoakBenchmark(home, directory, out).run(options.size("minutes", 10), keys())) {
                    System.exit(1);
                }
            }
            default -> throw new IllegalStateException(name);
        }
    }

    private int keys() {
        return options.size("keys", 1_000);
    }

    private int rate() {
        return options.size("rate", 10_000);
    }

    private void kafka(int runs) throws Exception {
        KafkaBenchmark kafka = new KafkaBenchmark(home, directory, out);
        int events = options.size("events", 3_000_000);
        List<Integer> keys =
                options.sizes().containsKey("keys") ? List.of(options.size("keys", 1_000)) : List.of(1_000, 100_000);
        for (int count : keys) {
            kafka.run(events, count, runs);
        }
    }
}
