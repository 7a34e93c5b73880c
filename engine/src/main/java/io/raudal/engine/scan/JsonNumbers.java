package io.raudal.engine.scan;

/** The grammar of JSON's numbers, eight digits at a time. */
final class JsonNumbers {
    private JsonNumbers() {}

    /** Behind the number without sign at {@code from}, at most {@code end}; the complement of where it breaks the grammar, if it does. */
    static int unsigned(byte[] bytes, int from, int end) {
        int at = from;
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            at = digits(bytes, at, end);
            if (at == from) {
                return ~at;
            }
        }
        if (at < end && bytes[at] == '.') {
            int fraction = at + 1;
            at = digits(bytes, fraction, end);
            if (at == fraction) {
                return ~at;
            }
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (bytes[at] == '+' || bytes[at] == '-') {
                at++;
            }
            int exponent = at;
            at = digits(bytes, exponent, end);
            if (at == exponent) {
                return ~at;
            }
        }
        return at;
    }

    private static int digits(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            long stop = Swar.notDigit(Swar.longAt(bytes, at));
            if (stop != 0) {
                return Math.min(at + Swar.first(stop), end);
            }
            at += 8;
        }
        return from < end ? end : from;
    }
}
