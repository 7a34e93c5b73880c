package io.raudal.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of a key's bytes. Key groups follow from it, so it is part of the format of snapshots: never change it without their
 * version.
 *
 * <p>Eight bytes at a time through a 64 by 64 to 128 bit multiplication whose halves are folded (the step of wyhash, Wang Yi 2019);
 * the last, overlapping eight bytes take the place of a tail. About 3 ns for 16 bytes.
 */
public final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long A = 0xa0761d6478bd642fL;
    private static final long B = 0xe7037ed1a0b428dbL;

    private KeyHash() {}

    public static int of(byte[] bytes, int from, int length) {
        return (int) (of64(bytes, from, length) >>> 32);
    }

    /** The hash of a key of at most 16 bytes, which are two big-endian numbers padded with zeros. */
    public static int of(long head, long tail, int length) {
        return (int) (fold(head ^ A, tail ^ (length * B)) >>> 32);
    }

    /** All 64 bits; the upper half is {@link #of}. */
    public static long of64(byte[] bytes, int from, int length) {
        long hash = length * B;
        if (length >= 8) {
            int last = from + length - 8;
            for (int at = from; at < last; at += 8) {
                hash = fold((long) LONG.get(bytes, at) ^ A, hash ^ B);
            }
            return fold((long) LONG.get(bytes, last) ^ A, hash ^ A);
        }
        long tail = 0;
        if (length >= 4) {
            tail = ((int) INT.get(bytes, from) & 0xffffffffL) | ((long) (int) INT.get(bytes, from + length - 4) << 32);
        } else if (length > 0) {
            tail = (bytes[from] & 0xffL)
                    | ((bytes[from + (length >> 1)] & 0xffL) << 8)
                    | ((bytes[from + length - 1] & 0xffL) << 16);
        }
        return fold(tail ^ A, hash ^ A);
    }

    private static long fold(long x, long y) {
        return (x * y) ^ Math.multiplyHigh(x, y);
    }
}
