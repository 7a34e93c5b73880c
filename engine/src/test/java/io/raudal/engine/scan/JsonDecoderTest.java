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
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonDecoderTest {
    private static final List<Column> COLUMNS = List.of(
            Column.of("a", DataType.Simple.STRING),
            new Column("b", DataType.Simple.DOUBLE, true, FieldPath.of("b"), new TimestampFormat.Iso(), null),
            Column.of("j", DataType.Simple.JSON));

    private final RecordFormat format = RecordFormats.of(COLUMNS, List.of(0, 1, 2), new Format.Json(), ZoneOffset.UTC);
    private final Decoder decoder = format.decoder(new byte[0]);
    private final EventBatch batch = format.newBatch();

    private Object record(String content) {
        return Decoded.record(decoder, batch, content);
    }

    @Test
    void lines_areOneEventEach_whateverOneOfThemIs() {
        String content =
                "{\"a\":\"x\",\"b\":1}\r\n\n  \t\r\n{\"a\":\n\"x\",\"b\":2}\n{\"b\":3}{\"b\":4}\n{\"b\":5} \n[1]\n{\"b\":6}";
        assertThat(Decoded.lines(decoder, batch, content))
                .containsExactly(
                        Arrays.asList("x", 1.0, null),
                        DeadReason.MALFORMED,
                        DeadReason.MALFORMED,
                        DeadReason.MALFORMED,
                        Arrays.asList(null, 5.0, null),
                        DeadReason.MALFORMED,
                        Arrays.asList(null, 6.0, null));
        assertThat(batch.details[1]).hasToString("byte 6: the event ends here before its JSON does");
        assertThat(batch.details[3]).hasToString("byte 8: something follows the JSON object");
        assertThat(new String(batch.bytes, batch.starts[0], batch.lengths[0], StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":\"x\",\"b\":1}");
    }

    @Test
    void details_nameColumnRuleAndValue() {
        assertThat(record("{\"b\":\"" + "long ".repeat(40) + "\"}")).isEqualTo(DeadReason.TYPE);
        assertThat(batch.details[0])
                .hasToString("b: must be DOUBLE, got \"" + "long ".repeat(16).substring(0, 79) + "...");
        assertThat(record("{\"a\":1}")).isEqualTo(DeadReason.NOT_NULL);
        assertThat(batch.details[0]).hasToString("b: must not be NULL");
        assertThat(record("{\"b\":1e999}")).isEqualTo(DeadReason.TYPE);
        assertThat(batch.details[0]).hasToString("b: must be in the range of DOUBLE, got 1e999");
    }

    @Test
    void json_keepsTheTextOfTheValue() {
        assertThat(record("{\"b\":1,\"j\": {\"x\" : [1, \"\\u0041\"]} }"))
                .isEqualTo(Arrays.asList(null, 1.0, "{\"x\" : [1, \"\\u0041\"]}"));
        assertThat(record("{\"b\":1,\"j\":\"t\\n\"}")).isEqualTo(Arrays.asList(null, 1.0, "\"t\\n\""));
        assertThat(record("{\"b\":1,\"j\":null}")).isEqualTo(Arrays.asList(null, 1.0, null));
        assertThat(record("{\"b\":1,\"j\":-0.50}")).isEqualTo(Arrays.asList(null, 1.0, "-0.50"));
    }

    @Test
    void depth_endsAtAThousand() {
        assertThat(record(nested(1000))).isEqualTo(Arrays.asList(null, 1.0, null));
        assertThat(record(nested(1001))).isEqualTo(DeadReason.MALFORMED);
        assertThat(batch.details[0]).asString().contains("1000 deep");
        assertThat(record("{\"b\":1,\"x\":" + "[".repeat(10_000_000))).isEqualTo(DeadReason.MALFORMED);
    }

    /** Objects and arrays by turns, so many deep with the event itself. */
    private static String nested(int depth) {
        String open = IntStream.range(1, depth)
                .mapToObj(k -> k % 2 == 0 ? "{\"x\":" : "[")
                .collect(Collectors.joining());
        StringBuilder close = new StringBuilder();
        for (int k = depth - 1; k >= 1; k--) {
            close.append(k % 2 == 0 ? '}' : ']');
        }
        return "{\"b\":1,\"x\":" + open + "0" + close + "}";
    }

    @Test
    void event_cutAtAnyByte_isDead_atAnyOffset() {
        byte[] event =
                "{\"a\":\"t\u00e9xt \\u00e9\",\"b\":-12.5e-1,\"x\":[true,{\"y\":null}],\"j\":{\"z\":\"\ud83d\ude00\"},\"n\":1234567890.25}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int offset = 0; offset < 70; offset++) {
            Random around = new Random(offset);
            for (int length = 0; length < event.length; length++) {
                assertThat(Decoded.record(decoder, batch, Arrays.copyOf(event, length), offset, around))
                        .as("%d bytes at %d", length, offset)
                        .isIn(DeadReason.MALFORMED, DeadReason.ENCODING);
            }
            assertThat(Decoded.record(decoder, batch, event, offset, around))
                    .isEqualTo(List.of("t\u00e9xt \u00e9", -1.25, "{\"z\":\"\ud83d\ude00\"}"));
        }
    }

    @Test
    void windows_ofTheIndex_doNotShow() {
        Random random = new Random(7);
        StringBuilder content = new StringBuilder();
        int events = 400;
        for (int event = 0; event < events; event++) {
            content.append("{\"a\":\"").append("x".repeat(random.nextInt(300)));
            content.append(event % 5 == 0 ? "\\\\" : "")
                    .append("\",\"long\":\"")
                    .append("y".repeat(event == 200 ? 50_000 : 0));
            content.append("\",\"b\":").append(event).append(event % 7 == 0 ? ",\"o\":{\"p\":[1,2]}}\n" : "}\n");
        }
        List<Object> rows = Decoded.lines(decoder, batch, content.toString());
        assertThat(rows).hasSize(events);
        for (int event = 0; event < events; event++) {
            assertThat(((List<?>) rows.get(event)).get(1)).isEqualTo((double) event);
        }
    }

    /** Guards the memory of names, whose cells all these names fight for. */
    @Test
    void names_thatShareTheirHalves_areToldApart() {
        Random random = new Random(13);
        List<String> names = new ArrayList<>();
        for (int prefix = 0; prefix < 40; prefix++) {
            for (int suffix = 0; suffix < 40; suffix++) {
                names.add(String.format("prefix%02d%d", prefix, suffix * 7919));
            }
        }
        Collections.shuffle(names, random);
        List<Column> columns = names.stream()
                .map(name -> Column.of(name, DataType.Simple.BIGINT))
                .toList();
        RecordFormat many = RecordFormats.of(
                columns, IntStream.range(0, columns.size()).boxed().toList(), new Format.Json(), ZoneOffset.UTC);
        Decoder scanner = many.decoder(new byte[0]);
        EventBatch rows = many.newBatch();
        for (int event = 0; event < 2000; event++) {
            Map<String, Long> fields = new LinkedHashMap<>();
            for (int field = 0; field < 30; field++) {
                fields.put(names.get(random.nextInt(names.size())), random.nextLong());
            }
            String text = fields.entrySet().stream()
                    .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            Object[] expected =
                    columns.stream().map(column -> fields.get(column.name())).toArray();
            assertThat(Decoded.record(scanner, rows, text)).isEqualTo(Arrays.asList(expected));
        }
    }

    @Test
    void hugeRecord_isDecoded() {
        String text = "\u00e9x".repeat(7_000_000);
        assertThat(record("{\"a\":\"" + text + "\",\"b\":1}")).isEqualTo(Arrays.asList(text, 1.0, null));
        assertThat(record("{\"b\":" + "1".repeat(1_000_000) + "}")).isEqualTo(DeadReason.TYPE);
        assertThat(record("{\"b\":0." + "1".repeat(1_000_000) + "}")).isEqualTo(Arrays.asList(null, 1.0 / 9, null));
    }

    @Test
    void nulByte_isNoJson() {
        assertThat(record("{\"b\":1}\0")).isEqualTo(DeadReason.MALFORMED);
        assertThat(record("{\"b\":1,\"a\":\"\0\"}")).isEqualTo(DeadReason.MALFORMED);
        assertThat(record("\0{\"b\":1}")).isEqualTo(DeadReason.MALFORMED);
    }

    @Test
    void byteOrderMark_aheadOfARecord_isDead() {
        byte[] content = "\ufeff{\"b\":1}\n{\"b\":2}\n \ufeff{\"b\":2}".getBytes(StandardCharsets.UTF_8);
        assertThat(Decoded.lines(decoder, batch, content, 0, 0))
                .containsExactly(DeadReason.MALFORMED, Arrays.asList(null, 2.0, null), DeadReason.MALFORMED);
        assertThat(batch.details[0]).hasToString("byte 1: a byte order mark; only one may be in a file, at its head");
    }

    @Test
    void brokenJson_thatIsNotUtf8Either_isDeadAsEncoding() {
        byte[] content = "{\"b\":x,\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Decoded.record(decoder, batch, content, 0, new Random(1))).isEqualTo(DeadReason.ENCODING);
        assertThat(batch.details[0]).hasToString("byte 13: not valid UTF-8");
    }
}
