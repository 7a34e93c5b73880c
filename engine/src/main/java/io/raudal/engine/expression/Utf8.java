package io.raudal.engine.expression;

import io.raudal.engine.Vector;

/** Positions in valid UTF-8, counted in code points. */
final class Utf8 {
    private Utf8() {}

    /** The code points of bytes [from, to). */
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            // all bytes but the continuations 10xxxxxx
            count += (bytes[at] & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }

    static int count(Vector.Texts texts, int row) {
        int from = texts.from(row);
        return count(texts.bytes(row), from, from + texts.length(row));
    }

    /** Where the code point starts that is {@code points} behind the one at {@code from}; {@code to} if there are not as many. */
    static int skip(byte[] bytes, int from, int to, long points) {
        int at = from;
        for (long left = points; left > 0 && at < to; left--) {
            at += length(bytes[at]);
        }
        return Math.min(at, to);
    }

    /** The bytes of the code point that starts with this byte. */
    static int length(byte first) {
        return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
    }

    /** Where the needle is first found in bytes [from, to), or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] needle, int needleFrom, int needleLength) {
        for (int at = from; at <= to - needleLength; at++) {
            if (startsWith(bytes, at, to, needle, needleFrom, needleLength)) {
                return at;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] bytes, int at, int to, byte[] prefix, int prefixFrom, int prefixLength) {
        if (at < 0 || prefixLength > to - at) {
            return false;
        }
        for (int i = 0; i < prefixLength; i++) {
            if (bytes[at + i] != prefix[prefixFrom + i]) {
                return false;
            }
        }
        return true;
    }
}
