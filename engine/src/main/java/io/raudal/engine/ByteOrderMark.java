package io.raudal.engine;

/**
 * The mark that some programs put at the head of UTF-8. Whoever reads a file or a body from its head skips one there, and only there:
 * decoders take it for content, and a record that starts with it is dead.
 */
public final class ByteOrderMark {
    private static final int LENGTH = 3;

    private ByteOrderMark() {}

    /** Behind the mark at {@code from}, or {@code from} if there is none. */
    public static int skip(byte[] bytes, int from, int to) {
        return isAt(bytes, from, to) ? from + LENGTH : from;
    }

    public static boolean isAt(byte[] bytes, int from, int to) {
        return to - from >= LENGTH
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }
}
