package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.model.Format;
import io.raudal.model.Position;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EventTextTest {
    private static Node.Scalar scalar(Node.Style style, String text) {
        return new Node.Scalar(Position.START, style, text, text, List.of());
    }

    private static Node.Mapping mapping(Map<String, Node> values) {
        List<Node.Entry> entries = new ArrayList<>();
        values.forEach((key, node) -> entries.add(new Node.Entry(key, Position.START, node)));
        return new Node.Mapping(Position.START, entries);
    }

    @Test
    void json_writtenAndReadByJackson_isTheSame() throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(8); length > 0; length--) {
                text.appendCodePoint("\"\\\n\t/é\u2028a{".codePointAt(random.nextInt(9)));
            }
            BigDecimal number = new BigDecimal(new java.math.BigInteger(60, random), random.nextInt(20) - 5);
            Node.Mapping event = mapping(Map.of(
                    text + "k",
                    scalar(Node.Style.QUOTED, text.toString()),
                    "list",
                    new Node.Sequence(
                            Position.START, List.of(scalar(Node.Style.PLAIN, "true"), scalar(Node.Style.PLAIN, "~"))),
                    "map",
                    mapping(Map.of("n", scalar(Node.Style.PLAIN, number + "")))));
            Map<?, ?> read = mapper.readValue(EventText.json(event), Map.class);
            assertThat(read.get(text + "k")).isEqualTo(text.toString());
            assertThat(read.get("list")).isEqualTo(Arrays.asList(true, null));
            Object back = ((Map<?, ?>) read.get("map")).get("n");
            assertThat(new BigDecimal(String.valueOf(back))).isEqualByComparingTo(number);
        }
    }

    @Test
    void csv_written_quotesWhatWouldBeReadDifferently() {
        Format.Csv format = new Format.Csv(true, ';', '"', List.of("NA", ""));
        Map<String, Node> values = new HashMap<>();
        values.put("a", scalar(Node.Style.PLAIN, "1;2"));
        values.put("b", scalar(Node.Style.QUOTED, "say \"so\""));
        values.put("c", scalar(Node.Style.QUOTED, "NA"));
        values.put("d", scalar(Node.Style.PLAIN, "~"));
        values.put("e", scalar(Node.Style.QUOTED, "two\nlines"));
        assertThat(EventText.csv(mapping(values), List.of("a", "b", "c", "d", "e", "f", "a"), format))
                .isEqualTo("\"1;2\";\"say \"\"so\"\"\";\"NA\";NA;\"two\nlines\";NA;\"1;2\"");
        assertThat(EventText.csv(mapping(Map.of()), List.of("a", "b"), new Format.Csv(true, ',', '"', List.of())))
                .isEqualTo(",");
    }
}
