package io.raudal.engine.scan;

import java.util.Arrays;

/**
 * Finds the cells of one CSV record (RFC 4180): a quote counts at the start of a cell only, a doubled one inside quotes is one, a line
 * end inside quotes is content. A record that breaks the rules ends with its first line, so one stray quote costs one record; a quoted
 * cell that is not closed within {@link #MAX_QUOTED} bytes breaks them. One thread.
 */
final class CsvScanner {
    static final int MAX_QUOTED = 1 << 25;

    /** How a record ended. */
    enum End {
        /** With a line end. */
        LINE,
        /** At the end of the bytes: whole if no more come. */
        INPUT,
        /** Inside quotes at the end of the bytes; if more come, they may close it. */
        OPEN,
        /** Inside quotes that are not closed within the bound. */
        UNCLOSED,
        /** With something other than a delimiter or a line end behind a closing quote. */
        GARBAGE
    }

    private final byte delimiter;
    private final byte quote;
    private final long delimiters;
    private final long quotes;

    /** The cells that were found, of which the first {@code starts.length} at most are kept. */
    int cells;
    /** By cell: where its content starts. */
    int[] starts;
    /** By cell: behind its content. */
    int[] stops;
    /** By cell: 0 without quotes, 1 in quotes, 2 in quotes with doubled ones inside. */
    byte[] kinds;

    End end = End.INPUT;
    /** Where a broken record breaks. */
    int faultAt;
    /** Behind the record's content, before its line end. */
    int contentEnd;

    CsvScanner(char delimiter, char quote, int keptCells) {
        this.delimiter = (byte) delimiter;
        this.quote = (byte) quote;
        delimiters = Swar.ONES * (byte) delimiter;
        quotes = Swar.ONES * (byte) quote;
        starts = new int[keptCells];
        stops = new int[keptCells];
        kinds = new byte[keptCells];
    }

    /** Keeps the places of so many cells. */
    void keep(int keptCells) {
        starts = Arrays.copyOf(starts, keptCells);
        stops = Arrays.copyOf(stops, keptCells);
        kinds = Arrays.copyOf(kinds, keptCells);
    }

    /** Scans the record at {@code from} and returns the index behind it and its line end. */
    int record(byte[] bytes, int from, int to) {
        cells = 0;
        int at = from;
        while (true) {
            int stop = at < to && bytes[at] == quote ? quoted(bytes, at, to) : plain(bytes, at, to);
            if (stop < 0) {
                contentEnd = Lines.end(bytes, from, to);
                int behind = Math.min(contentEnd + 1, to);
                contentEnd = Lines.withoutReturn(bytes, from, contentEnd);
                return behind;
            }
            if (stop < to && bytes[stop] == delimiter) {
                at = stop + 1;
                continue;
            }
            contentEnd = stop;
            if (stop < to && bytes[stop] == '\r') {
                stop++;
            }
            end = stop < to ? End.LINE : End.INPUT;
            return Math.min(stop + 1, to);
        }
    }

    private int plain(byte[] bytes, int from, int to) {
        int at = from;
        int stop = to;
        while (at < to) {
            long word = Swar.longAt(bytes, at);
            long found = Swar.equal(word, delimiters) | Swar.equal(word, Swar.ONES * '\n');
            if (found != 0) {
                stop = Math.min(at + Swar.first(found), to);
                break;
            }
            at += 8;
        }
        boolean isLast = stop >= to || bytes[stop] == '\n';
        int content = isLast ? Lines.withoutReturn(bytes, from, stop) : stop;
        put(from, content, 0);
        return content;
    }

    private int quoted(byte[] bytes, int open, int to) {
        int at = open + 1;
        int bound = (int) Math.min(to, (long) open + MAX_QUOTED);
        int kind = 1;
        while (at < bound) {
            long found = Swar.equal(Swar.longAt(bytes, at), quotes);
            if (found == 0) {
                at += 8;
                continue;
            }
            at += Swar.first(found);
            if (at >= bound) {
                break;
            }
            if (at + 1 < to && bytes[at + 1] == quote) {
                kind = 2;
                at += 2;
                continue;
            }
            put(open + 1, at, kind);
            int behind = at + 1;
            boolean ends = behind >= to
                    || bytes[behind] == delimiter
                    || bytes[behind] == '\n'
                    || bytes[behind] == '\r' && (behind + 1 >= to || bytes[behind + 1] == '\n');
            return ends ? behind : broken(End.GARBAGE, behind);
        }
        return broken(bound == to ? End.OPEN : End.UNCLOSED, open);
    }

    private int broken(End how, int at) {
        end = how;
        faultAt = at;
        return -1;
    }

    private void put(int start, int stop, int kind) {
        if (cells < starts.length) {
            starts[cells] = start;
            stops[cells] = stop;
            kinds[cells] = (byte) kind;
        }
        cells++;
    }

    /** Writes the content of a cell with doubled quotes, each once, and returns its length. */
    int undouble(byte[] bytes, int from, int to, byte[] into) {
        int out = 0;
        for (int at = from; at < to; at++) {
            into[out++] = bytes[at];
            if (bytes[at] == quote) {
                at++;
            }
        }
        return out;
    }
}
