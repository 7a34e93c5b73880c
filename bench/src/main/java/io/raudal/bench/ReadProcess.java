package io.raudal.bench;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The client that reads, in a process of its own: {@code keys KEYS READS} asks for the last hour of one key after the other, {@code follow
 * CLIENTS SECONDS} follows the view of lanes with many connections at once.
 */
final class ReadProcess {
    private static final int WARM_READS = 50;
    private static final long HOUR_SECONDS = 3_600;
    private static final double WARM_SECONDS = 5;

    private final int port;
    private double[] ages = new double[1 << 20];
    private double[] delays = new double[1 << 20];
    private int rows;
    private boolean isCounting;

    private ReadProcess(int port) {
        this.port = port;
    }

    /** @param arguments the platform's port */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Orders.serve(words -> {
            ReadProcess process = new ReadProcess(port);
            int first = Integer.parseInt(words[1]);
            int second = Integer.parseInt(words[2]);
            return words[0].equals("keys") ? process.keys(first, second) : process.follow(first, second);
        });
    }

    private String keys(int keys, int reads) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        double[] millis = new double[reads];
        long bytes = 0;
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int read = -WARM_READS; read < reads; read++) {
                String path = LivePipeline.TOTALS + "?device=dev-" + random.nextInt(keys) + "&from="
                        + Instant.ofEpochSecond(Instant.now().getEpochSecond() - HOUR_SECONDS);
                byte[] request = HttpConnection.get(path);
                long start = System.nanoTime();
                int length = connection.send(request);
                if (read >= 0) {
                    millis[read] = (System.nanoTime() - start) / 1e6;
                    bytes += length;
                }
            }
        }
        return Percentiles.of(millis, reads).words("read") + " bytes=" + bytes / reads;
    }

    /**
     * A row's delay is from when the platform told of it; its age is that of the newest event in it, so it holds the way from the sender to
     * the engine and the wait for the next tick too.
     */
    private String follow(int clients, int seconds) throws IOException {
        try (LiveClients followers = new LiveClients(port, LivePipeline.LANES_LIVE, clients, this::row)) {
            followers.readUntil(System.nanoTime() + (long) (WARM_SECONDS * 1e9));
            isCounting = true;
            followers.readUntil(System.nanoTime() + seconds * 1_000_000_000L);
        }
        return String.format(
                Locale.ROOT,
                "rows=%d %s %s",
                rows,
                Percentiles.of(delays, rows).words("delay"),
                Percentiles.of(ages, rows).words("age"));
    }

    private void row(int lane, long sentMicros, long publishedMicros) {
        if (isCounting) {
            if (rows == ages.length) {
                ages = Arrays.copyOf(ages, 2 * rows);
                delays = Arrays.copyOf(delays, 2 * rows);
            }
            long now = EventRequest.nowMicros();
            delays[rows] = (now - publishedMicros) / 1e3;
            ages[rows++] = (now - sentMicros) / 1e3;
        }
    }
}
