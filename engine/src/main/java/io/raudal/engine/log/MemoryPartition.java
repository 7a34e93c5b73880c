package io.raudal.engine.log;

import io.raudal.engine.Decoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One partition of a {@link MemoryLog}: a row of segments, of which the last grows. Guarded by its stream. */
final class MemoryPartition {
    private static final int SEGMENT_BYTES = 1 << 18;
    private static final int SEGMENT_EVENTS = SEGMENT_BYTES / Slices.EVENT_BYTES;

    private final Deque<Segment> segments = new ArrayDeque<>();
    private long bytes;
    private long end;

    long append(Slices events, long nowMillis) {
        long first = end;
        for (int i = 0; i < events.size(); i++) {
            Segment last = segments.peekLast();
            if (last == null || last.isFull()) {
                last = new Segment(end, null);
                segments.addLast(last);
            }
            last.add(events.bytes(), events.start(i), events.length(i), nowMillis);
            bytes += events.length(i);
            end++;
        }
        return first;
    }

    long append(Control control, long nowMillis) {
        Segment segment = new Segment(end, control);
        segment.add(new byte[0], 0, 0, nowMillis);
        segments.addLast(segment);
        return end++;
    }

    void retain(long nowMillis, Duration retention, long retentionBytes) {
        long oldest = nowMillis - retention.toMillis();
        while (segments.size() > 1) {
            Segment first = segments.getFirst();
            if (bytes <= retentionBytes && first.appendMillis[first.size - 1] >= oldest) {
                return;
            }
            bytes -= first.used;
            segments.removeFirst();
        }
    }

    OffsetRange range() {
        return new OffsetRange(segments.isEmpty() ? end : segments.getFirst().firstOffset, end);
    }

    @Nullable LogRecords read(int partition, long offset) {
        // From the end: readers mostly follow close behind the writer.
        List<Segment> behind = new ArrayList<>();
        for (var it = segments.descendingIterator(); it.hasNext(); ) {
            Segment segment = it.next();
            if (segment.firstOffset + segment.size <= offset) {
                break;
            }
            behind.add(segment);
            if (segment.firstOffset <= offset) {
                break;
            }
        }
        return behind.isEmpty() ? null : behind.get(behind.size() - 1).read(partition, offset);
    }

    /** Events side by side in one array, or a control record. What was written is not changed again, so readers share it. */
    private static final class Segment {
        final long firstOffset;
        final @Nullable Control control;
        byte[] data = new byte[Decoder.PADDING];
        int[] starts = new int[4];
        int[] lengths = new int[4];
        long[] appendMillis = new long[4];
        int size;
        int used;

        Segment(long firstOffset, @Nullable Control control) {
            this.firstOffset = firstOffset;
            this.control = control;
        }

        boolean isFull() {
            return control != null || used >= SEGMENT_BYTES || size >= SEGMENT_EVENTS;
        }

        void add(byte[] from, int start, int length, long nowMillis) {
            int needed = Math.addExact(used + Decoder.PADDING, length);
            if (needed > data.length) {
                data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * data.length)));
            }
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
                lengths = Arrays.copyOf(lengths, 2 * size);
                appendMillis = Arrays.copyOf(appendMillis, 2 * size);
            }
            System.arraycopy(from, start, data, used, length);
            starts[size] = used;
            lengths[size] = length;
            appendMillis[size++] = nowMillis;
            used += length;
        }

        LogRecords read(int partition, long offset) {
            int from = (int) Math.max(0, offset - firstOffset);
            if (control != null) {
                return new LogRecords.Decided(partition, firstOffset, control, appendMillis[0]);
            }
            Slices slices = new Slices(
                    data, Arrays.copyOfRange(starts, from, size), Arrays.copyOfRange(lengths, from, size), size - from);
            return new LogRecords.Events(
                    partition, firstOffset + from, slices, Arrays.copyOfRange(appendMillis, from, size));
        }
    }
}
