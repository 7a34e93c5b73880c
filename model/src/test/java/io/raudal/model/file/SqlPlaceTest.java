package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Position;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a place inside an SQL text stands in the file, however the text is written. */
final class SqlPlaceTest {
    private static final String HEAD = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams: { readings: { columns: { ts: TIMESTAMP }, time: { column: ts } } }
              views:
                hot:
                  sql:\s""";

    private static final Map<String, String> ENVIRONMENT =
            Map.of("LONG", "a much longer text", "LINES", "two\nlines", "NONE", "");

    /** The two characters of the file at the place of the first {@code word} in the text that is read. */
    private static String found(String written, String word) {
        String file = HEAD + written;
        var read = new PipelineReader(ENVIRONMENT).read(Path.of("p.yaml"), file);
        String text = read.pipeline().view("hot").orElseThrow().sql();
        int index = text.indexOf(word);
        assertThat(index).as("%s in %s", word, text).isNotNegative();
        String before = text.substring(0, index);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        Position place =
                read.positions().inText("spec.views.hot.sql", new Position(line, index - before.lastIndexOf('\n')));
        String[] lines = file.split("\n", -1);
        return lines[place.line() - 1].substring(place.column() - 1);
    }

    @Test
    void literalBlock_asked_isKnownByTheCharacter() {
        String block = "|\n\n          SELECT ts,\n\n            n AS é, 'x' AS mark\n          FROM readings\n";
        assertThat(found(block, "SELECT")).isEqualTo("SELECT ts,");
        assertThat(found(block, "n AS")).isEqualTo("n AS é, 'x' AS mark");
        assertThat(found(block, "mark")).isEqualTo("mark");
        assertThat(found(block, "FROM")).isEqualTo("FROM readings");
        assertThat(found("|2-\n           SELECT ts\n          FROM readings\n", "ts"))
                .isEqualTo("ts");
        assertThat(found("&sql # an anchor\n        |\n        SELECT ts\n", "ts"))
                .isEqualTo("ts");
    }

    @Test
    void oneLine_asked_isKnownByTheCharacter() {
        assertThat(found("SELECT ts FROM readings\n", "FROM")).isEqualTo("FROM readings");
        assertThat(found("\"SELECT ts FROM readings\"\n", "FROM")).isEqualTo("FROM readings\"");
        assertThat(found("'SELECT ts FROM readings'\n", "FROM")).isEqualTo("FROM readings'");
    }

    @Test
    void foldedAndEscapedTexts_asked_areKnownByTheirStart() {
        assertThat(found(">\n        SELECT ts\n        FROM readings\n", "FROM"))
                .isEqualTo(">");
        assertThat(found("'SELECT ''a'' FROM readings'\n", "FROM")).isEqualTo("'SELECT ''a'' FROM readings'");
        assertThat(found("SELECT ts\n        FROM readings\n", "FROM")).isEqualTo("SELECT ts");
    }

    @Test
    void textBehindReferences_asked_isWhereItIsWritten() {
        String block =
                "|\n        SELECT '${LONG}' AS a,\n          '${LINES}' AS b, ${NONE}c, '$${d}' AS e, '${F:-g}' AS h\n        FROM readings\n";
        assertThat(found(block, "much")).isEqualTo("${LONG}' AS a,");
        assertThat(found(block, "AS a")).isEqualTo("AS a,");
        assertThat(found(block, "two")).startsWith("${LINES}' AS b");
        assertThat(found(block, "lines")).startsWith("${LINES}' AS b");
        assertThat(found(block, "AS b")).startsWith("AS b");
        assertThat(found(block, "c,")).startsWith("c, '");
        assertThat(found(block, "${d}")).startsWith("$${d}'");
        assertThat(found(block, "d}")).startsWith("d}'");
        assertThat(found(block, "g'")).startsWith("${F:-g}'");
        assertThat(found(block, "AS h")).isEqualTo("AS h");
        assertThat(found(block, "FROM")).isEqualTo("FROM readings");
        assertThat(found("SELECT '${LONG}' FROM readings\n", "FROM")).isEqualTo("FROM readings");
    }
}
