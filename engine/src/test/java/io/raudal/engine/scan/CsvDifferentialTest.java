package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Generated CSV, decoded by us and by Jackson's CSV parser. Where we differ from Jackson, and what is therefore not generated:
 *
 * <ol>
 *   <li>a carriage return alone ends no record;
 *   <li>blanks around quotes are not dropped: before the opening one they make it content, behind the closing one they are an error;
 *   <li>a record with too few or too many cells is dead, alone.
 * </ol>
 */
class CsvDifferentialTest {
    private static final int FILES = Integer.getInteger("raudal.fuzz.documents", 1_000_000) / 50;
    private static final int CELLS = 3;
    private static final List<Column> COLUMNS = List.of(
            Column.of("a", DataType.Simple.STRING),
            Column.of("b", DataType.Simple.STRING),
            Column.of("c", DataType.Simple.STRING));
    private static final String[] PARTS = {
        "a",
        "plain text",
        "0123456789",
        "\"",
        "\"\"",
        ",",
        "\n",
        "\r\n",
        "\u00e9",
        "\u4e2d",
        "\ud83d\ude00",
        ";",
        "'",
        "\\",
        "x\"y"
    };

    private final RecordFormat format =
            RecordFormats.of(COLUMNS, List.of(0, 1, 2), new Format.Csv(false, ',', '"', List.of()), ZoneOffset.UTC);
    private final Decoder decoder = format.decoder(new byte[0]);
    private final EventBatch batch = format.newBatch();
    private final long seed = Long.getLong("raudal.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void files_generated_areWhatJacksonReads() throws IOException {
        System.out.println("CsvDifferentialTest: raudal.fuzz.seed=" + seed + ", files " + FILES);
        for (int file = 0; file < FILES; file++) {
            String text = text();
            List<Object> actual =
                    Decoded.lines(decoder, batch, text.getBytes(StandardCharsets.UTF_8), random.nextInt(20), 1);
            assertThat(actual).as("seed %d: %s", seed, text).isEqualTo(jackson(text));
        }
    }

    @Test
    void parts_ofBrokenFiles_areCutWhereTheWholeIs() {
        for (int file = 0; file < FILES; file++) {
            StringBuilder broken = new StringBuilder(text());
            for (int mutation = random.nextInt(4); mutation >= 0 && broken.length() > 0; mutation--) {
                int at = random.nextInt(broken.length());
                broken.insert(at, PARTS[random.nextInt(PARTS.length)]);
                broken.deleteCharAt(random.nextInt(broken.length()));
            }
            byte[] bytes = broken.toString().getBytes(StandardCharsets.UTF_8);
            List<Object> whole = Decoded.lines(decoder, batch, bytes, 0, 1);
            assertThat(inParts(bytes)).as("seed %d: %s", seed, broken).isEqualTo(whole);
        }
    }

    /** As a reader does: it decodes whole records and keeps the rest for the next part. */
    private List<Object> inParts(byte[] bytes) {
        byte[] block = Decoded.block(bytes, 0, random);
        List<Object> rows = new ArrayList<>();
        int from = 0;
        int read = 0;
        while (from < bytes.length) {
            read = Math.min(bytes.length, read + 1 + random.nextInt(30));
            int to = read == bytes.length ? read : format.lastRecordEnd(block, from, read);
            batch.reset(block, 1);
            decoder.decodeLines(block, from, to, batch);
            rows.addAll(Decoded.rows(batch));
            from = to;
        }
        return rows;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int record = random.nextInt(6); record >= 0; record--) {
            int cells = random.nextInt(8) == 0 ? 1 + random.nextInt(5) : CELLS;
            for (int cell = 0; cell < cells; cell++) {
                text.append(cell == 0 ? "" : ",").append(cell(cells));
            }
            text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        }
        if (random.nextInt(4) == 0) {
            text.setLength(text.length() - 1);
        }
        return text.toString().endsWith("\r") ? text.substring(0, text.length() - 1) : text.toString();
    }

    private String cell(int cells) {
        StringBuilder cell = new StringBuilder();
        for (int part = random.nextInt(4); part > 0; part--) {
            cell.append(PARTS[random.nextInt(PARTS.length)]);
        }
        boolean quoted = random.nextInt(3) == 0
                || cell.chars().anyMatch(c -> c == ',' || c == '\n' || c == '\r')
                || cell.indexOf("\"") == 0
                || cells == 1 && cell.length() == 0;
        return quoted ? '"' + cell.toString().replace("\"", "\"\"") + '"' : cell.toString();
    }

    private static List<Object> jackson(String text) throws IOException {
        List<Object> rows = new ArrayList<>();
        CsvFactory factory =
                CsvFactory.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).build();
        try (CsvParser parser = factory.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                List<Object> row = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    row.add(parser.getText());
                }
                rows.add(row.size() == CELLS ? row : DeadReason.MALFORMED);
            }
        }
        return rows;
    }
}
