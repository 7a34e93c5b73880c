package io.raudal.query.push;

import io.raudal.engine.log.Log;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.query.stream.EventDocument;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Some of a stream's events as they arrive, up to a number a second; the others are counted. A stream that is faster than can be looked
 * at is not read through: the reader goes to its end once a round.
 */
final class SampleFeed implements Feed {
    private static final Logger LOGGER = LoggerFactory.getLogger(SampleFeed.class);
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int ROUNDS_A_SECOND = 4;
    private static final int MAX_LAG = 2_000;
    private static final int KEPT_BYTES = 1 << 20;

    private final String stream;
    private final Log log;
    private final int eventsARound;
    private final Runnable news;
    private final PieceRing ring = new PieceRing(KEPT_BYTES);
    private final Thread thread;
    private volatile boolean over;

    SampleFeed(String stream, Log log, int eventsASecond, Runnable news) {
        this.stream = stream;
        this.log = log;
        this.news = news;
        eventsARound = Math.max(1, eventsASecond / ROUNDS_A_SECOND);
        thread = new Thread(this::run, "raudal-sample-" + stream);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public String name() {
        return stream;
    }

    @Override
    public PieceRing ring() {
        return ring;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    private void run() {
        try {
            Map<Integer, Long> next = ends();
            while (!over) {
                try (LogReader reader = log.reader(stream, next)) {
                    while (lag(next) <= MAX_LAG) {
                        round(reader, next);
                    }
                }
                // A reader is not free: such a stream is looked at about once a second.
                TimeUnit.NANOSECONDS.sleep((ROUNDS_A_SECOND - 1) * ROUND_NANOS);
                long skipped = 0;
                Map<Integer, Long> ends = ends();
                for (Map.Entry<Integer, Long> end : ends.entrySet()) {
                    skipped += end.getValue() - next.getOrDefault(end.getKey(), end.getValue());
                }
                next = ends;
                emit(new JsonArray(), skipped);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).addKeyValue("stream", stream).log("sampling a stream ended");
        } finally {
            over = true;
            news.run();
        }
    }

    /** Reads for a moment and tells what came; what it had no room for is told as well. */
    private void round(LogReader reader, Map<Integer, Long> next) throws InterruptedException {
        long deadline = System.nanoTime() + ROUND_NANOS;
        JsonArray events = new JsonArray();
        long skipped = 0;
        long left = ROUND_NANOS;
        while (left > 0) {
            if (skipped > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            } else {
                LogRecords records = reader.poll(Duration.ofNanos(left));
                if (records instanceof LogRecords.Events found) {
                    int taken = Math.min(found.slices().size(), eventsARound - events.size());
                    for (int i = 0; i < taken; i++) {
                        events.add(EventDocument.of(
                                found.partition(),
                                found.firstOffset() + i,
                                found.appendMillis()[i],
                                found.slices().copy(i)));
                    }
                    skipped += found.slices().size() - taken;
                }
                if (records != null) {
                    next.put(records.partition(), records.nextOffset());
                }
            }
            left = deadline - System.nanoTime();
        }
        emit(events, skipped);
    }

    private void emit(JsonArray events, long skipped) {
        if (events.isEmpty() && skipped == 0) {
            return;
        }
        JsonObject data =
                new JsonObject().put("stream", stream).put("events", events).put("skipped", skipped);
        Buffer event = Feed.event("sample", data.toBuffer().getBytes());
        ring.add(new Piece(ring.end(), 0, event, 0, List.of()));
        news.run();
    }

    private long lag(Map<Integer, Long> next) {
        long lag = 0;
        for (Map.Entry<Integer, Long> partition : next.entrySet()) {
            lag += Math.max(0, log.range(stream, partition.getKey()).end() - partition.getValue());
        }
        return lag;
    }

    private Map<Integer, Long> ends() {
        Map<Integer, Long> ends = new TreeMap<>();
        for (int partition = 0; partition < log.partitions(stream); partition++) {
            ends.put(partition, log.range(stream, partition).end());
        }
        return ends;
    }
}
