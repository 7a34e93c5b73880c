package io.raudal.engine.scan;

/**
 * The fast scan of events that are mostly flat: fields with plain names whose values are plain texts, numbers, true, false or null.
 * Whatever else a field is, a {@link JsonScanner} scans it, and this one goes on behind; both accept and find the same.
 *
 * <p>Fields come in any order and their kinds cannot be foreseen, so a branch on a field's kind, length or name is guessed wrong about
 * once a field, which costs more than all other work on it. Here nothing branches on them: the {@link StopIndex} says where texts end;
 * that a value is a text only chooses between two results; a number is checked as a set of bits, one for each byte that is no digit; the
 * value's place is noted for the slot of its name, or for a slot that nobody reads. One multiplication finds the name
 * ({@link NameTable}). Watched by {@code io.raudal.bench.DecodeBenchmark}. One thread.
 */
final class FlatScanner {
    /** That the event ended, behind {@link #closed}. */
    private static final int CLOSED = -2;

    private static final long GATHER = 0x0002040810204081L;
    /** By length, the bytes of a word that belong to a value. */
    private static final long[] MASKS = {
        0, 0xff, 0xffff, 0xffffff, 0xffffffffL, 0xffffffffffL, 0xffffffffffffL, 0xffffffffffffffL, -1
    };
    /** By bits 3 and 4 of its first byte, a literal (false, null, true) or what no value is. */
    private static final long[] LITERALS = {0x65736c6166L, 0x6c6c756eL, 0x65757274L, -1};

    private final JsonScanner scanner;
    private final PathTree root;
    private final NameTable names;
    /** What is found for names of which a path goes further down. */
    private final int through;

    private final StopIndex index = new StopIndex();
    private byte[] bytes = new byte[0];
    private int end;
    /** The next stop to look at. */
    private int cursor;

    private int closed;
    /** How many blanks this stream writes behind a colon and behind a comma, 0 or 1; learnt from the last field that was not so. */
    private int colonGap;

    private int commaGap;

    /**
     * @param scanner with one slot more than {@code slots}
     */
    FlatScanner(JsonScanner scanner, PathTree root, int slots) {
        this.scanner = scanner;
        this.root = root;
        through = slots + 1;
        names = root.slots(slots, through);
    }

    /** To be called after the scanner's {@code open} with the same block. */
    void open(byte[] block, int endOfBlock) {
        bytes = block;
        end = endOfBlock;
        index.limit = 0;
        index.count = 0;
    }

    /**
     * Scans the event whose opening brace is at {@code from}, and no further than its closing one.
     *
     * @return the index behind it; {@link JsonScanner#BROKEN} with the scanner's fault if there is one
     */
    int event(int from) {
        byte[] block = bytes;
        int[] stops = index.stops;
        int[] starts = scanner.starts;
        int[] ends = scanner.ends;
        for (int slot = 0; slot < through; slot++) {
            starts[slot] = -1;
        }
        int k = seek(from + 1);
        int at = from + 1;
        boolean isName = stops[k] == at && block[at] == '"';
        long colon = '"' | ':' << 8 | (colonGap == 0 ? 0 : ' ' << 16);
        while (true) {
            int close = stops[k + 1];
            int second = stops[k + 2];
            int third = stops[k + 3];
            int length = close - at - 1;
            if (length > 0 && close >= 8 && isName) {
                int slot = names.findInside(block, at + 1, length);
                // The name's closing quote, the colon, its blank, and the value's first byte, from the lowest byte on.
                long head = Swar.longAt(block, close);
                int value = close + 2 + colonGap;
                int first = (int) (head >>> 16 + (colonGap << 3)) & 0xff;
                int misfit = colonGap == 0 ? (int) (head ^ colon) & 0xffff : (int) (head ^ colon) & 0xffffff;
                misfit |= (slot - through >> 31) + 1;
                int behind;
                long tail;
                if (first == '"') {
                    behind = third + 1;
                    k += 4;
                    tail = Swar.longAt(block, third);
                    misfit |= (second ^ value) | ((int) tail ^ '"') & 0xff;
                } else {
                    behind = second - 1;
                    if (commaGap != 0) {
                        behind -= isBlank(block[behind]);
                    }
                    k += 2;
                    tail = Swar.longAt(block, behind - 1);
                    misfit |= first > '9' ? notLiteral(block, value, behind - value) : notNumber(block, value, behind);
                }
                if (misfit == 0) {
                    starts[slot] = value;
                    ends[slot] = behind;
                    // From the lowest byte on: the value's last, the separator, and what follows it.
                    if (commaGap == 0 ? (tail & 0xffff00) == 0x222c00 : (tail & 0xffffff00L) == 0x22202c00) {
                        at = behind + 1 + commaGap;
                        continue;
                    }
                    if ((tail & 0xff00) == '}' << 8 && behind < index.limit) {
                        cursor = k;
                        return behind + 1;
                    }
                }
            }
            at = oddField(at);
            if (at < 0) {
                return at == CLOSED ? closed : at;
            }
            k = cursor;
            isName = stops[k] == at && block[at] == '"';
            colon = '"' | ':' << 8 | (colonGap == 0 ? 0 : ' ' << 16);
        }
    }

    /** The first stop at or behind {@code at}, in a window that has it. */
    private int seek(int at) {
        if (at >= index.limit || at < index.from) {
            index.build(bytes, at, end);
            cursor = 0;
        }
        int k = cursor;
        while (index.stops[k] < at) {
            k++;
        }
        cursor = k;
        return k;
    }

    /**
     * Leaves the field at {@code at} to the other scanner, or takes a new window if this one ends in it.
     *
     * @return where the next field is, or {@link #CLOSED} if there is none, or BROKEN
     */
    private int oddField(int at) {
        int k = seek(at);
        if (k + 4 > index.count && index.limit < end && at > index.from) {
            index.build(bytes, at, end);
            cursor = 0;
            return at;
        }
        int from = scanner.blanks(at);
        if (from < end && bytes[from] == '}' && bytes[at - 1] == '{') {
            return close(from);
        }
        learnColonGap(from);
        int behind = scanner.field(from, root, 1);
        if (behind < 0) {
            return behind;
        }
        behind = scanner.blanks(behind);
        if (behind < end && bytes[behind] == '}') {
            return close(behind);
        }
        if (behind >= end || bytes[behind] != ',') {
            return scanner.fail(JsonScanner.Fault.SEPARATOR, behind);
        }
        int next = scanner.blanks(behind + 1);
        commaGap = next == behind + 2 ? 1 : 0;
        if (next >= end) {
            return scanner.fail(JsonScanner.Fault.END, next);
        }
        seek(next);
        return next;
    }

    private int close(int brace) {
        closed = brace + 1;
        return CLOSED;
    }

    private void learnColonGap(int name) {
        int k = seek(name);
        int close = index.stops[k + 1];
        if (index.stops[k] == name && close < end && bytes[close + 1] == ':') {
            colonGap = bytes[close + 2] == ' ' ? 1 : 0;
        }
    }

    /** 1 for a blank, 0 for any other ASCII character. */
    private static int isBlank(byte character) {
        return (character ^ ' ') - 1 >>> 31;
    }

    /** 0 if the ASCII bytes are a literal. */
    private static int notLiteral(byte[] bytes, int from, int length) {
        long word = Swar.longAt(bytes, from);
        long literal = (word & MASKS[Math.min(length & 31, 8)]) ^ LITERALS[(int) word >>> 3 & 3];
        return (int) (literal | literal >>> 32);
    }

    /** 0 if the ASCII bytes are a number. */
    private int notNumber(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > 16) {
            return scanner.isNumber(from, to) ? 0 : 1;
        }
        long word = Swar.longAt(bytes, from);
        int minus = ((int) word & 0xff ^ '-') - 1 >>> 31;
        // A bit for each byte that is no digit, the sign left out, and one for the end.
        int others =
                (int) (notDigits(word) | notDigits(Swar.longAt(bytes, from + 8)) << 8) & (1 << length) - 1 & ~minus;
        int stopped = others | 1 << length;
        int point = bytes[from + Integer.numberOfTrailingZeros(stopped)] ^ '.';
        int leadingZero = (((int) (word >>> (minus << 3)) & 0xff ^ '0') - 1 >>> 31) & ~(stopped >>> minus + 1);
        return others & others - 1
                | -others >> 31 & point
                | others & (1 << minus | 1 << length - 1)
                | length - minus - 1 >> 31
                | leadingZero;
    }

    private static long notDigits(long word) {
        return (Swar.notDigit(word) * GATHER) >>> 56;
    }
}
