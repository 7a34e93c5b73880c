package io.raudal.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A request with some events of 14 fields and about 275 bytes, made once; what differs from one sending to the next is written over it:
 * the events' time in milliseconds, and {@code sent}, a number in microseconds that grows with each request of a lane. One thread.
 */
final class EventRequest {
    /** Where requests go. */
    static final String PATH = "/ingest/bench/events";

    private static final String TIME = "\"ts\":";
    private static final String SENT = "\"sent\":";
    private static final int TIME_DIGITS = 13;
    private static final int SENT_DIGITS = 16;

    private final byte[] bytes;
    private final int events;
    private int[] times = new int[16];
    private int[] sents = new int[16];
    private long lastSent;

    /** @param lane of all its events */
    EventRequest(int events, int keys, int lane, long seed) {
        this.events = events;
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder body = new StringBuilder(300 * events);
        for (int event = 0; event < events; event++) {
            append(body, random, keys, lane);
        }
        String type = events == 1 ? "application/json" : "application/x-ndjson";
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        bytes = (head + body).getBytes(StandardCharsets.US_ASCII);
        String text = new String(bytes, StandardCharsets.US_ASCII);
        times = places(text, TIME);
        sents = places(text, SENT);
    }

    private static void append(StringBuilder body, SplittableRandom random, int keys, int lane) {
        body.append("{\"ts\":")
                .append("1".repeat(TIME_DIGITS))
                .append(",\"device\":\"dev-")
                .append(random.nextInt(keys))
                .append("\",\"lane\":\"lane-")
                .append(lane)
                .append("\",\"sent\":")
                .append("1".repeat(SENT_DIGITS))
                .append(",\"value\":")
                .append(random.nextInt(100_000) / 1000.0);
        for (int number = 0; number < 9; number++) {
            switch (number % 4) {
                case 0 ->
                    body.append(",\"metric_").append(number).append("\":").append(random.nextInt(1_000_000) / 100.0);
                case 1 ->
                    body.append(",\"label_")
                            .append(number)
                            .append("\":\"zone-")
                            .append(1000 + random.nextInt(9000))
                            .append("-abcdefghijkl\"");
                case 2 -> body.append(",\"count_").append(number).append("\":").append(random.nextInt(1_000_000));
                default -> body.append(",\"flag_").append(number).append("\":").append(random.nextBoolean());
            }
        }
        body.append("}\n");
    }

    private static int[] places(String text, String name) {
        int[] places = new int[16];
        int count = 0;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            if (count == places.length) {
                places = Arrays.copyOf(places, 2 * count);
            }
            places[count++] = at + name.length();
        }
        return Arrays.copyOf(places, count);
    }

    int events() {
        return events;
    }

    /** The request as it is to be sent at that time; the same array each time. */
    byte[] at(long micros) {
        lastSent = Math.max(lastSent + 1, micros);
        for (int place : times) {
            write(lastSent / 1000, place, TIME_DIGITS);
        }
        for (int place : sents) {
            write(lastSent, place, SENT_DIGITS);
        }
        return bytes;
    }

    /** The number of the last sending. */
    long lastSent() {
        return lastSent;
    }

    private void write(long number, int place, int digits) {
        long left = number;
        for (int i = place + digits - 1; i >= place; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /** The machine's clock. */
    static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }
}
