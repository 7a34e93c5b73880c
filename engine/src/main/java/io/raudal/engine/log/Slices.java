package io.raudal.engine.log;

import io.raudal.engine.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Some events as slices of one array of bytes. Not thread-safe; whoever is handed one must not change it. */
public final class Slices {
    /** What a log adds to an event's bytes, at most. */
    public static final int EVENT_BYTES = 32;

    private byte[] bytes;
    private int[] starts;
    private int[] lengths;
    private int size;
    private int used;
    private long eventBytes;

    public Slices() {
        this(1024, 16);
    }

    /** No events yet, but room for some. */
    public Slices(int bytes, int events) {
        this(new byte[bytes], new int[Math.max(1, events)], new int[Math.max(1, events)], 0);
    }

    /** Slices of an array that is there already; nothing is copied. */
    public Slices(byte[] bytes, int[] starts, int[] lengths, int size) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
        this.size = size;
        for (int i = 0; i < size; i++) {
            eventBytes += lengths[i];
        }
    }

    public static Slices of(String... events) {
        return of(List.of(events));
    }

    public static Slices of(List<String> events) {
        Slices slices = new Slices();
        for (String event : events) {
            byte[] text = event.getBytes(StandardCharsets.UTF_8);
            slices.add(text, 0, text.length);
        }
        return slices;
    }

    /** What the events take in a log, at most: their bytes, and some more for each. */
    public long logBytes() {
        return (long) EVENT_BYTES * size + eventBytes;
    }

    /**
     * Refuses what a log does not take in one append.
     *
     * @param most as {@link Log#appendBytes}
     * @return {@link #logBytes}
     */
    public long requireAppend(String partition, int most) {
        long sum = logBytes();
        if (size == 0 || sum > most) {
            throw new IllegalArgumentException(partition + ": " + size + " events of " + sum
                    + " bytes in one append; it takes at least 1 event and at most " + most + " bytes");
        }
        return sum;
    }

    /** The same events in pieces of at most so many {@link #logBytes}, or of one event; nothing is copied. */
    public List<Slices> split(int most) {
        List<Slices> pieces = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int i = 0; i < size; i++) {
            long bytes = (long) EVENT_BYTES + lengths[i];
            if (sum + bytes > most && i > from) {
                pieces.add(piece(from, i));
                from = i;
                sum = 0;
            }
            sum += bytes;
        }
        pieces.add(from == 0 ? this : piece(from, size));
        return pieces;
    }

    private Slices piece(int from, int to) {
        return new Slices(
                bytes, Arrays.copyOfRange(starts, from, to), Arrays.copyOfRange(lengths, from, to), to - from);
    }

    /** Copies an event in, with {@link Decoder#PADDING} readable bytes behind it; only where the array is this object's own. */
    public void add(byte[] from, int offset, int length) {
        int needed = Math.addExact(used, Math.addExact(length, Decoder.PADDING));
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * used)));
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        System.arraycopy(from, offset, bytes, used, length);
        starts[size] = used;
        lengths[size++] = length;
        used += length;
        eventBytes += length;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** By event, where it starts; may be longer than the events are many. */
    public int[] starts() {
        return starts;
    }

    /** By event; likewise. */
    public int[] lengths() {
        return lengths;
    }

    public int start(int index) {
        return starts[index];
    }

    public int length(int index) {
        return lengths[index];
    }

    public int size() {
        return size;
    }

    public byte[] copy(int index) {
        return Arrays.copyOfRange(bytes, starts[index], starts[index] + lengths[index]);
    }

    public String string(int index) {
        return new String(bytes, starts[index], lengths[index], StandardCharsets.UTF_8);
    }
}
