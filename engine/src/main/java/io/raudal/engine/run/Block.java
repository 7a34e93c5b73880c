package io.raudal.engine.run;

import io.raudal.engine.Decoder;

/** A part of a file that holds whole records, in an array that is used again. Belongs to one thread at a time. */
final class Block {
    private final int usualBytes;
    byte[] bytes;
    /** Start of the first record. */
    int from;
    /** Behind the last record. */
    int to;

    Block(int usualBytes) {
        this.usualBytes = usualBytes;
        bytes = new byte[usualBytes + Decoder.PADDING];
    }

    /** How many bytes it has room for. */
    int room() {
        return bytes.length - Decoder.PADDING;
    }

    /** Makes room; what is there stays if {@code used} says so. */
    void grow(int room, int used) {
        byte[] larger = new byte[room + Decoder.PADDING];
        System.arraycopy(bytes, 0, larger, 0, used);
        bytes = larger;
    }

    /** Gives back what only an unusually long record needed. */
    void shrink() {
        if (room() > 2 * usualBytes) {
            bytes = new byte[usualBytes + Decoder.PADDING];
        }
    }
}
