package io.raudal.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Measures how long each request's events take to a live-push client: a lane's requests come one after the other, and a row says which is
 * the latest in it, so all that were sent before it are in it as well. Hears of requests from the senders' threads and of rows from a
 * reader's.
 */
final class FreshnessProbe implements EventLoad.Listener, LiveStream.Listener {
    private final List<Deque<Request>> waiting = new ArrayList<>();
    private double[] fromStart = new double[1 << 16];
    private double[] fromAccepted = new double[1 << 16];
    private int count;
    private boolean isCounting;

    private record Request(long sentMicros, long startNanos, long acceptedNanos) {}

    FreshnessProbe(int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            waiting.add(new ArrayDeque<>());
        }
    }

    /** From now on what is seen counts. */
    synchronized void count() {
        isCounting = true;
        waiting.forEach(Deque::clear);
    }

    @Override
    public synchronized void accepted(int lane, long sentMicros, long startNanos, long acceptedNanos) {
        waiting.get(lane).add(new Request(sentMicros, startNanos, acceptedNanos));
    }

    @Override
    public synchronized void row(int lane, long sentMicros, long publishedMicros) {
        long now = System.nanoTime();
        Deque<Request> requests = waiting.get(lane);
        while (!requests.isEmpty() && requests.element().sentMicros() <= sentMicros) {
            Request request = requests.remove();
            if (isCounting) {
                add((now - request.startNanos()) / 1e6, Math.max(0, now - request.acceptedNanos()) / 1e6);
            }
        }
    }

    private void add(double start, double accepted) {
        if (count == fromStart.length) {
            fromStart = Arrays.copyOf(fromStart, 2 * count);
            fromAccepted = Arrays.copyOf(fromAccepted, 2 * count);
        }
        fromStart[count] = start;
        fromAccepted[count++] = accepted;
    }

    /** As words of an answer. */
    synchronized String words() {
        return Percentiles.of(fromStart, count).words("start") + " "
                + Percentiles.of(fromAccepted, count).words("accepted");
    }
}
