package io.raudal.engine.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.raudal.model.DataType;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
    private static final List<Field> EVERY_TYPE = List.of(
            new Field("s", Simple.STRING),
            new Field("b", Simple.BOOLEAN),
            new Field("i", Simple.INT),
            new Field("l", Simple.BIGINT),
            new Field("d", Simple.DOUBLE),
            new Field("m", new DataType.Decimal(10, 2)),
            new Field("day", Simple.DATE),
            new Field("t", Simple.TIME),
            new Field("ts", Simple.TIMESTAMP),
            new Field("j", Simple.JSON),
            new Field("a", new DataType.Array(Simple.DOUBLE)),
            new Field("o", new DataType.Map(Simple.STRING)));

    @Test
    void ndjson_everyType_isWrittenAsTheDesignSays() throws IOException {
        assertThat(ndjson(EVERY_TYPE, everyValue()))
                .isEqualTo(
                        "{\"s\":\"a\\\"b\\n\\u0001é😀\",\"b\":true,\"i\":-5,\"l\":-9223372036854775808,\"d\":20.0,\"m\":-0.05,"
                                + "\"day\":\"2026-01-01\",\"t\":\"00:00:10.5\",\"ts\":\"2026-01-01T00:00:10Z\",\"j\":{\"x\": [1, 2]},"
                                + "\"a\":[1.5,null,\"NaN\"],\"o\":{\"k\":\"v\",\"n\":null}}\n");
    }

    @Test
    void csv_everyType_isWrittenAsTheDesignSays() throws IOException {
        assertThat(csv(EVERY_TYPE, everyValue()))
                .isEqualTo(
                        "s,b,i,l,d,m,day,t,ts,j,a,o\n"
                                + "\"a\"\"b\n\u0001é😀\",true,-5,-9223372036854775808,20.0,-0.05,2026-01-01,00:00:10.5,2026-01-01T00:00:10Z,"
                                + "\"{\"\"x\"\": [1, 2]}\",\"[1.5,null,\"\"NaN\"\"]\",\"{\"\"k\"\":\"\"v\"\",\"\"n\"\":null}\"\n");
    }

    @Test
    void null_inAnyColumn_isNullInJsonAndEmptyInCsv() throws IOException {
        @Nullable Object[] row = new @Nullable Object[EVERY_TYPE.size()];
        assertThat(ndjson(EVERY_TYPE, row))
                .startsWith("{\"s\":null,\"b\":null,")
                .endsWith(",\"o\":null}\n");
        assertThat(csv(EVERY_TYPE, row)).endsWith("\n,,,,,,,,,,,\n");
        List<Field> text = List.of(new Field("s", Simple.STRING), new Field("t", Simple.STRING));
        assertThat(csv(text, new @Nullable Object[] {null, ""})).isEqualTo("s,t\n,\"\"\n");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void notFinite_double_isText(double value) throws IOException {
        List<Field> one = List.of(new Field("d", Simple.DOUBLE));
        assertThat(ndjson(one, value)).isEqualTo("{\"d\":\"" + value + "\"}\n");
        assertThat(csv(one, value)).isEqualTo("d\n" + value + "\n");
    }

    @Test
    void json_overSeveralLines_staysOnOneLine() throws IOException {
        assertThat(ndjson(List.of(new Field("j", Simple.JSON)), "{\r\n\"a\":1}"))
                .isEqualTo("{\"j\":{  \"a\":1}}\n");
    }

    @Test
    void time_anyMicrosecond_isAsTheJdkReadsIt() throws IOException {
        long seed = System.nanoTime();
        System.out.println("RowWriterTest seed " + seed);
        Random random = new Random(seed);
        List<Field> columns =
                List.of(new Field("ts", Simple.TIMESTAMP), new Field("day", Simple.DATE), new Field("t", Simple.TIME));
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-70_000_000_000L, 300_000_000_000L),
                    1000L * random.nextInt(i % 2 == 0 ? 1 : 1_000_000));
            long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
            int day = (int) Math.floorDiv(micros, 86_400_000_000L);
            long time = Math.floorMod(micros, 86_400_000_000L);
            String[] fields =
                    csv(columns, micros, day, time).lines().toList().get(1).split(",", -1);
            assertThat(Instant.parse(fields[0])).as("seed %d", seed).isEqualTo(instant);
            assertThat(LocalDate.parse(fields[1])).as("seed %d", seed).isEqualTo(LocalDate.ofEpochDay(day));
            assertThat(LocalTime.parse(fields[2])).as("seed %d", seed).isEqualTo(LocalTime.ofNanoOfDay(time * 1000));
            assertThat(fields[0]).doesNotContain("0Z".repeat(instant.getNano() == 0 ? 2 : 1));
        }
    }

    @Test
    void decimal_anyScale_isAsTheJdkWritesIt() throws IOException {
        long seed = System.nanoTime();
        System.out.println("RowWriterTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            int scale = random.nextInt(39);
            BigDecimal value = new BigDecimal(new BigInteger(random.nextInt(126), random), scale);
            value = random.nextBoolean() ? value.negate() : value;
            List<Field> one = List.of(new Field("m", new DataType.Decimal(38, scale)));
            assertThat(csv(one, value)).as("seed %d", seed).isEqualTo("m\n" + value.toPlainString() + "\n");
        }
        BigDecimal least = BigDecimal.valueOf(Long.MIN_VALUE, 3);
        assertThat(csv(List.of(new Field("m", new DataType.Decimal(38, 3))), least))
                .isEqualTo("m\n" + least + "\n");
    }

    @Test
    void text_anyCharacters_isReadBackByJacksonAndUnivocity() throws IOException {
        long seed = System.nanoTime();
        System.out.println("RowWriterTest seed " + seed);
        Random random = new Random(seed);
        List<Field> columns = List.of(new Field("first", Simple.STRING), new Field("sec,ond\"", Simple.STRING));
        CsvParserSettings settings = new CsvParserSettings();
        settings.setIgnoreLeadingWhitespaces(false);
        settings.setIgnoreTrailingWhitespaces(false);
        settings.setNormalizeLineEndingsWithinQuotes(false);
        settings.setMaxCharsPerColumn(1 << 16);
        settings.setEmptyValue("");
        settings.getFormat().setComment('\0');
        settings.getFormat().setLineSeparator("\n");
        List<String> texts = new ArrayList<>();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        RowWriter jsonWriter = RowWriter.ndjson(columns, json);
        RowWriter csvWriter = RowWriter.csv(columns, csv);
        for (int i = 0; i < 4_000; i++) {
            @Nullable Object[] row = {text(random), text(random)};
            jsonWriter.write(row);
            csvWriter.write(row);
            texts.addAll(List.of((String) row[0], (String) row[1]));
        }
        jsonWriter.flush();
        csvWriter.flush();
        assertThat(json.toString(StandardCharsets.UTF_8).lines()).hasSize(4_000);
        List<String> read = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json.toByteArray())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    read.add(parser.getText());
                }
            }
        }
        assertThat(read).as("seed %d", seed).isEqualTo(texts);
        List<String[]> records =
                new CsvParser(settings).parseAll(new StringReader(csv.toString(StandardCharsets.UTF_8)));
        assertThat(records.get(0)).containsExactly("first", "sec,ond\"");
        assertThat(records.stream().skip(1).flatMap(Arrays::stream).toList())
                .as("seed %d", seed)
                .isEqualTo(texts);
    }

    @Test
    void write_manyRows_areAllThereInOrder() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(List.of(new Field("n", Simple.BIGINT)), out);
        StringBuilder expected = new StringBuilder();
        for (long i = 0; i < 20_000; i++) {
            writer.write(new @Nullable Object[] {i * i});
            expected.append("{\"n\":").append(i * i).append("}\n");
        }
        writer.flush();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
    }

    private static @Nullable Object[] everyValue() {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        map.put("k", "v");
        map.put("n", null);
        return new @Nullable Object[] {
            "a\"b\n\u0001é😀",
            true,
            -5,
            Long.MIN_VALUE,
            20.0,
            new BigDecimal("-0.05"),
            20454,
            10_500_000L,
            1_767_225_610_000_000L,
            "{\"x\": [1, 2]}",
            Arrays.asList(1.5, null, Double.NaN),
            map
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(random.nextInt(20) == 0 ? 3000 : 8);
        for (int i = 0; i < length; i++) {
            int c = switch (random.nextInt(4)) {
                case 0 -> "\",\n\t\\/ '".charAt(random.nextInt(8));
                case 1 -> random.nextInt(0x20, 0x80);
                case 2 -> random.nextInt(0x80, 0xD800);
                default -> random.nextInt(0x10000, 0x110000);
            };
            text.appendCodePoint(c);
        }
        return text.toString();
    }

    private static String ndjson(List<Field> columns, @Nullable Object... row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(columns, out);
        writer.write(row);
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String csv(List<Field> columns, @Nullable Object... row) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.csv(columns, out);
        writer.write(row);
        writer.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
