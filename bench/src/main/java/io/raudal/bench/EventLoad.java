package io.raudal.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends events over some connections, each with a lane and a thread of its own: at a pace, or each request as soon as the last one is
 * answered.
 */
final class EventLoad {
    /** Hears of each request that was acknowledged; called by the connections' threads. */
    interface Listener {
        Listener NONE = (lane, sentMicros, startNanos, acceptedNanos) -> {};

        /** @param sentMicros its number in its lane */
        void accepted(int lane, long sentMicros, long startNanos, long acceptedNanos);
    }

    private final int port;
    private final int connections;
    private final int eventsARequest;
    private final int keys;

    EventLoad(int port, int connections, int eventsARequest, int keys) {
        this.port = port;
        this.connections = connections;
        this.eventsARequest = eventsARequest;
        this.keys = keys;
    }

    /**
     * What was sent.
     *
     * @param events that were acknowledged
     * @param answers from the sending of a request to its answer
     * @param behindMillis how far the load fell behind its pace at most
     */
    record Sent(long events, double seconds, Percentiles answers, double behindMillis) {
        String words() {
            return String.format(
                    Locale.ROOT,
                    "events=%d seconds=%.3f behind=%.1f %s",
                    events,
                    seconds,
                    behindMillis,
                    answers.words("answer"));
        }
    }

    /** @param eventsASecond of all connections together; 0 for as many as are answered */
    Sent run(int eventsASecond, double seconds, Listener listener) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            long start = System.nanoTime();
            List<Future<Lane>> lanes = new ArrayList<>();
            for (int lane = 0; lane < connections; lane++) {
                Lane own = new Lane(lane, start, start + (long) (seconds * 1e9), eventsASecond, listener);
                lanes.add(threads.submit(own::run));
            }
            long events = 0;
            double behind = 0;
            double[] answers = new double[0];
            for (Future<Lane> future : lanes) {
                Lane lane = future.get();
                events += (long) lane.requests * eventsARequest;
                behind = Math.max(behind, lane.behindNanos / 1e6);
                int from = answers.length;
                answers = Arrays.copyOf(answers, from + lane.requests);
                System.arraycopy(lane.millis, 0, answers, from, lane.requests);
            }
            return new Sent(events, (System.nanoTime() - start) / 1e9, Percentiles.of(answers, answers.length), behind);
        } finally {
            threads.shutdownNow();
        }
    }

    private final class Lane {
        private final int number;
        private final long start;
        private final long end;
        private final double nanosARequest;
        private final Listener listener;
        private double[] millis = new double[1024];
        private int requests;
        private long behindNanos;

        Lane(int number, long start, long end, int eventsASecond, Listener listener) {
            this.number = number;
            this.start = start;
            this.end = end;
            nanosARequest = eventsASecond == 0 ? 0 : 1e9 * connections * eventsARequest / eventsASecond;
            this.listener = listener;
        }

        Lane run() throws IOException {
            EventRequest request = new EventRequest(eventsARequest, keys, number, number);
            try (HttpConnection connection = new HttpConnection(port)) {
                while (true) {
                    long due = start + (long) (nanosARequest * (requests + (double) number / connections));
                    long now = System.nanoTime();
                    while (nanosARequest > 0 && now < due) {
                        LockSupport.parkNanos(due - now);
                        now = System.nanoTime();
                    }
                    if (now >= end) {
                        return this;
                    }
                    behindNanos = Math.max(behindNanos, nanosARequest > 0 ? now - due : 0);
                    connection.send(request.at(EventRequest.nowMicros()));
                    long answered = System.nanoTime();
                    listener.accepted(number, request.lastSent(), now, answered);
                    if (requests == millis.length) {
                        millis = Arrays.copyOf(millis, 2 * requests);
                    }
                    millis[requests++] = (answered - now) / 1e6;
                }
            }
        }
    }
}
