package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.Decoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file as texts, one at a time and whatever they mean: cut by the very rules of the decoder, so that what is broken
 * here is what a run would find dead. A record's bytes are kept until it is whole, a few bytes beside them. One thread.
 */
public final class CsvRecords {
    private static final int BLOCK_BYTES = 1 << 16;

    private final InputStream in;
    private final CsvScanner scanner;
    private byte[] bytes = new byte[BLOCK_BYTES + Decoder.PADDING];
    private int from;
    private int to;
    private boolean ended;

    /**
     * @param in read ahead, and left open
     * @param delimiter in ASCII, as the quote
     */
    public CsvRecords(InputStream in, char delimiter, char quote) {
        this.in = in;
        scanner = new CsvScanner(delimiter, quote, 16);
    }

    /** The cells of the next record that is not an empty line; none of one that breaks the rules; null behind the last. */
    public @Nullable List<String> next() throws IOException {
        while (true) {
            if (from == to && !fill()) {
                return null;
            }
            int start = from;
            int behind = scanner.record(bytes, start, to);
            boolean mayGoOn = scanner.end == CsvScanner.End.OPEN || bytes[behind - 1] != '\n';
            if (mayGoOn && !ended) {
                fill();
                continue;
            }
            if (scanner.cells > scanner.starts.length) {
                scanner.keep(scanner.cells);
                scanner.record(bytes, start, to);
            }
            from = behind;
            if (isBroken(start)) {
                return List.of();
            }
            if (scanner.contentEnd > start) {
                return cells();
            }
        }
    }

    private boolean isBroken(int start) {
        return scanner.end != CsvScanner.End.LINE && scanner.end != CsvScanner.End.INPUT
                || Utf8.firstInvalid(bytes, start, scanner.contentEnd) < scanner.contentEnd
                || ByteOrderMark.isAt(bytes, start, scanner.contentEnd);
    }

    private List<String> cells() {
        List<String> cells = new ArrayList<>(scanner.cells);
        for (int cell = 0; cell < scanner.cells; cell++) {
            int start = scanner.starts[cell];
            int length = scanner.stops[cell] - start;
            if (scanner.kinds[cell] == 2) {
                byte[] once = new byte[length];
                cells.add(new String(
                        once, 0, scanner.undouble(bytes, start, start + length, once), StandardCharsets.UTF_8));
            } else {
                cells.add(new String(bytes, start, length, StandardCharsets.UTF_8));
            }
        }
        return cells;
    }

    /** Reads on behind what is there, which moves; false if nothing comes. */
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        int size = to - from;
        int room = bytes.length - Decoder.PADDING;
        byte[] target = 2 * size > room ? new byte[2 * room + Decoder.PADDING] : bytes;
        System.arraycopy(bytes, from, target, 0, size);
        bytes = target;
        from = 0;
        int read = in.readNBytes(bytes, size, bytes.length - Decoder.PADDING - size);
        to = size + read;
        // What an earlier, longer content left there is no part of this one.
        Arrays.fill(bytes, to, bytes.length, (byte) 0);
        ended = read == 0;
        return !ended;
    }
}
