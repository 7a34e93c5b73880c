package io.raudal.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at their end: keys one behind the other, or a snapshot. Numbers are big-endian. Not thread-safe. */
public final class KeyBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    public KeyBytes(int capacity) {
        bytes = new byte[capacity];
    }

    /** What was written so far; a later write may replace the array. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what stands behind. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    public void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void putInt(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    /** Replaces an int that is there. */
    public void setInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    public void putLong(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** A long whose unsigned byte order is its order as a number. */
    public void putOrdered(long value) {
        putLong(value ^ Long.MIN_VALUE);
    }

    public void put(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    /** The first eight bytes as a big-endian number, padded with zeros. */
    public static long headOf(byte[] from, int offset, int length) {
        if (length >= 8) {
            return longAt(from, offset);
        }
        if (length >= 4) {
            int rest = 8 * (length - 4);
            long end = intAt(from, offset + length - 4) & 0xffffffffL;
            return ((long) intAt(from, offset) << 32) | ((end << (32 - rest)) & 0xffffffffL);
        }
        long head = 0;
        for (int i = 0; i < length; i++) {
            head |= (from[offset + i] & 0xffL) << (56 - 8 * i);
        }
        return head;
    }

    public static long longAt(byte[] from, int offset) {
        return (long) LONG.get(from, offset);
    }

    public static int intAt(byte[] from, int offset) {
        return (int) INT.get(from, offset);
    }

    public static long orderedAt(byte[] from, int offset) {
        return longAt(from, offset) ^ Long.MIN_VALUE;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * bytes.length)));
        }
    }
}
