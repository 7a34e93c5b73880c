package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Eight bytes at a time inside a long, the byte at the lowest address lowest (SIMD within a register). A mask has the high bit of each
 * byte that is meant; of the masks here the lowest set byte is exact, higher ones may be wrong through a borrow.
 */
final class Swar {
    static final long ONES = 0x0101010101010101L;
    static final long HIGH = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    static long longAt(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** A copy of {@code block[from, to)} at index 0, with room behind it that may be read. */
    static byte[] padded(byte[] block, int from, int to) {
        return Arrays.copyOf(Arrays.copyOfRange(block, from, to), to - from + Decoder.PADDING);
    }

    /** A word with the byte eight times. */
    static long repeat(int value) {
        return ONES * value;
    }

    static int intAt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }

    /** The bytes of a word that equal {@code pattern}, which has the wanted byte eight times. */
    static long equal(long word, long pattern) {
        long x = word ^ pattern;
        return (x - ONES) & ~x & HIGH;
    }

    /** The bytes of a word that end the plain part of a JSON text: a quote, a backslash, a control character, a byte past ASCII. */
    static long textStop(long word) {
        long quote = word ^ ONES * '"';
        long backslash = word ^ ONES * '\\';
        return ((quote - ONES) & ~quote | (backslash - ONES) & ~backslash | (word - ONES * 0x20) | word) & HIGH;
    }

    /** The bytes of a word that are not ASCII digits; exact if the word is ASCII up to the first one. */
    static long notDigit(long word) {
        long x = word ^ ONES * '0';
        return ((x + ONES * (0x80 - 10)) | x) & HIGH;
    }

    /** Which byte the lowest set bit of a mask that is not 0 belongs to. */
    static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /** The number of eight decimal digits, each a byte from 0 to 9, the first one lowest. */
    static long eightDigits(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L)
                >>> 32;
    }
}
