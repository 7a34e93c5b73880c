package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import io.raudal.model.Column;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Nearest;
import io.raudal.model.RaudalException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RFC 4180 with a header that names the cells, or by position over the columns that are fields. */
final class CsvFormat extends LineFormat {
    private static final int MAX_HEADER_CELLS = 100_000;

    private final Format.Csv csv;
    private final NameTable nulls;

    CsvFormat(List<Column> columns, List<Integer> used, Format.Csv csv, ZoneId zone) {
        super(columns, used, zone);
        this.csv = csv;
        for (char c : new char[] {csv.delimiter(), csv.quote()}) {
            if (c >= 0x80 || c == '\n' || c == '\r') {
                throw new RaudalException(ErrorCode.INVALID_PIPELINE, Details.message("csv.ascii", String.valueOf(c)));
            }
        }
        List<byte[]> texts = csv.nulls().stream()
                .distinct()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        nulls = new NameTable(texts, new int[texts.size()], -1);
    }

    @Override
    public int lastRecordEnd(byte[] bytes, int from, int to) {
        CsvScanner scanner = new CsvScanner(csv.delimiter(), csv.quote(), 0);
        int last = from;
        while (last < to) {
            int behind = scanner.record(bytes, last, to);
            boolean isOpen = scanner.end == CsvScanner.End.INPUT || scanner.end == CsvScanner.End.OPEN;
            if (isOpen || bytes[behind - 1] != '\n') {
                break;
            }
            last = behind;
        }
        return last;
    }

    @Override
    public boolean hasHeader() {
        return csv.header();
    }

    @Override
    public Decoder decoder(byte[] header) {
        List<String> names = header.length == 0 ? List.of() : names(header);
        int[] cells = header.length == 0 ? positions() : cells(names);
        int count = header.length == 0 ? fields().size() : names.size();
        return new CsvDecoder(new CsvScanner(csv.delimiter(), csv.quote(), count), cells, nulls, newWriter());
    }

    /** By used column, the number of its cell under this header. */
    int[] cells(byte[] header) {
        return cells(names(header));
    }

    private int[] cells(List<String> names) {
        return usedColumns().stream().mapToInt(column -> cell(column, names)).toArray();
    }

    /** The columns that are fields: without a header, each cell is one. */
    private List<Column> fields() {
        return columns().stream().filter(column -> column.expression() == null).toList();
    }

    private int[] positions() {
        List<Column> fields = fields();
        return usedColumns().stream().mapToInt(fields::indexOf).toArray();
    }

    /** What the header calls the column. */
    private static String name(Column column) {
        List<FieldPath.Step> steps = column.path().steps();
        return steps.size() == 1 && steps.get(0) instanceof FieldPath.Step.Name name
                ? name.name()
                : column.path().toString();
    }

    private static int cell(Column column, List<String> names) {
        int cell = names.indexOf(name(column));
        if (cell >= 0 && cell != names.lastIndexOf(name(column))) {
            throw twice(column, names);
        }
        if (cell >= 0) {
            return cell;
        }
        if (names.stream().anyMatch(other -> other.indexOf('\r') >= 0)) {
            // Without a line feed the whole file is one record.
            throw new RaudalException(ErrorCode.UNREADABLE_INPUT, Details.message("csv.returns"));
        }
        String all = String.join(", ", names);
        throw new RaudalException(
                ErrorCode.UNREADABLE_INPUT,
                Nearest.of(name(column), names)
                        .map(near -> Details.message("csv.missing-near", column.name(), name(column), near, all))
                        .orElseGet(() -> Details.message("csv.missing", column.name(), name(column), all)));
    }

    private static RaudalException twice(Column column, List<String> names) {
        String places = IntStream.range(0, names.size())
                .filter(cell -> names.get(cell).equals(name(column)))
                .mapToObj(cell -> Integer.toString(cell + 1))
                .collect(Collectors.joining(", "));
        return new RaudalException(
                ErrorCode.UNREADABLE_INPUT, Details.message("csv.twice", column.name(), name(column), places));
    }

    private List<String> names(byte[] header) {
        byte[] padded = Swar.padded(header, 0, header.length);
        CsvScanner scanner = new CsvScanner(csv.delimiter(), csv.quote(), 0);
        scanner.record(padded, 0, header.length);
        boolean isBroken = scanner.end != CsvScanner.End.LINE && scanner.end != CsvScanner.End.INPUT;
        if (isBroken
                || scanner.cells > MAX_HEADER_CELLS
                || Utf8.firstInvalid(padded, 0, header.length) < header.length) {
            throw new RaudalException(
                    ErrorCode.UNREADABLE_INPUT, Details.message("csv.header", Details.shown(header, 0, header.length)));
        }
        scanner.keep(scanner.cells);
        scanner.record(padded, 0, header.length);
        List<String> names = new ArrayList<>();
        byte[] name = new byte[header.length];
        for (int cell = 0; cell < scanner.cells; cell++) {
            int length = scanner.stops[cell] - scanner.starts[cell];
            if (scanner.kinds[cell] == 2) {
                length = scanner.undouble(padded, scanner.starts[cell], scanner.stops[cell], name);
            } else {
                System.arraycopy(padded, scanner.starts[cell], name, 0, length);
            }
            names.add(new String(name, 0, length, StandardCharsets.UTF_8));
        }
        return names;
    }
}
