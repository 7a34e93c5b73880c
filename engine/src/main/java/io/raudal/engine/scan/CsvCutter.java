package io.raudal.engine.scan;

import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.log.Slices;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** See {@link RecordCutter#csv}. */
final class CsvCutter extends RecordCutter {
    private final Format.Csv csv;
    private final CsvFormat format;

    CsvCutter(Stream stream, Format.Csv csv, int maxBytes) {
        super(maxBytes);
        this.csv = csv;
        int[] fields = IntStream.range(0, stream.columns().size())
                .filter(index -> stream.columns().get(index).expression() == null)
                .toArray();
        format = new CsvFormat(stream.columns(), IntStream.of(fields).boxed().toList(), csv, stream.zone());
    }

    @Override
    public CutBody cut(byte[] body, int length) {
        CsvScanner scanner = new CsvScanner(csv.delimiter(), csv.quote(), 0);
        int at = ByteOrderMark.skip(body, 0, length);
        int[] cells = {};
        boolean inOrder = true;
        if (csv.header() && at < length) {
            int behind = scanner.record(body, at, length);
            cells = format.cells(Arrays.copyOfRange(body, at, behind));
            inOrder = scanner.cells == cells.length
                    && Arrays.equals(cells, IntStream.range(0, cells.length).toArray());
            scanner.keep(scanner.cells);
            at = behind;
        }
        Cuts cuts = new Cuts();
        Slices moved = new Slices();
        while (at < length) {
            int start = at;
            at = scanner.record(body, at, length);
            int content = scanner.contentEnd - start;
            if (isTooLong(content)) {
                cuts.rejected.add(tooLong(body, start, content));
            } else if (content > 0 && inOrder) {
                cuts.add(start, content);
            } else if (content > 0 && isWhole(scanner) && scanner.cells != scanner.starts.length) {
                // Its cells would be taken for those of other columns.
                cuts.rejected.add(rejected(
                        body,
                        start,
                        Details.message(
                                "csv.cells",
                                Integer.toString(scanner.cells),
                                Integer.toString(scanner.starts.length))));
            } else if (content > 0) {
                move(body, start, content, scanner, cells, moved);
            }
        }
        return inOrder ? cuts.of(body) : new CutBody(moved, cuts.rejected);
    }

    private static boolean isWhole(CsvScanner scanner) {
        return scanner.end == CsvScanner.End.LINE || scanner.end == CsvScanner.End.INPUT;
    }

    /** Puts the cells into the order of the columns; a broken record stays as it is, and is found dead. */
    private void move(byte[] body, int start, int length, CsvScanner scanner, int[] cells, Slices into) {
        if (!isWhole(scanner)) {
            into.add(body, start, length);
            return;
        }
        byte[] record = new byte[length + 3 * cells.length];
        int size = 0;
        for (int i = 0; i < cells.length; i++) {
            int cell = cells[i];
            int quotes = scanner.kinds[cell] == 0 ? 0 : 1;
            int from = scanner.starts[cell] - quotes;
            int bytes = scanner.stops[cell] + quotes - from;
            if (i > 0) {
                record[size++] = (byte) csv.delimiter();
            }
            if (size + bytes + 1 > record.length) {
                record = Arrays.copyOf(record, 2 * (size + bytes + 1));
            }
            System.arraycopy(body, from, record, size, bytes);
            size += bytes;
        }
        into.add(record, 0, size);
    }
}
