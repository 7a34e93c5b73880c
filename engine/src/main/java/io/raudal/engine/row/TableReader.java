package io.raudal.engine.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.raudal.engine.ByteOrderMark;
import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.Detail;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.Vector;
import io.raudal.engine.file.DamagedInputException;
import io.raudal.engine.file.UnpackedStream;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Column;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes the rows of a table as the events of a stream are decoded: by one scan, of types that must fit. */
final class TableReader {
    private static final String BUNDLE = "io.raudal.engine.row.messages";
    private static final int SHOWN_ROWS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Table table;
    private final Format format;
    private final List<Column> columns;
    private final byte[] content;

    private TableReader(Table table, Format format, List<Column> columns, byte[] content) {
        this.table = table;
        this.format = format;
        this.columns = columns;
        this.content = content;
    }

    static TableReader of(Table table, Path baseDirectory) {
        if (table.file() == null) {
            // rows in the pipeline file name the columns themselves, whatever their path says
            List<Column> columns = table.columns().stream()
                    .map(c -> new Column(c.name(), c.type(), c.notNull(), FieldPath.of(c.name()), c.format(), null))
                    .toList();
            return new TableReader(table, new Format.Json(), columns, json(table.rows()));
        }
        Path file = baseDirectory.resolve(table.file());
        if (Files.isDirectory(file)) {
            throw refused(table, message("table.folder"), "table.folder.remedy");
        }
        try {
            return new TableReader(table, table.format(), table.columns(), bytes(file));
        } catch (NoSuchFileException e) {
            throw refused(table, message("table.missing"), "table.missing.remedy");
        } catch (AccessDeniedException e) {
            throw refused(table, message("table.no-permission"), "table.no-permission.remedy");
        } catch (IOException e) {
            throw refused(table, message("table.unreadable", reason(e)), "table.unreadable.remedy");
        } catch (RaudalException e) {
            throw refused(table, e.inWords().orElseThrow(), "table.foreign.remedy");
        } catch (OutOfMemoryError e) {
            throw refused(table, message("table.large"), "table.large.remedy");
        }
    }

    private static RaudalException refused(Table table, Message rule, String remedy) {
        String path =
                Positions.child(Positions.child("spec.tables", table.name()), table.file() == null ? "rows" : "file");
        return new RaudalException(
                ErrorCode.UNREADABLE_INPUT,
                List.of(Problem.error(path, Position.START, rule, table.file(), message(remedy))));
    }

    private static byte[] bytes(Path file) throws IOException {
        try (UnpackedStream in = UnpackedStream.of(file)) {
            return in.readAllBytes();
        }
    }

    private static Object reason(IOException e) {
        if (e instanceof DamagedInputException damaged) {
            return damaged.inWords();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private static byte[] json(List<Map<String, Object>> rows) {
        StringBuilder lines = new StringBuilder();
        for (Map<String, Object> row : rows) {
            try {
                lines.append(JSON.writeValueAsString(row)).append('\n');
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("a YAML value that is no JSON: " + row, e);
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Message message(String key, Object... arguments) {
        return new Message(BUNDLE, key, List.of(arguments));
    }

    TableRows read() {
        int head = ByteOrderMark.skip(content, 0, content.length);
        byte[] bytes = Arrays.copyOf(content, content.length + Decoder.PADDING);
        List<Integer> all = IntStream.range(0, columns.size()).boxed().toList();
        RecordFormat records = RecordFormats.of(columns, all, format, ZoneOffset.UTC);
        int start = records.hasHeader() ? headerEnd(bytes, head) : head;
        EventBatch batch = records.newBatch();
        batch.reset(bytes, 0);
        records.decoder(Arrays.copyOfRange(bytes, head, start)).decodeLines(bytes, start, content.length, batch);
        refuseBadRows(batch);
        return new TableRows(table, vectors(batch), batch.size);
    }

    /** Behind the line end of the first record; a line end in quotes does not end it. */
    private int headerEnd(byte[] bytes, int from) {
        char quote = format instanceof Format.Csv csv ? csv.quote() : '"';
        boolean quoted = false;
        for (int at = from; at < content.length; at++) {
            quoted ^= bytes[at] == quote;
            if (bytes[at] == '\n' && !quoted) {
                return at + 1;
            }
        }
        return content.length;
    }

    private void refuseBadRows(EventBatch batch) {
        Object bad = "";
        int count = 0;
        for (int row = 0; row < batch.size; row++) {
            DeadReason reason = batch.dead[row];
            if (reason != null && count++ < SHOWN_ROWS) {
                Detail detail = batch.details[row];
                Object why = detail == null ? reason.text() : detail.inWords();
                Message told = table.file() == null
                        ? message("table.row", Integer.toString(row + 1), why)
                        : message("table.line", Integer.toString(line(batch.starts[row])), why);
                bad = count == 1 ? told : message("table.next", bad, told);
            }
        }
        if (count > SHOWN_ROWS) {
            bad = message("table.next", bad, "...");
        }
        if (count > 0) {
            throw refused(table, message("table.rows", Integer.toString(count), bad), "table.rows.remedy");
        }
    }

    /** The line of the file, from 1, that a byte stands in. */
    private int line(int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += content[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static Vector[] vectors(EventBatch batch) {
        Vector[] vectors = new Vector[batch.columns.length];
        for (int column = 0; column < vectors.length; column++) {
            @Nullable Vector vector = batch.columns[column];
            vectors[column] = Objects.requireNonNull(vector);
            if (vector instanceof Vector.Texts texts) {
                pack(texts, batch.size);
            }
        }
        return vectors;
    }

    /** Moves all values into one block that joined rows can slice. */
    private static void pack(Vector.Texts texts, int rows) {
        int size = 0;
        for (int row = 0; row < rows; row++) {
            size = Math.addExact(size, texts.isNull(row) ? 0 : texts.length(row));
        }
        byte[] block = new byte[size];
        int[] starts = new int[rows];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            starts[row] = at;
            if (!texts.isNull(row)) {
                System.arraycopy(texts.bytes(row), texts.from(row), block, at, texts.length(row));
                at += texts.length(row);
            }
        }
        texts.source = block;
        for (int row = 0; row < rows; row++) {
            if (!texts.isNull(row)) {
                texts.slice(row, starts[row], texts.length(row));
            }
        }
    }
}
