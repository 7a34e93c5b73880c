package io.raudal.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code ./raudal bench [run|start|memory|growth|decode|store]...}: prints the figures of the named benchmarks, of all without a name. */
public final class Main {
    private static final int RUNS = 5;
    private static final int EVENTS = 5_000_000;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path home = Path.of(System.getProperty("raudal.home", "")).toAbsolutePath();
        Path directory = home.resolve("bench/target/bench-data");
        RunBenchmark run = new RunBenchmark(home, directory, out);
        for (String name : arguments.length == 0
                ? List.of("start", "decode", "growth", "store", "memory", "run")
                : List.of(arguments)) {
            switch (name) {
                case "run" -> run.run(EVENTS, 100_000, RUNS);
                case "start" -> run.start(2 * RUNS);
                case "memory" -> run.memory(EVENTS);
                case "growth" -> new GrowthBenchmark(directory, out).run(RUNS);
                case "store" -> {
                    new StoreBenchmark(directory, out).run(1_000);
                    new StoreBenchmark(directory, out).run(100_000);
                }
                case "decode" -> DecodeBenchmark.main(new String[0]);
                default -> {
                    System.err.println("There is no benchmark " + name
                            + "; there are start, decode, growth, store, memory and run.");
                    System.exit(2);
                }
            }
        }
    }
}
