package io.raudal.engine.key;

import java.util.Arrays;

/**
 * Reads what {@link KeyBytes} wrote, from its start; an IndexOutOfBoundsException or IllegalArgumentException says that the bytes are
 * damaged.
 */
public final class StateReader {
    public final byte[] bytes;
    private int at;

    public StateReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    public int at() {
        return at;
    }

    public int remaining() {
        return bytes.length - at;
    }

    public int nextByte() {
        return bytes[at++];
    }

    public int nextInt() {
        int value = KeyBytes.intAt(bytes, at);
        at += 4;
        return value;
    }

    public long nextLong() {
        long value = KeyBytes.longAt(bytes, at);
        at += 8;
        return value;
    }

    /** A count of things of at least so many bytes each. */
    public int nextCount(int bytesEach) {
        int count = nextInt();
        if (count < 0 || (long) count * bytesEach > remaining()) {
            throw new IllegalArgumentException("count " + count);
        }
        return count;
    }

    public byte[] nextBytes() {
        return nextBytes(nextCount(1));
    }

    public byte[] nextBytes(int length) {
        if (length > remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Goes on reading there. */
    public void seek(int position) {
        at = position;
    }
}
