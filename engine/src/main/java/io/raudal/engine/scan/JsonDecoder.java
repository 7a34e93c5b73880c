package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import java.util.Arrays;

/** Decodes JSON events; what each byte means is decided by a {@link JsonScanner}. */
final class JsonDecoder implements Decoder {
    /** By used column, the slot of its path. */
    private final int[] slots;

    private final EventWriter writer;
    private final JsonScanner scanner;
    private final FlatScanner flat;
    private byte[] scratch = new byte[256];

    /**
     * @param slots by used column, the slot of its path
     */
    JsonDecoder(PathTree paths, int[] slots, EventWriter writer) {
        this.slots = slots;
        this.writer = writer;
        int count = Arrays.stream(slots).max().orElse(-1) + 1;
        scanner = new JsonScanner(count + 1);
        flat = new FlatScanner(scanner, paths, count);
    }

    @Override
    public void decodeLines(byte[] bytes, int from, int to, EventBatch out) {
        open(bytes, to, true, out);
        int at = from;
        while (at < to) {
            int start = at;
            at = scanner.blanks(at);
            if (at < to && bytes[at] != '\n') {
                at = event(bytes, at, to);
                int lineEnd = at < 0 ? Lines.end(bytes, scanner.faultAt, to) : at;
                finish(bytes, out.add(start, Lines.withoutReturn(bytes, start, lineEnd) - start), at, lineEnd, out);
                at = lineEnd;
            }
            at++;
        }
    }

    @Override
    public void decodeRecord(byte[] bytes, int from, int to, EventBatch out) {
        open(bytes, to, false, out);
        int start = scanner.blanks(from);
        int at = start < to ? event(bytes, start, to) : scanner.fail(JsonFault.END, start);
        finish(bytes, out.add(from, to - from), at, to, out);
    }

    private void open(byte[] bytes, int to, boolean lines, EventBatch out) {
        writer.open(out);
        scanner.open(bytes, to, lines);
        flat.open(bytes, to);
    }

    /** Scans an event and the white space behind it, where the block or its line must end. */
    private int event(byte[] bytes, int from, int to) {
        int at = bytes[from] == '{' ? flat.event(from) : scanner.fail(JsonFault.OBJECT, from);
        if (at >= 0 && at < to && !scanner.endsLine(at)) {
            at = scanner.blanks(at);
        }
        boolean isDone = at < 0 || at >= to || scanner.endsLine(at);
        return isDone ? at : scanner.fail(JsonFault.TRAILING, at);
    }

    private void finish(byte[] bytes, int row, int at, int end, EventBatch out) {
        if (at < 0) {
            killBroken(bytes, row, end, out);
            return;
        }
        int event = out.starts[row];
        long[] places = scanner.places;
        for (int k = 0; k < slots.length; k++) {
            long place = places[slots[k]];
            int start = (int) place;
            int stop = (int) (place >> 32);
            if (start < event) {
                writer.putNull(row, k);
            } else if (stop >= 0) {
                writer.putJson(row, k, bytes, start, stop);
            } else if (writer.keepsDocument(k)) {
                writer.putJson(row, k, bytes, start, ~stop);
            } else {
                putEscaped(bytes, row, k, start + 1, ~stop - 1);
            }
        }
    }

    private void putEscaped(byte[] bytes, int row, int k, int from, int to) {
        if (scratch.length < to - from + 8) {
            scratch = new byte[(to - from) * 2 + 8];
        }
        writer.putText(row, k, scratch, 0, JsonTexts.decode(bytes, from, to, scratch));
    }

    /** Bytes that are not even UTF-8 are called so, whatever else is wrong before them. */
    private void killBroken(byte[] bytes, int row, int end, EventBatch out) {
        int start = out.starts[row];
        int fault = scanner.faultAt;
        String key = ByteOrderMark.isAt(bytes, start, end) ? "mark" : scanner.fault.key;
        int invalid = Utf8.firstInvalid(bytes, start, end);
        if (invalid < end) {
            out.kill(row, DeadReason.ENCODING, Details.message("encoding", Details.place(invalid, start)));
        } else {
            out.kill(row, DeadReason.MALFORMED, Details.message(key, Details.place(fault, start)));
        }
    }
}
