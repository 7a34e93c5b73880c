package io.raudal.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Reads over a view with millions of rows while events come in: the last hour of one key, a GROUP BY over all, and many live-push clients
 * that each receive the rows of four lanes four times a second. Rows are made by events that are sent over HTTP, one for each row.
 */
final class ReadsBenchmark {
    private static final int CONNECTIONS = 4;
    private static final int EVENTS_A_REQUEST = 20;
    private static final int RETENTION_MEBIBYTES = 1_024;
    private static final int QUERIES = 7;
    private static final int SETTLE_SECONDS = 15;
    private static final int FOLLOW_WARM_SECONDS = 5;
    private static final String GROUP_BY = "SELECT device, COUNT(*) AS n, AVG(avg_v) AS avg_v, MAX(max_v) AS max_v"
            + " FROM bench.totals GROUP BY device ORDER BY n DESC, device LIMIT 10";

    private final Path home;
    private final Path directory;
    private final PrintStream out;

    ReadsBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    /** How much is read. */
    record Sizes(int rows, int keys, int rate, int reads, int clients, int seconds) {}

    void run(Sizes sizes) throws Exception {
        try (Workbench bench = new Workbench(directory);
                Platform platform = Platform.live(bench, home, "-Xmx2g", RETENTION_MEBIBYTES)) {
            String port = Integer.toString(platform.port());
            Child sender = bench.worker("sender", LoadProcess.class, "512m", port);
            Child reader = bench.worker("reader", ReadProcess.class, "1g", port);
            fill(platform, sender, sizes);
            Load load = new Load(platform, sender, sizes);
            out.printf(
                    Locale.ROOT,
                    "Reads over %,d rows of %,d keys at %,d events a second%n",
                    sizes.rows(),
                    sizes.keys(),
                    sizes.rate());
            keys(platform, reader, load, sizes);
            queries(platform, load);
            follow(reader, load, sizes);
        }
    }

    private void fill(Platform platform, Child sender, Sizes sizes) throws Exception {
        int windows = Math.max(1, sizes.rows() / sizes.keys());
        long start = System.nanoTime();
        sender.ask("backfill", Integer.toString(sizes.keys()), Integer.toString(windows));
        platform.drain((long) windows * sizes.keys());
        out.printf(
                Locale.ROOT,
                "Filled: %,d events in %.0f s%n",
                (long) windows * sizes.keys(),
                (System.nanoTime() - start) / 1e9);
    }

    private void keys(Platform platform, Child reader, Load load, Sizes sizes) throws Exception {
        // Long enough for any machine: the sender goes on until it is asked for its answer.
        load.begin(SETTLE_SECONDS);
        load.end();
        load.begin(Math.max(sizes.seconds(), sizes.reads() / 20));
        JsonNode rows = platform.get(LivePipeline.TOTALS + "?device=dev-1&from="
                        + Instant.ofEpochSecond(Instant.now().getEpochSecond() - 3_600))
                .path("rows");
        Map<String, Double> answer =
                Child.figures(reader.ask("keys", Integer.toString(sizes.keys()), Integer.toString(sizes.reads())));
        String loaded = load.end();
        say(
                "the last hour of a key, " + rows.size() + " rows",
                Percentiles.of(answer, "read") + "; to reach: p99 20 ms");
        say("  meanwhile", loaded);
    }

    private void queries(Platform platform, Load load) throws Exception {
        load.begin(30);
        double[] millis = new double[QUERIES];
        String body = "{\"sql\":\"" + GROUP_BY + "\"}";
        for (int query = -1; query < QUERIES; query++) {
            long start = System.nanoTime();
            if (platform.post("/api/v1/sql", body).path("rows").isEmpty()) {
                throw new IllegalStateException("no rows: " + GROUP_BY);
            }
            if (query >= 0) {
                millis[query] = (System.nanoTime() - start) / 1e6;
            }
        }
        String loaded = load.end();
        say("GROUP BY over all", Percentiles.of(millis, QUERIES).toString());
        say("  meanwhile", loaded);
    }

    private void follow(Child reader, Load load, Sizes sizes) throws Exception {
        load.begin(sizes.seconds() + FOLLOW_WARM_SECONDS);
        load.end();
        double without = load.cpuASecond();
        load.begin(sizes.seconds() + 2 * FOLLOW_WARM_SECONDS);
        Map<String, Double> answer = Child.figures(
                reader.ask("follow", Integer.toString(sizes.clients()), Integer.toString(sizes.seconds())));
        String loaded = load.end();
        double rows = Figures.of(answer, "rows") / sizes.seconds();
        double cpu = load.cpuASecond() - without;
        say(
                String.format(
                        Locale.ROOT,
                        "%d live clients, %.1f rows a second each",
                        sizes.clients(),
                        rows / sizes.clients()),
                "row told to row received " + Percentiles.of(answer, "delay") + "; to reach: p99 100 ms");
        say(
                "  newest event in a row sent to received",
                Percentiles.of(answer, "age").toString());
        say(
                "  for it",
                String.format(Locale.ROOT, "%.0f %% of a core more than without, %,d rows/CPU-s", 100 * cpu, (long)
                        (rows / Math.max(cpu, 0.001))));
        say("  meanwhile", loaded);
    }

    private void say(String what, String figures) {
        out.printf(Locale.ROOT, "  %-44s %s%n", what, figures);
    }

    /** Events that come in meanwhile, and what the platform costs while they do. */
    private static final class Load {
        private final Platform platform;
        private final Child sender;
        private final Sizes sizes;
        private double cpu;
        private long start;
        private double cpuASecond;

        Load(Platform platform, Child sender, Sizes sizes) {
            this.platform = platform;
            this.sender = sender;
            this.sizes = sizes;
        }

        void begin(int seconds) throws IOException {
            cpu = platform.process().cpuSeconds();
            start = System.nanoTime();
            sender.begin(
                    "send",
                    Integer.toString(sizes.rate()),
                    Integer.toString(EVENTS_A_REQUEST),
                    Integer.toString(CONNECTIONS),
                    Integer.toString(sizes.keys()),
                    Integer.toString(seconds));
        }

        /** Waits for its end. */
        String end() throws IOException {
            Map<String, Double> answer = sender.figures();
            cpuASecond = (platform.process().cpuSeconds() - cpu) / ((System.nanoTime() - start) / 1e9);
            return String.format(
                    Locale.ROOT,
                    "%,d events/s, answers %s, platform %.0f %% of a core, %d MB resident",
                    (long) (Figures.of(answer, "events") / Figures.of(answer, "seconds")),
                    Percentiles.of(answer, "answer"),
                    100 * cpuASecond,
                    platform.process().residentBytes() >> 20);
        }

        double cpuASecond() {
            return cpuASecond;
        }
    }
}
