package io.raudal.engine.log;

import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory, bounded by each stream's retention; an event is durable once it is appended, and gone with the process.
 *
 * <p>A partition is a row of segments; events are copied once, on the way in, and read as slices of their segment.
 */
public final class MemoryLog implements Log {
    private static final int APPEND_BYTES = 16 << 20;
    private static final String MESSAGES = "io.raudal.engine.log.messages";

    private final InstantSource clock;
    private final Map<String, StreamState> streams = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public MemoryLog(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void ensure(LogStream... ensured) {
        for (LogStream stream : ensured) {
            StreamState state = streams.computeIfAbsent(stream.name(), name -> new StreamState(stream));
            synchronized (state) {
                state.ensure(stream);
            }
        }
    }

    @Override
    public int partitions(String stream) {
        StreamState state = state(stream);
        synchronized (state) {
            return state.partitions.length;
        }
    }

    @Override
    public int appendBytes() {
        return APPEND_BYTES;
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Slices events) {
        events.requireAppend(stream + "/" + partition, APPEND_BYTES);
        StreamState state = state(stream);
        synchronized (state) {
            if (closed) {
                return CompletableFuture.failedFuture(closed(stream));
            }
            MemoryPartition target = state.partition(partition);
            long first = target.append(events, clock.millis());
            target.retain(clock.millis(), state.retention, state.retentionBytes);
            state.notifyAll();
            return CompletableFuture.completedFuture(first);
        }
    }

    @Override
    public CompletionStage<Long> append(String stream, int partition, Control control) {
        StreamState state = state(stream);
        synchronized (state) {
            if (closed) {
                return CompletableFuture.failedFuture(closed(stream));
            }
            long offset = state.partition(partition).append(control, clock.millis());
            state.notifyAll();
            return CompletableFuture.completedFuture(offset);
        }
    }

    @Override
    public OffsetRange range(String stream, int partition) {
        StreamState state = state(stream);
        synchronized (state) {
            MemoryPartition target = state.partition(partition);
            target.retain(clock.millis(), state.retention, state.retentionBytes);
            return target.range();
        }
    }

    @Override
    public LogReader reader(String stream, Map<Integer, Long> offsets) {
        StreamState state = state(stream);
        int[] partitions = new int[offsets.size()];
        long[] next = new long[offsets.size()];
        int at = 0;
        for (Map.Entry<Integer, Long> entry : offsets.entrySet()) {
            OffsetRange range = range(stream, entry.getKey());
            if (entry.getValue() < 0 || entry.getValue() > range.end()) {
                throw new IllegalArgumentException(
                        stream + "/" + entry.getKey() + ": no offset " + entry.getValue() + " in " + range);
            }
            partitions[at] = entry.getKey();
            next[at++] = entry.getValue();
        }
        return new Reader(state, partitions, next);
    }

    @Override
    public void delete(Set<String> deleted) {
        streams.keySet().removeAll(deleted);
    }

    @Override
    public void close() {
        closed = true;
        for (StreamState state : streams.values()) {
            synchronized (state) {
                state.notifyAll();
            }
        }
    }

    private static RaudalException closed(String stream) {
        return new RaudalException(ErrorCode.UNREACHABLE, new Message(MESSAGES, "log.closed", List.of(stream)));
    }

    private StreamState state(String stream) {
        StreamState state = streams.get(stream);
        if (state == null) {
            throw new IllegalArgumentException("no stream " + stream);
        }
        return state;
    }

    /** A stream's partitions; its monitor guards them, and is notified of what is appended. */
    private static final class StreamState {
        MemoryPartition[] partitions = new MemoryPartition[0];
        Duration retention;
        long retentionBytes;

        StreamState(LogStream stream) {
            this.retention = stream.retention();
            this.retentionBytes = stream.retentionBytes();
        }

        void ensure(LogStream stream) {
            retention = stream.retention();
            retentionBytes = stream.retentionBytes();
            if (stream.partitions() > partitions.length) {
                MemoryPartition[] more = new MemoryPartition[stream.partitions()];
                for (int i = 0; i < more.length; i++) {
                    more[i] = i < partitions.length ? partitions[i] : new MemoryPartition();
                }
                partitions = more;
            }
        }

        MemoryPartition partition(int index) {
            if (index < 0 || index >= partitions.length) {
                throw new IllegalArgumentException("no partition " + index + " of " + partitions.length);
            }
            return partitions[index];
        }
    }

    private final class Reader implements LogReader {
        private final StreamState state;
        private final int[] partitions;
        private final long[] next;
        private int turn;
        private boolean awake;

        Reader(StreamState state, int[] partitions, long[] next) {
            this.state = state;
            this.partitions = partitions;
            this.next = next;
        }

        @Override
        public @Nullable LogRecords poll(Duration timeout) throws InterruptedException {
            long deadline = System.nanoTime() + timeout.toNanos();
            synchronized (state) {
                while (true) {
                    for (int i = 0; i < partitions.length && !closed; i++) {
                        turn = (turn + 1) % partitions.length;
                        LogRecords found = state.partition(partitions[turn]).read(partitions[turn], next[turn]);
                        if (found != null) {
                            next[turn] = found.nextOffset();
                            return found;
                        }
                    }
                    long left = deadline - System.nanoTime();
                    if (awake || closed || left <= 0) {
                        awake = false;
                        return null;
                    }
                    TimeUnit.NANOSECONDS.timedWait(state, left);
                }
            }
        }

        @Override
        public void wakeup() {
            synchronized (state) {
                awake = true;
                state.notifyAll();
            }
        }

        @Override
        public void close() {
            wakeup();
        }
    }
}
