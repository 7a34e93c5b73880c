package io.raudal.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Events over HTTP, each acknowledged by the log: what the process of the platform (with broker, and all threads) costs, with large bodies
 * and with single events. Once with the pipeline paused, so that taking in is all that it does; once with its two views kept up to date,
 * until all events are in them. After each run the ledger must have every event that was acknowledged.
 */
final class IngestBenchmark {
    private static final int BATCH = 1_000;
    private static final int BATCH_CONNECTIONS = 4;
    private static final int RETENTION_MEBIBYTES = 4_096;

    private final Path home;
    private final Path directory;
    private final PrintStream out;
    private long sent;

    IngestBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    void run(int seconds, int connections, int keys, int runs) throws Exception {
        try (Workbench bench = new Workbench(directory);
                Platform platform = Platform.live(bench, home, "-Xmx2g", RETENTION_MEBIBYTES)) {
            Child client = bench.worker("client", LoadProcess.class, "512m", Integer.toString(platform.port()));
            String batches = String.format(Locale.ROOT, "%,d events a request", BATCH);
            String singles = String.format(Locale.ROOT, "single events, %d connections", connections);
            Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
            for (boolean isPaused : new boolean[] {true, false}) {
                String suffix = isPaused ? "" : ", views kept";
                contenders.put(
                        batches + suffix,
                        () -> eventsACpuSecond(platform, client, BATCH, BATCH_CONNECTIONS, keys, seconds, isPaused));
                contenders.put(
                        singles + suffix,
                        () -> eventsACpuSecond(platform, client, 1, connections, keys, seconds, isPaused));
            }
            Figures figures = Figures.interleaved(runs, contenders);
            figures.print(out, "HTTP ingest, acknowledged by the log: events a CPU-second of the platform", "events");
            say(batches, figures.median(batches), 300_000);
            say(singles, figures.median(singles), 25_000);
        }
    }

    private double eventsACpuSecond(
            Platform platform, Child client, int events, int connections, int keys, int seconds, boolean isPaused)
            throws Exception {
        if (isPaused) {
            platform.post("/api/v1/pipelines/bench/pause", "");
        }
        double before = platform.process().cpuSeconds();
        Map<String, Double> answer = Child.figures(client.ask(
                "send",
                "0",
                Integer.toString(events),
                Integer.toString(connections),
                Integer.toString(keys),
                Integer.toString(seconds)));
        double taken = platform.process().cpuSeconds() - before;
        double accepted = Figures.of(answer, "events");
        sent += (long) accepted;
        if (isPaused) {
            platform.post("/api/v1/pipelines/bench/resume", "");
        }
        platform.mustHave(sent);
        double whole = platform.process().cpuSeconds() - before;
        out.printf(
                Locale.ROOT,
                "  %,d a request: %,d events/s, answers %s%n",
                events,
                (long) (accepted / Figures.of(answer, "seconds")),
                Percentiles.of(answer, "answer"));
        return accepted / (isPaused ? taken : whole);
    }

    private void say(String what, double figure, int target) {
        out.printf(Locale.ROOT, "  %-44s %,12d events/CPU-s (to reach: %,d)%n", what, (long) figure, target);
    }
}
