package io.raudal.engine.scan;

import java.util.Arrays;

/**
 * Where the bytes are that end the plain part of a JSON text (quotes, backslashes, control characters, bytes past ASCII), for a window
 * of a block: between two stops that are quotes there is nothing to look for. Found 64 bytes at a time without a branch on what they
 * are, so that the processor never guesses wrong; the idea is stage 1 of simdjson (Langdale and Lemire, "Parsing Gigabytes of JSON per
 * Second", 2019), with words instead of vectors. About 80 KiB; one thread.
 */
final class StopIndex {
    static final int WINDOW = 1 << 14;
    /** Copies of the end behind the last stop, so that a reader may look a few stops ahead. */
    private static final int SENTINELS = 8;

    /** Moves the high bits of eight bytes, multiplied, to the highest byte. */
    private static final long GATHER = 0x0002040810204081L;

    /** The stops in their order; behind the last one, {@link #limit} a few times. */
    final int[] stops = new int[WINDOW + 64 + SENTINELS];

    private final byte[] window = new byte[WINDOW];
    /** By byte of the window, the high bit set if it is no stop. */
    private final byte[] marks = new byte[WINDOW];

    int count;
    /** Where the window starts. */
    int from;
    /** Where the window ends. */
    int limit;

    /** Makes an index of {@code bytes[start, min(end, start + WINDOW))}; reads up to 63 bytes behind. */
    void build(byte[] bytes, int start, int end) {
        from = start;
        limit = (int) Math.min(end, (long) start + WINDOW);
        int length = limit - start + 63 & -64;
        System.arraycopy(bytes, start, window, 0, length);
        mark(window, marks, length);
        int found = list(marks, length, start, stops);
        while (found > 0 && stops[found - 1] >= limit) {
            found--;
        }
        count = found;
        Arrays.fill(stops, found, found + SENTINELS, limit);
    }

    /** Marks the stops of the window with the high bit of a byte each; a loop that the JIT compiler turns into vector instructions. */
    private static void mark(byte[] window, byte[] marks, int length) {
        for (int k = 0; k < length; k++) {
            marks[k] = (byte) ((((window[k] & 0x7f) ^ '"') + 0x7f)
                    & (((window[k] & 0x7f) ^ '\\') + 0x7f)
                    & ((window[k] & 0x7f) + 0x60)
                    & (-1 - window[k]));
        }
    }

    private static int list(byte[] marks, int length, int start, int[] into) {
        int found = 0;
        for (int at = 0; at < length; at += 64) {
            long bits = gathered(Swar.longAt(marks, at))
                    | gathered(Swar.longAt(marks, at + 8)) << 8
                    | gathered(Swar.longAt(marks, at + 16)) << 16
                    | gathered(Swar.longAt(marks, at + 24)) << 24
                    | gathered(Swar.longAt(marks, at + 32)) << 32
                    | gathered(Swar.longAt(marks, at + 40)) << 40
                    | gathered(Swar.longAt(marks, at + 48)) << 48
                    | gathered(Swar.longAt(marks, at + 56)) << 56;
            int next = found + Long.bitCount(bits);
            int base = start + at;
            // Eight at once, needed or not: what is written too many is written over.
            for (int k = found; bits != 0; k += 8) {
                into[k] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 1] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 2] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 3] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 4] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 5] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 6] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                into[k + 7] = base + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
            found = next;
        }
        return found;
    }

    /** A bit for each byte of the word whose high bit is not set. */
    private static long gathered(long word) {
        return (~word & Swar.HIGH) * GATHER >>> 56;
    }
}
