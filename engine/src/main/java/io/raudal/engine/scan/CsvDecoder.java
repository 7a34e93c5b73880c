package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;

/** Decodes CSV records; an empty line is no event. */
final class CsvDecoder implements Decoder {
    private final CsvScanner scanner;
    /** By used column, the number of its cell. */
    private final int[] cellsOf;

    private final NameTable nulls;
    private final EventWriter writer;
    private byte[] scratch = new byte[256];

    CsvDecoder(CsvScanner scanner, int[] cellsOf, NameTable nulls, EventWriter writer) {
        this.scanner = scanner;
        this.cellsOf = cellsOf;
        this.nulls = nulls;
        this.writer = writer;
    }

    @Override
    public void decodeLines(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        int at = from;
        while (at < to) {
            int start = at;
            at = scanner.record(bytes, at, to);
            if (scanner.contentEnd > start || isBroken()) {
                int row = out.add(start, scanner.contentEnd - start);
                finish(bytes, row, start, scanner.contentEnd, out);
            }
        }
    }

    @Override
    public void decodeRecord(byte[] bytes, int from, int to, EventBatch out) {
        writer.open(out);
        int row = out.add(from, to - from);
        int behind = scanner.record(bytes, from, to);
        if (!isBroken() && behind < to && Utf8.firstInvalid(bytes, from, to) == to) {
            out.kill(row, DeadReason.MALFORMED, Details.message("csv.trailing", Details.place(behind, from)));
        }
        finish(bytes, row, from, to, out);
    }

    private boolean isBroken() {
        return scanner.end != CsvScanner.End.LINE && scanner.end != CsvScanner.End.INPUT;
    }

    private void finish(byte[] bytes, int row, int start, int end, EventBatch out) {
        int invalid = Utf8.firstInvalid(bytes, start, end);
        if (invalid < end) {
            out.kill(row, DeadReason.ENCODING, Details.message("encoding", Details.place(invalid, start)));
        } else if (ByteOrderMark.isAt(bytes, start, end)) {
            out.kill(row, DeadReason.MALFORMED, Details.message("mark", Details.place(start, start)));
        } else if (isBroken()) {
            String key = scanner.end == CsvScanner.End.GARBAGE ? "csv.garbage" : "csv.unclosed";
            out.kill(row, DeadReason.MALFORMED, Details.message(key, Details.place(scanner.faultAt, start)));
        } else if (scanner.cells != scanner.starts.length) {
            out.kill(
                    row,
                    DeadReason.MALFORMED,
                    Details.message(
                            "csv.cells", Integer.toString(scanner.cells), Integer.toString(scanner.starts.length)));
        } else {
            for (int k = 0; k < cellsOf.length; k++) {
                put(bytes, row, k, cellsOf[k]);
            }
        }
    }

    private void put(byte[] bytes, int row, int k, int cell) {
        int from = scanner.starts[cell];
        int to = scanner.stops[cell];
        byte kind = scanner.kinds[cell];
        if (kind == 0 && nulls.find(bytes, from, to - from) >= 0) {
            writer.putNull(row, k);
        } else if (kind < 2) {
            writer.putText(row, k, bytes, from, to);
        } else {
            if (scratch.length < to - from + 8) {
                scratch = new byte[(to - from) * 2 + 8];
            }
            writer.putText(row, k, scratch, 0, scanner.undouble(bytes, from, to, scratch));
        }
    }
}
