package io.raudal.engine.scan;

/** The content of a JSON text that has escapes. */
final class JsonTexts {
    private static final int REPLACEMENT = 0xfffd;

    private JsonTexts() {}

    /**
     * Writes the decoded content of {@code bytes[from, to)}, which a strict scan accepted, to {@code into} and returns its length, at
     * most that of the source. Half of a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
     */
    static int decode(byte[] bytes, int from, int to, byte[] into) {
        int at = from;
        int out = 0;
        while (at < to) {
            byte c = bytes[at++];
            if (c != '\\') {
                into[out++] = c;
                continue;
            }
            c = bytes[at++];
            if (c == 'u') {
                int unit = hex(bytes, at);
                at += 4;
                int codePoint = unit;
                if (unit >= 0xd800 && unit < 0xe000) {
                    codePoint = REPLACEMENT;
                    if (unit < 0xdc00 && at + 6 <= to && bytes[at] == '\\' && bytes[at + 1] == 'u') {
                        int low = hex(bytes, at + 2);
                        if (low >= 0xdc00 && low < 0xe000) {
                            codePoint = 0x10000 + (unit - 0xd800 << 10) + (low - 0xdc00);
                            at += 6;
                        }
                    }
                }
                out = Utf8.encode(codePoint, into, out);
            } else {
                into[out++] = plain(c);
            }
        }
        return out;
    }

    /** Where an escape in {@code bytes[from, to)}, which a strict scan accepted, is half a surrogate pair; {@code to} if none is. */
    static int brokenSurrogate(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] != '\\') {
                at++;
            } else if (bytes[at + 1] != 'u') {
                at += 2;
            } else {
                int unit = hex(bytes, at + 2);
                if (unit >= 0xd800 && unit < 0xe000) {
                    boolean paired = unit < 0xdc00 && at + 12 <= to && bytes[at + 6] == '\\' && bytes[at + 7] == 'u';
                    if (!paired || (hex(bytes, at + 8) & 0xfc00) != 0xdc00) {
                        return at;
                    }
                    at += 6;
                }
                at += 6;
            }
        }
        return to;
    }

    private static byte plain(byte escaped) {
        return switch (escaped) {
            case 'b' -> (byte) '\b';
            case 'f' -> (byte) '\f';
            case 'n' -> (byte) '\n';
            case 'r' -> (byte) '\r';
            case 't' -> (byte) '\t';
            default -> escaped;
        };
    }

    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int k = 0; k < 4; k++) {
            value = value << 4 | Character.digit(bytes[at + k], 16);
        }
        return value;
    }
}
