package io.raudal.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * How long after a request was answered its events are in a row that a live-push client has received, at a steady rate. Sender and
 * follower are one process with one clock; the view tells open rows every 250 ms ({@code emit: live}).
 */
final class FreshnessBenchmark {
    private static final int CONNECTIONS = 4;
    private static final int EVENTS_A_REQUEST = 20;
    private static final int WARM_SECONDS = 20;
    private static final int RETENTION_MEBIBYTES = 1_024;

    private final Path home;
    private final Path directory;
    private final PrintStream out;

    FreshnessBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    void run(int rate, int keys, int seconds) throws Exception {
        try (Workbench bench = new Workbench(directory);
                Platform platform = Platform.live(bench, home, "-Xmx2g", RETENTION_MEBIBYTES)) {
            Child client = bench.worker("client", LoadProcess.class, "512m", Integer.toString(platform.port()));
            Map<String, Double> warm = ask(client, "send", rate, keys, WARM_SECONDS);
            double before = platform.process().cpuSeconds();
            Map<String, Double> answer = ask(client, "freshness", rate, keys, seconds);
            double cpu = platform.process().cpuSeconds() - before;
            platform.mustHave((long) (Figures.of(warm, "events") + Figures.of(answer, "events")));
            Percentiles accepted = Percentiles.of(answer, "accepted");
            if (accepted.count() == 0) {
                throw new IllegalStateException("no row came by live push");
            }
            out.printf(Locale.ROOT, "Freshness at %,d events a second, %,d keys, %d s%n", rate, keys, seconds);
            say("request answered to row received", accepted + "; to reach: p99 400 ms");
            say("request begun to row received", Percentiles.of(answer, "start").toString());
            say("request begun to answer", Percentiles.of(answer, "answer").toString());
            say(
                    "platform",
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of a core, %d MB resident; the sender at most %.0f ms behind its pace",
                            100 * cpu / Figures.of(answer, "seconds"),
                            platform.process().residentBytes() >> 20,
                            Figures.of(answer, "behind")));
        }
    }

    private static Map<String, Double> ask(Child client, String order, int rate, int keys, int seconds)
            throws IOException {
        return Child.figures(client.ask(
                order,
                Integer.toString(rate),
                Integer.toString(EVENTS_A_REQUEST),
                Integer.toString(CONNECTIONS),
                Integer.toString(keys),
                Integer.toString(seconds)));
    }

    private void say(String what, String figures) {
        out.printf(Locale.ROOT, "  %-44s %s%n", what, figures);
    }
}
