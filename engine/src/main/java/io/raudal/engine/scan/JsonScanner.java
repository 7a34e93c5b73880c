package io.raudal.engine.scan;

import java.util.Arrays;

/**
 * The strict scan of one JSON value (RFC 8259 in UTF-8, depth {@link #MAX_DEPTH}): checks every byte and notes where the values of a
 * {@link PathTree} are; the last of duplicate names wins. Every method takes the index to start at and returns the one behind what it
 * read, or {@link #BROKEN} with {@link #fault} and {@link #faultAt} set. Bytes from {@code end} on are read, at most 16 of them, but
 * never used: an index past {@code end} is refused. Allocates nothing an event. One thread.
 */
final class JsonScanner {
    static final int MAX_DEPTH = 1000;
    static final int BROKEN = -1;

    /** That a slot has no value. */
    static final long ABSENT = -1;

    /**
     * By slot: where the value starts, below where it ends; of a text with escapes, below the complement of its end. A start before that
     * of the event is an earlier event's: the slot has no value.
     */
    final long[] places;

    JsonFault fault = JsonFault.END;
    int faultAt;

    private byte[] bytes = new byte[0];
    private int end;
    private boolean lines;
    private boolean escaped;
    /** By depth, whether the open value is an object; a bit each. */
    private final long[] objects = new long[MAX_DEPTH / 64 + 1];

    private byte[] nameScratch = new byte[64];

    JsonScanner(int slots) {
        places = new long[slots];
    }

    /**
     * @param lines whether a line end ends the event: it is then no white space
     */
    void open(byte[] block, int endOfBlock, boolean lines) {
        bytes = block;
        end = endOfBlock;
        this.lines = lines;
        Arrays.fill(places, ABSENT);
    }

    /** Scans one value of any kind, and the white space around it. */
    int document(int from) {
        int at = value(blanks(from), 0);
        return at < 0 ? at : blanks(at);
    }

    /** Behind the white space at {@code from}; may stop past the end. */
    int blanks(int from) {
        int at = from;
        while (at < end) {
            byte c = bytes[at];
            if (c != ' ' && c != '\t' && c != '\r' && (c != '\n' || lines)) {
                break;
            }
            at++;
        }
        return at;
    }

    /** Whether a line end is at {@code at} that ends the event. */
    boolean endsLine(int at) {
        return lines && bytes[at] == '\n';
    }

    private int object(int from, PathTree node, int depth) {
        if (depth > MAX_DEPTH) {
            return fail(JsonFault.DEPTH, from);
        }
        int at = blanks(from + 1);
        if (at < end && bytes[at] == '}') {
            return at + 1;
        }
        while (true) {
            at = field(at, node, depth);
            if (at < 0) {
                return at;
            }
            at = blanks(at);
            if (at >= end) {
                return fail(JsonFault.END, at);
            }
            byte c = bytes[at];
            if (c == '}') {
                return at + 1;
            }
            if (c != ',') {
                return fail(JsonFault.SEPARATOR, at);
            }
            at = blanks(at + 1);
        }
    }

    /** Scans name, colon and value. */
    int field(int from, PathTree node, int depth) {
        if (from >= end || bytes[from] != '"') {
            return fail(from >= end ? JsonFault.END : JsonFault.NAME, from);
        }
        int close = nameText(from + 1);
        if (close < 0) {
            return close;
        }
        int entry = escaped ? decodedName(from + 1, close, node) : node.table().find(bytes, from + 1, close - from - 1);
        int at = blanks(close + 1);
        if (at >= end || bytes[at] != ':') {
            return fail(at >= end ? JsonFault.END : JsonFault.COLON, at);
        }
        at = blanks(at + 1);
        return entry < 0 ? value(at, depth) : used(at, node.child(entry), depth);
    }

    /** As {@link #text}; like Jackson, refuses half a surrogate pair in a name. */
    private int nameText(int from) {
        escaped = false;
        int close = text(from);
        if (close >= 0 && escaped) {
            int broken = JsonTexts.brokenSurrogate(bytes, from, close);
            return broken < close ? fail(JsonFault.ESCAPE, broken) : close;
        }
        return close;
    }

    private int decodedName(int from, int to, PathTree node) {
        if (to - from + 8 > nameScratch.length) {
            nameScratch = new byte[(to - from) * 2 + 8];
        }
        return node.table().find(nameScratch, 0, JsonTexts.decode(bytes, from, to, nameScratch));
    }

    /** Scans a value that a path ends at or goes through. */
    private int used(int from, PathTree node, int depth) {
        for (int slot : node.below) {
            places[slot] = ABSENT;
        }
        escaped = false;
        byte first = bytes[from];
        int at;
        if (first == '{' && node.hasNames()) {
            at = object(from, node, depth + 1);
        } else if (first == '[' && node.hasIndexes()) {
            at = array(from, node, depth + 1);
        } else {
            at = value(from, depth);
        }
        if (at >= 0 && node.slot >= 0) {
            places[node.slot] = (long) (first == '"' && escaped ? ~at : at) << 32 | from;
        }
        return at;
    }

    private int array(int from, PathTree node, int depth) {
        if (depth > MAX_DEPTH) {
            return fail(JsonFault.DEPTH, from);
        }
        int at = blanks(from + 1);
        if (at < end && bytes[at] == ']') {
            return at + 1;
        }
        for (int index = 0; ; index++) {
            PathTree child = node.childAt(index);
            at = child == null ? value(at, depth) : used(at, child, depth);
            if (at < 0) {
                return at;
            }
            at = blanks(at);
            if (at >= end) {
                return fail(JsonFault.END, at);
            }
            byte c = bytes[at];
            if (c == ']') {
                return at + 1;
            }
            if (c != ',') {
                return fail(JsonFault.SEPARATOR, at);
            }
            at = blanks(at + 1);
        }
    }

    /** Scans a value that lies {@code depth} deep, whatever it is. */
    int value(int from, int depth) {
        if (from >= end) {
            return fail(JsonFault.END, from);
        }
        byte first = bytes[from];
        return first == '{' || first == '[' ? nested(from, depth) : scalar(from);
    }

    private int scalar(int from) {
        if (from >= end) {
            return fail(JsonFault.END, from);
        }
        int at;
        switch (bytes[from]) {
            case '"':
                at = text(from + 1);
                return at < 0 ? at : at + 1;
            case 't':
                at = Swar.intAt(bytes, from) == 0x65757274 ? from + 4 : 0;
                break;
            case 'n':
                at = Swar.intAt(bytes, from) == 0x6c6c756e ? from + 4 : 0;
                break;
            case 'f':
                at = Swar.intAt(bytes, from + 1) == 0x65736c61 ? from + 5 : 0;
                break;
            default:
                return number(from);
        }
        return at == 0 || at > end ? fail(JsonFault.VALUE, from) : at;
    }

    /** Scans an object or array none of whose parts is used; iterative, so that depth costs a bit. */
    private int nested(int from, int outer) {
        int depth = outer;
        int at = from;
        while (true) {
            byte c = at < end ? bytes[at] : 0;
            if (c == '{' || c == '[') {
                if (++depth > MAX_DEPTH) {
                    return fail(JsonFault.DEPTH, at);
                }
                boolean object = c == '{';
                long bit = 1L << (depth & 63);
                objects[depth >>> 6] = object ? objects[depth >>> 6] | bit : objects[depth >>> 6] & ~bit;
                at = blanks(at + 1);
                byte next = at < end ? bytes[at] : 0;
                if (next != (object ? '}' : ']')) {
                    at = object ? name(at) : at;
                    if (at < 0) {
                        return at;
                    }
                    continue;
                }
                depth--;
                at++;
            } else {
                at = scalar(at);
                if (at < 0) {
                    return at;
                }
            }
            while (true) {
                if (depth == outer) {
                    return at;
                }
                at = blanks(at);
                if (at >= end) {
                    return fail(JsonFault.END, at);
                }
                boolean object = (objects[depth >>> 6] >>> (depth & 63) & 1) != 0;
                byte separator = bytes[at];
                if (separator == ',') {
                    at = blanks(at + 1);
                    at = object ? name(at) : at;
                    if (at < 0) {
                        return at;
                    }
                    break;
                }
                if (separator != (object ? '}' : ']')) {
                    return fail(JsonFault.SEPARATOR, at);
                }
                depth--;
                at++;
            }
        }
    }

    /** Scans an unused name, the colon and the white space around it. */
    private int name(int from) {
        if (from >= end || bytes[from] != '"') {
            return fail(from >= end ? JsonFault.END : JsonFault.NAME, from);
        }
        int at = nameText(from + 1);
        if (at < 0) {
            return at;
        }
        at = blanks(at + 1);
        if (at >= end || bytes[at] != ':') {
            return fail(at >= end ? JsonFault.END : JsonFault.COLON, at);
        }
        return blanks(at + 1);
    }

    /** Scans a text from behind its opening quote; returns where the closing one is. Notes escapes in {@link #escaped}. */
    private int text(int from) {
        byte[] block = bytes;
        int at = from;
        while (at < end) {
            long stop = Swar.textStop(Swar.longAt(block, at));
            if (stop == 0) {
                at += 8;
                continue;
            }
            at += Swar.first(stop);
            if (at >= end) {
                break;
            }
            byte c = block[at];
            if (c == '"') {
                return at;
            }
            at = c == '\\' ? escape(at) : c < 0 ? beyondAscii(at) : fail(JsonFault.CONTROL, at);
            if (at < 0) {
                return at;
            }
        }
        return fail(JsonFault.END, end);
    }

    private int escape(int at) {
        escaped = true;
        switch (bytes[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 2;
            case 'u':
                for (int k = 2; k < 6; k++) {
                    if (Character.digit(bytes[at + k], 16) < 0) {
                        return fail(JsonFault.ESCAPE, at);
                    }
                }
                return at + 6;
            default:
                return fail(JsonFault.ESCAPE, at);
        }
    }

    private int beyondAscii(int from) {
        int at = from;
        while (at < end && bytes[at] < 0) {
            int length = Utf8.sequence(bytes, at, end);
            if (length == 0) {
                return fail(JsonFault.ENCODING, at);
            }
            at += length;
        }
        return at;
    }

    private int number(int from) {
        byte first = bytes[from];
        if (first != '-' && (first < '0' || first > '9')) {
            return fail(JsonFault.VALUE, from);
        }
        int at = JsonNumbers.unsigned(bytes, first == '-' ? from + 1 : from, end);
        return at >= 0 ? at : fail(JsonFault.NUMBER, ~at);
    }

    int fail(JsonFault what, int at) {
        fault = at >= end || lines && bytes[at] == '\n' ? JsonFault.END : what;
        faultAt = Math.min(at, end);
        return BROKEN;
    }
}
