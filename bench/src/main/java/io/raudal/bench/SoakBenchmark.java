package io.raudal.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The platform under half of what it can take, for minutes: memory, threads and open files must not grow, and at the end the ledger must
 * have each event once. Heap is what lives after a full collection; what lives outside of it shows in resident memory, for the heap
 * itself is resident from the start.
 */
final class SoakBenchmark {
    private static final int CONNECTIONS = 8;
    private static final int EVENTS_A_REQUEST = 100;
    private static final int PROBE_SECONDS = 20;
    private static final int RETENTION_MEBIBYTES = 64;
    private static final int SAMPLES = 24;
    private static final int LEAST_MINUTES = 6;
    private static final int MEBIBYTE = 1 << 20;

    private final Path home;
    private final Path directory;
    private final PrintStream out;

    SoakBenchmark(Path home, Path directory, PrintStream out) {
        this.home = home;
        this.directory = directory;
        this.out = out;
    }

    private record Sample(double minute, double heapMebibytes, double residentMebibytes, int threads, int handles) {}

    /** @return whether nothing grew and nothing was lost */
    boolean run(int minutes, int keys) throws Exception {
        try (Workbench bench = new Workbench(directory);
                Platform platform =
                        Platform.live(bench, home, "-Xms1g -Xmx1g -XX:+AlwaysPreTouch", RETENTION_MEBIBYTES)) {
            Child client = bench.worker("client", LoadProcess.class, "512m", Integer.toString(platform.port()));
            long sent = send(client, 0, keys, PROBE_SECONDS);
            platform.mustHave(sent);
            long start = System.nanoTime();
            long probed = send(client, 0, keys, PROBE_SECONDS);
            sent += probed;
            platform.mustHave(sent);
            double sustainable = probed / ((System.nanoTime() - start) / 1e9);
            int rate = (int) (sustainable / 2);
            out.printf(
                    Locale.ROOT,
                    "Soak: %,d events a second are sustained; half of it, %,d, for %d minutes, %,d keys%n",
                    (long) sustainable,
                    rate,
                    minutes,
                    keys);
            order(client, rate, keys, minutes * 60);
            List<Sample> samples = samples(platform, minutes);
            Map<String, Double> answer = client.figures();
            sent += (long) Figures.of(answer, "events");
            out.printf(
                    Locale.ROOT,
                    "  %,d events/s, answers %s%n",
                    (long) (Figures.of(answer, "events") / Figures.of(answer, "seconds")),
                    Percentiles.of(answer, "answer"));
            boolean isFlat = judge(samples, minutes);
            platform.mustHave(sent);
            out.printf(
                    Locale.ROOT,
                    "  ledger exact: %,d events received and delivered, none late, dead, duplicate or in flight%n",
                    sent);
            out.println(isFlat ? "  verdict: flat" : "  verdict: GROWS");
            return isFlat;
        }
    }

    private static long send(Child client, int rate, int keys, int seconds) throws IOException {
        order(client, rate, keys, seconds);
        return (long) Figures.of(client.figures(), "events");
    }

    private static void order(Child client, int rate, int keys, int seconds) throws IOException {
        client.begin(
                "send",
                Integer.toString(rate),
                Integer.toString(EVENTS_A_REQUEST),
                Integer.toString(CONNECTIONS),
                Integer.toString(keys),
                Integer.toString(seconds));
    }

    private List<Sample> samples(Platform platform, int minutes) throws Exception {
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 1; i <= SAMPLES; i++) {
            long due = start + minutes * 60_000_000_000L * i / (SAMPLES + 1);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Child process = platform.process();
            Sample sample = new Sample(
                    (System.nanoTime() - start) / 6e10,
                    (double) liveHeapBytes(process.pid()) / MEBIBYTE,
                    (double) process.residentBytes() / MEBIBYTE,
                    process.threads(),
                    process.handles());
            samples.add(sample);
            out.printf(
                    Locale.ROOT,
                    "  minute %5.1f: %6.0f MB live heap, %6.0f MB resident, %d threads, %d open files, %,d in flight%n",
                    sample.minute(),
                    sample.heapMebibytes(),
                    sample.residentMebibytes(),
                    sample.threads(),
                    sample.handles(),
                    platform.counts().inFlight());
        }
        return samples;
    }

    /** What a full collection leaves. */
    private static long liveHeapBytes(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        String total = text.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> {
                    return new IllegalStateException("jcmd says " + text);
                });
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    /** Compares the last third with the third before it; the first is for warming up. */
    private boolean judge(List<Sample> samples, int minutes) {
        boolean isFlat = judge(samples, "live heap, MB", Sample::heapMebibytes, 16);
        isFlat &= judge(samples, "resident, MB", Sample::residentMebibytes, 48);
        isFlat &= judge(samples, "threads", Sample::threads, 2);
        if (minutes < LEAST_MINUTES) {
            // The log is cleaned up once a minute.
            out.printf(Locale.ROOT, "  open files are judged from %d minutes on%n", LEAST_MINUTES);
            return isFlat;
        }
        return isFlat & judge(samples, "open files", Sample::handles, 16);
    }

    private boolean judge(List<Sample> samples, String what, ToDoubleFunction<Sample> figure, double slack) {
        int third = samples.size() / 3;
        double before = highest(samples.subList(third, 2 * third), figure);
        double after = highest(samples.subList(2 * third, samples.size()), figure);
        boolean isFlat = after <= before * 1.05 + slack;
        out.printf(
                Locale.ROOT,
                "  %-44s at most %.0f in the middle third, %.0f in the last: %s%n",
                what,
                before,
                after,
                isFlat ? "flat" : "GROWS");
        return isFlat;
    }

    private static double highest(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return samples.stream().mapToDouble(figure).max().orElse(0);
    }
}
