package io.raudal.engine.scan;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import java.util.Arrays;

/** Decodes JSON events; what each byte means is decided by a {@link JsonScanner}. */
final class JsonDecoder implements Decoder {
    private final PathTree paths;
    /** By used column, the slot of its path. */
    private final int[] slots;

    private final EventWriter writer;
    private final JsonScanner scanner;
    private byte[] scratch = new byte[256];

    JsonDecoder(PathTree paths, int[] slots, EventWriter writer) {
        this.paths = paths;
        this.slots = slots;
        this.writer = writer;
        scanner = new JsonScanner(Arrays.stream(slots).max().orElse(-1) + 1);
    }

    @Override
    public void decodeLines(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        scanner.open(bytes, to, true);
        int at = Lines.skipByteOrderMark(bytes, from, to, out);
        while (at < to) {
            int start = at;
            at = scanner.blanks(at);
            if (at < to && bytes[at] != '\n') {
                at = scanner.event(start, paths);
                int fault = at < 0 ? scanner.faultAt : at;
                int lineEnd = at >= 0 && (at >= to || bytes[at] == '\n') ? at : Lines.end(bytes, fault, to);
                int row = out.add(start, Lines.withoutReturn(bytes, start, lineEnd) - start);
                if (at >= 0 && at < lineEnd) {
                    at = scanner.fail(JsonScanner.Fault.TRAILING, at);
                }
                finish(bytes, row, at, lineEnd, out);
                at = lineEnd;
            }
            at++;
        }
    }

    @Override
    public void decodeRecord(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        scanner.open(bytes, to, false);
        int at = scanner.event(from, paths);
        if (at >= 0 && at < to) {
            at = scanner.fail(JsonScanner.Fault.TRAILING, at);
        }
        finish(bytes, out.add(from, to - from), at, to, out);
    }

    private void finish(byte[] bytes, int row, int at, int end, EventBatch out) {
        if (at < 0) {
            killBroken(bytes, row, end, out);
            return;
        }
        int[] starts = scanner.starts;
        int[] ends = scanner.ends;
        for (int k = 0; k < slots.length; k++) {
            int start = starts[slots[k]];
            if (start < 0) {
                writer.putNull(row, k);
            } else if (ends[slots[k]] < 0 && !writer.keepsDocument(k)) {
                putEscaped(bytes, row, k, start + 1, ~ends[slots[k]] - 1);
            } else {
                writer.putJson(row, k, bytes, start, Math.max(ends[slots[k]], ~ends[slots[k]]));
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
        String key = scanner.fault.key;
        int invalid = Utf8.firstInvalid(bytes, start, end);
        if (invalid < end) {
            out.kill(row, DeadReason.ENCODING, Details.say("encoding", Details.place(invalid, start)));
        } else {
            out.kill(row, DeadReason.MALFORMED, Details.say(key, Details.place(fault, start)));
        }
    }
}
