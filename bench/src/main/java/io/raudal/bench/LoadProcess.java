package io.raudal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The client that sends events, in a process of its own: {@code send RATE EVENTS CONNECTIONS KEYS SECONDS} at a pace (rate 0: as fast as
 * is answered), {@code freshness} likewise while a client follows the view of lanes, and {@code backfill KEYS WINDOWS} one event for each
 * key in each of the last windows of ten seconds.
 */
final class LoadProcess {
    private static final int WINDOW_MILLIS = 10_000;
    private static final double WARM_SECONDS = 3;

    private LoadProcess() {}

    /** @param arguments the platform's port */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        Orders.serve(words -> switch (words[0]) {
            case "send" ->
                load(port, words)
                        .run(number(words, 1), number(words, 5), EventLoad.Listener.NONE)
                        .words();
            case "freshness" -> freshness(port, words);
            default -> backfill(port, number(words, 1), number(words, 2));
        });
    }

    private static EventLoad load(int port, String[] words) {
        return new EventLoad(port, number(words, 3), number(words, 2), number(words, 4));
    }

    private static String freshness(int port, String[] words) throws Exception {
        FreshnessProbe probe = new FreshnessProbe(number(words, 3));
        double seconds = number(words, 5);
        try (LiveClients client = new LiveClients(port, LivePipeline.LANES_LIVE, 1, probe)) {
            Thread reader = new Thread(() -> {
                try {
                    client.readUntil(System.nanoTime() + (long) (WARM_SECONDS * 1e9));
                    probe.count();
                    client.readUntil(System.nanoTime() + (long) (seconds * 1e9));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            reader.start();
            EventLoad.Sent sent = load(port, words).run(number(words, 1), WARM_SECONDS + seconds, probe);
            reader.join();
            return sent.words() + " " + probe.words();
        }
    }

    private static String backfill(int port, int keys, int windows) throws IOException {
        long last = System.currentTimeMillis() / WINDOW_MILLIS - 2;
        byte[] body = new byte[0];
        try (HttpConnection connection = new HttpConnection(port)) {
            for (int window = 0; window < windows; window++) {
                long time = (last - windows + 1 + window) * WINDOW_MILLIS;
                StringBuilder text = new StringBuilder(body.length + 1024);
                for (int key = 0; key < keys; key++) {
                    text.append("{\"ts\":")
                            .append(time + key * (long) WINDOW_MILLIS / keys)
                            .append(",\"device\":\"dev-")
                            .append(key)
                            .append("\",\"lane\":\"past\",\"sent\":0,\"value\":")
                            .append((key * 31 + window * 17) % 1000 / 10.0)
                            .append("}\n");
                }
                body = text.toString().getBytes(StandardCharsets.US_ASCII);
                byte[] head = ("POST " + EventRequest.PATH
                                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                                + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                byte[] request = Arrays.copyOf(head, head.length + body.length);
                System.arraycopy(body, 0, request, head.length, body.length);
                connection.send(request);
            }
        }
        return "events=" + (long) keys * windows;
    }

    private static int number(String[] words, int index) {
        return Integer.parseInt(words[index]);
    }
}
