package io.raudal.engine.scan;

/**
 * The fast scan of events that are mostly flat: fields with plain names of up to 15 bytes whose values are plain texts, numbers without
 * exponent, true, false or null. Whatever else a field is, a {@link JsonScanner} scans it, and this one goes on behind; both accept and
 * find the same.
 *
 * <p>What costs is the branch that the processor guesses wrong, since fields come in any order, and the number of instructions. So names
 * are learnt: a name that was once scanned byte by byte is known again by comparing it with the memory of its hash, which also
 * proves that it is well-formed text, and says where its value belongs; a name that nobody uses has a slot that nobody reads. Whether
 * a number has a point is no branch. Memory: 1024 cells of 32 bytes; what was learnt changes the speed alone. Watched by
 * {@code io.raudal.bench.DecodeBenchmark}. One thread.
 */
final class FlatScanner {
    /** That the event ended, behind {@link #closed}. */
    private static final int CLOSED = -2;

    private static final int ODD = -3;

    private static final int CELL_BITS = 10;
    /** Words of a cell: the name and its closing quote in two words, and the slot. */
    private static final int CELL = 4;

    private static final int LONGEST_NAME = 15;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int NAME_AND_COMMA = ',' | '"' << 8;
    private static final int NAME_AND_COMMA_AND_BLANK = ',' | ' ' << 8 | '"' << 16;
    /** By bits 3 and 4 of their first byte: false, null, true, and what nothing is. */
    private static final long[] LITERALS = {0x65736c6166L, 0x6c6c756eL, 0x65757274L, -1};

    private static final long[] LITERAL_MASKS = {0xffffffffffL, 0xffffffffL, 0xffffffffL, 0};

    private final long quotes = Swar.repeat('"');
    private final long backslashes = Swar.repeat('\\');
    private final long zeros = Swar.repeat('0');
    private final long tens = Swar.repeat(0x80 - 10);
    private final long blanks = Swar.repeat(0x80 - ' ');
    private final long lows = Swar.repeat(0x7f);
    private final long highs = Swar.repeat(0x80);

    private final JsonScanner scanner;
    private final PathTree root;
    private final NameTable names;
    /** What is found for names of which a path goes further down. */
    private final int through;

    private final long[] learnt = new long[CELL << CELL_BITS];
    private byte[] bytes = new byte[0];
    private int end;
    private int closed;

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
    }

    /**
     * Scans the event whose opening brace is at {@code from}, and no further than its closing one.
     *
     * @return the index behind it; {@link JsonScanner#BROKEN} with the scanner's fault if there is one
     */
    int event(int from) {
        byte[] block = bytes;
        int limit = end;
        long[] cells = learnt;
        long[] places = scanner.places;
        int at = from + 1;
        boolean isName = block[at] == '"';
        while (true) {
            long first = Swar.longAt(block, at + 1);
            long quote = ~((first ^ quotes) + lows) & highs;
            int colon = at + 2 + Swar.first(quote);
            // All bytes up to the closing quote; without one, all.
            first &= quote ^ quote - 1;
            int cell;
            boolean isKnown;
            if (quote != 0) {
                cell = cell(first);
                if (cells[cell] != first) {
                    cell ^= CELL;
                }
                isKnown = cells[cell] == first & isName;
            } else {
                long second = Swar.longAt(block, at + 9);
                quote = ~((second ^ quotes) + lows) & highs;
                colon = at + 10 + Swar.first(quote);
                second &= quote ^ quote - 1;
                cell = cell(first ^ second * 3);
                if (cells[cell] != first || cells[cell + 1] != second) {
                    cell ^= CELL;
                }
                isKnown = cells[cell] == first & cells[cell + 1] == second & isName;
            }
            if (isKnown) {
                long head = Swar.longAt(block, colon);
                int value = colon + 1;
                if ((head & 0xff00) == ' ' << 8) {
                    value++;
                    head = head >>> 8 & ~0xffL | head & 0xff;
                }
                if ((byte) head == ':') {
                    int kind = (int) (head >>> 8) & 0xff;
                    int behind;
                    if (kind == '"') {
                        behind = text(block, value + 1, limit);
                    } else if (kind <= '9') {
                        behind = number(block, kind == '-' ? value + 1 : value);
                    } else {
                        behind = literal(value, head >>> 8);
                    }
                    if (behind >= 0 && behind < limit) {
                        places[(int) cells[cell + 2]] = (long) behind << 32 | value;
                        int tail = Swar.intAt(block, behind);
                        if ((tail & 0xffff) == NAME_AND_COMMA) {
                            at = behind + 1;
                            continue;
                        }
                        if ((tail & 0xffffff) == NAME_AND_COMMA_AND_BLANK) {
                            at = behind + 2;
                            continue;
                        }
                        if ((byte) tail == '}') {
                            return behind + 1;
                        }
                    }
                }
            }
            at = oddField(at);
            if (at < 0) {
                return at == CLOSED ? closed : at;
            }
            isName = block[at] == '"';
        }
    }

    private static int cell(long mixed) {
        return (int) (mixed * MULTIPLIER >>> Long.SIZE - CELL_BITS) * CELL;
    }

    /** Behind a plain text that is open at {@code from}; ODD if it is not plain. */
    private int text(byte[] block, int from, int limit) {
        int at = from;
        long stop;
        while ((stop = textStop(Swar.longAt(block, at))) == 0) {
            at += 8;
            if (at >= limit) {
                return ODD;
            }
        }
        at += Swar.first(stop);
        return block[at] == '"' ? at + 1 : ODD;
    }

    private long textStop(long word) {
        return (~(((word ^ quotes) + lows) & ((word ^ backslashes) + lows) & (word + blanks)) | word) & highs;
    }

    private long notDigit(long word) {
        long x = word ^ zeros;
        return (x + tens | x) & highs;
    }

    /** Behind an unsigned number without exponent; ODD if it is none. */
    private int number(byte[] block, int from) {
        long word = Swar.longAt(block, from);
        int whole = Long.numberOfTrailingZeros(notDigit(word)) >>> 3;
        int behind = from + whole;
        if (whole == 8) {
            behind += Long.numberOfTrailingZeros(notDigit(Swar.longAt(block, behind))) >>> 3;
        }
        if (whole == 0 || whole > 1 && (byte) word == '0' || behind == from + 16) {
            return longNumber(from);
        }
        if (block[behind] != '.') {
            return behind;
        }
        int digits = Long.numberOfTrailingZeros(notDigit(Swar.longAt(block, behind + 1))) >>> 3;
        return digits == 0 || digits == 8 ? longNumber(from) : behind + 1 + digits;
    }

    private int longNumber(int from) {
        int behind = JsonNumbers.unsigned(bytes, from, end);
        return behind < 0 ? ODD : behind;
    }

    /** Behind true, false or null; ODD if it is none. What is read is told by bits 3 and 4 of its first byte. */
    private static int literal(int value, long word) {
        int which = (int) word >>> 3 & 3;
        return (word & LITERAL_MASKS[which]) == LITERALS[which] ? value + 4 + (which - 1 >>> 31) : ODD;
    }

    /**
     * Leaves the field at {@code at} to the other scanner, and learns its name.
     *
     * @return where the next field is, or {@link #CLOSED} if there is none, or BROKEN
     */
    private int oddField(int at) {
        int from = scanner.blanks(at);
        if (from < end && bytes[from] == '}' && bytes[at - 1] == '{') {
            return close(from);
        }
        int behind = scanner.field(from, root, 1);
        if (behind < 0) {
            return behind;
        }
        learn(from + 1);
        behind = scanner.blanks(behind);
        if (behind < end && bytes[behind] == '}') {
            return close(behind);
        }
        if (behind >= end || bytes[behind] != ',') {
            return scanner.fail(JsonFault.SEPARATOR, behind);
        }
        int next = scanner.blanks(behind + 1);
        return next < end ? next : scanner.fail(JsonFault.END, next);
    }

    private int close(int brace) {
        closed = brace + 1;
        return CLOSED;
    }

    /** Learns the name at {@code from}, which is well-formed, unless it has escapes or is too long. */
    private void learn(int from) {
        int length = 0;
        while (bytes[from + length] != '"') {
            if (bytes[from + length] == '\\' || ++length > LONGEST_NAME) {
                return;
            }
        }
        int slot = names.find(bytes, from, length);
        if (slot == through) {
            return;
        }
        byte[] name = new byte[2 * Long.BYTES];
        System.arraycopy(bytes, from, name, 0, length + 1);
        long first = Swar.longAt(name, 0);
        long second = Swar.longAt(name, 8);
        int cell = cell(first ^ second * 3);
        if (learnt[cell] != 0 && learnt[cell ^ CELL] == 0) {
            cell ^= CELL;
        }
        learnt[cell] = first;
        learnt[cell + 1] = second;
        learnt[cell + 2] = slot;
    }
}
