package io.raudal.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.DeadReason;
import io.raudal.engine.Decoder;
import io.raudal.engine.EventBatch;
import io.raudal.engine.RecordFormat;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.TimestampFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Generated and mutated events, decoded by us and by Jackson behind a strict UTF-8 check: the same ones are dead, the others have the same
 * values. Where we differ from Jackson:
 *
 * <ol>
 *   <li>half a surrogate pair ({@code "\ud83d"}) is U+FFFD, since UTF-8 cannot say it;
 *   <li>one event is one object: several in a row, which Jackson reads one after the other, are refused, and so are other values;
 *   <li>a byte order mark and UTF-16 or UTF-32, which Jackson finds out from the first bytes, are refused (but see {@code decodeLines});
 *   <li>texts, names and numbers have no maximal length but the event's.
 * </ol>
 *
 * The number of documents is {@code -Draudal.fuzz.documents}, the seed {@code -Draudal.fuzz.seed}.
 */
class JsonDifferentialTest {
    private static final int DOCUMENTS = Integer.getInteger("raudal.fuzz.documents", 1_000_000);
    private static final List<Column> COLUMNS = List.of(
            Column.of("s", DataType.Simple.STRING),
            Column.of("d", DataType.Simple.DOUBLE),
            Column.of("b", DataType.Simple.BIGINT),
            Column.of("i", DataType.Simple.INT),
            Column.of("m", new DataType.Decimal(20, 4)),
            Column.of("f", DataType.Simple.BOOLEAN),
            column("nested", DataType.Simple.STRING, "o.n.v"),
            column("element", DataType.Simple.STRING, "a[1]"),
            column("deep", DataType.Simple.DOUBLE, "a[0].v"),
            Column.of("list", new DataType.Array(DataType.Simple.STRING)),
            Column.of("map", new DataType.Map(DataType.Simple.BIGINT)),
            Column.of("a-very-long-name-of-a-field", DataType.Simple.STRING),
            Column.of("a-very-long-nome-of-a-field", DataType.Simple.STRING),
            Column.of("sixteen-bytes-ab", DataType.Simple.STRING),
            Column.of("eightbyt", DataType.Simple.STRING),
            Column.of("\u00e9t\u00e9", DataType.Simple.STRING),
            Column.of("", DataType.Simple.STRING));

    private static Column column(String name, DataType type, String path) {
        return new Column(name, type, false, FieldPath.parse(path).orElseThrow(), new TimestampFormat.Iso(), null);
    }

    private final RecordFormat format = RecordFormats.of(
            COLUMNS, IntStream.range(0, COLUMNS.size()).boxed().toList(), new Format.Json(), ZoneOffset.UTC);
    private final Decoder decoder = format.decoder(new byte[0]);
    private final EventBatch batch = format.newBatch();

    @Test
    void events_generatedAndMutated_areWhatJacksonSaysTheyAre() {
        long seed = Long.getLong("raudal.fuzz.seed", System.nanoTime());
        System.out.println("JsonDifferentialTest: raudal.fuzz.seed=" + seed + ", documents " + DOCUMENTS);
        JsonDocuments documents = new JsonDocuments(seed);
        Random random = new Random(seed);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int[] well = new int[2];
        for (int k = 0; k < DOCUMENTS; k++) {
            byte[] document = documents.next();
            Object expected = expected(document);
            well[expected instanceof List ? 1 : 0]++;
            if (random.nextInt(4) != 0) {
                Object actual = Decoded.record(decoder, batch, document, random.nextInt(20), random);
                assertSame(actual, expected, document, seed);
            } else {
                lines.writeBytes(document);
                lines.writeBytes(random.nextInt(5) == 0 ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
                if (lines.size() > 600) {
                    checkLines(lines.toByteArray(), random.nextInt(20), seed);
                    lines.reset();
                }
            }
        }
        assertThat(well[0]).as("dead").isGreaterThan(DOCUMENTS / 10);
        assertThat(well[1]).as("well").isGreaterThan(DOCUMENTS / 10);
    }

    private void checkLines(byte[] content, int offset, long seed) {
        List<byte[]> events = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                byte[] line = Arrays.copyOfRange(content, start, at);
                if (!isBlank(line)) {
                    events.add(line);
                }
                start = at + 1;
            }
        }
        List<Object> actual = Decoded.lines(decoder, batch, content, offset, 1);
        for (int k = 0; k < Math.min(events.size(), actual.size()); k++) {
            assertSame(actual.get(k), expected(events.get(k)), events.get(k), seed);
        }
        assertThat(actual).as("seed %d", seed).hasSameSizeAs(events);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private static void assertSame(Object actual, Object expected, byte[] document, long seed) {
        if (!expected.equals(actual)) {
            assertThat(actual)
                    .as("seed %d, document %s", seed, new String(document, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    private static Object expected(byte[] document) {
        Object event = JsonOracle.event(document);
        if (!(event instanceof Map)) {
            return event;
        }
        try {
            return Arrays.asList(
                    JsonOracle.string(JsonOracle.at(event, "s")),
                    JsonOracle.doubleOf(JsonOracle.at(event, "d")),
                    JsonOracle.longOf(JsonOracle.at(event, "b"), Long.MIN_VALUE, Long.MAX_VALUE),
                    JsonOracle.longOf(JsonOracle.at(event, "i"), Integer.MIN_VALUE, Integer.MAX_VALUE),
                    JsonOracle.decimalOf(JsonOracle.at(event, "m"), 20, 4),
                    JsonOracle.booleanOf(JsonOracle.at(event, "f")),
                    JsonOracle.string(JsonOracle.at(event, "o", "n", "v")),
                    JsonOracle.string(JsonOracle.at(event, "a", 1)),
                    JsonOracle.doubleOf(JsonOracle.at(event, "a", 0, "v")),
                    JsonOracle.strings(JsonOracle.at(event, "list")),
                    JsonOracle.longs(JsonOracle.at(event, "map")),
                    JsonOracle.string(JsonOracle.at(event, "a-very-long-name-of-a-field")),
                    JsonOracle.string(JsonOracle.at(event, "a-very-long-nome-of-a-field")),
                    JsonOracle.string(JsonOracle.at(event, "sixteen-bytes-ab")),
                    JsonOracle.string(JsonOracle.at(event, "eightbyt")),
                    JsonOracle.string(JsonOracle.at(event, "\u00e9t\u00e9")),
                    JsonOracle.string(JsonOracle.at(event, "")));
        } catch (JsonOracle.TypeException e) {
            return DeadReason.TYPE;
        }
    }
}
