package io.raudal.engine.output;

/** The escapes of JSON strings (RFC 8259, section 7). */
final class JsonEscapes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private JsonEscapes() {}

    /** Writes the escape of an ASCII character that a JSON string cannot hold as it is; returns the index behind it. */
    static int write(byte[] to, int from, char c) {
        char letter = switch (c) {
            case '"', '\\' -> c;
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\b' -> 'b';
            case '\f' -> 'f';
            default -> 0;
        };
        if (letter == 0) {
            return unicodeEscape(to, from, c);
        }
        to[from] = '\\';
        to[from + 1] = (byte) letter;
        return from + 2;
    }

    private static int unicodeEscape(byte[] to, int from, char c) {
        to[from] = '\\';
        to[from + 1] = 'u';
        to[from + 2] = HEX[c >> 12];
        to[from + 3] = HEX[c >> 8 & 15];
        to[from + 4] = HEX[c >> 4 & 15];
        to[from + 5] = HEX[c & 15];
        return from + 6;
    }
}
