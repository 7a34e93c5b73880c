package io.raudal.engine.scan;

/** Where lines end. */
final class Lines {
    private Lines() {}

    /** Where the line feed at or behind {@code from} is; {@code to} if there is none. */
    static int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            long found = Swar.equal(Swar.longAt(bytes, at), Swar.ONES * '\n');
            if (found != 0) {
                return Math.min(at + Swar.first(found), to);
            }
            at += 8;
        }
        return to;
    }

    /** The end of the line's content: before the carriage return of a CRLF. */
    static int withoutReturn(byte[] bytes, int from, int lineEnd) {
        return lineEnd > from && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    }
}
