package io.raudal.engine.scan;

/** Strict UTF-8 as of RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF. */
final class Utf8 {
    private Utf8() {}

    /** The length of the sequence that starts at {@code at} with a byte past ASCII; 0 if it is not valid or reaches behind {@code end}. */
    static int sequence(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int length;
        if (first >= 0xc2 && first < 0xe0) {
            length = 2;
        } else if (first >= 0xe0 && first < 0xf0) {
            length = 3;
        } else if (first >= 0xf0 && first < 0xf5) {
            length = 4;
        } else {
            return 0;
        }
        if (at + length > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        boolean narrow = first == 0xe0 && second < 0xa0
                || first == 0xed && second > 0x9f
                || first == 0xf0 && second < 0x90
                || first == 0xf4 && second > 0x8f;
        if (narrow || (second & 0xc0) != 0x80) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((bytes[at + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Where the first byte that is not valid is; {@code end} if all are. Reads up to eight bytes behind the end. */
    static int firstInvalid(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            long beyond = Swar.longAt(bytes, at) & Swar.HIGH;
            if (beyond == 0) {
                at += 8;
                continue;
            }
            at += Swar.first(beyond);
            while (at < end && bytes[at] < 0) {
                int length = sequence(bytes, at, end);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return end;
    }

    static boolean isAscii(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + 8 <= end; at += 8) {
            if ((Swar.longAt(bytes, at) & Swar.HIGH) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes a code point and returns the index behind it. */
    static int encode(int codePoint, byte[] into, int at) {
        int next = at;
        if (codePoint < 0x80) {
            into[next++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            into[next++] = (byte) (0xc0 | codePoint >> 6);
            into[next++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            into[next++] = (byte) (0xe0 | codePoint >> 12);
            into[next++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            into[next++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            into[next++] = (byte) (0xf0 | codePoint >> 18);
            into[next++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            into[next++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            into[next++] = (byte) (0x80 | codePoint & 0x3f);
        }
        return next;
    }
}
