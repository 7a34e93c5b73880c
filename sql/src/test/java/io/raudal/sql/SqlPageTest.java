package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about SQL, in both languages, name every function and aggregate and the same numbered differences from Flink. */
class SqlPageTest {
    private static final Path DOCS = Path.of("../docs");

    @ParameterizedTest
    @ValueSource(strings = {"sql.md", "es/sql.md"})
    void page_namesEveryFunction(String page) throws IOException {
        String text = Files.readString(DOCS.resolve(page));
        List<String> names = new ArrayList<>(FunctionTable.names());
        names.addAll(Aggregates.names());
        for (String name : names) {
            assertThat(Pattern.compile("`" + name + "[`(]").matcher(text).find())
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void synonyms_areOfFunctionsThatAreThere() throws IOException {
        String page = Files.readString(DOCS.resolve("sql.md"));
        Set<String> known = new TreeSet<>(FunctionTable.names());
        known.addAll(Aggregates.names());
        Synonyms.FUNCTIONS.forEach((name, instead) -> {
            assertThat(known).doesNotContain(name);
            String function = instead.replaceFirst("[( ].*", "");
            assertThat(page)
                    .as(name)
                    .containsPattern(function.equals("x") ? "IS \\[NOT\\] NULL" : "`" + function + "[`( ]");
        });
    }

    @Test
    void functionsThatAreLeftOut_areNamed() throws IOException {
        for (String page : List.of("sql.md", "es/sql.md")) {
            assertThat(Files.readString(DOCS.resolve(page)))
                    .contains(
                            "`JSON_OBJECT`",
                            "`TRANSLATE`",
                            "`ELT`",
                            "`OVERLAPS`",
                            "`UNHEX`",
                            "`REGEXP_INSTR`",
                            "`MAP_ENTRIES`");
        }
    }

    @Test
    void pages_numberTheSameDifferences() throws IOException {
        List<String> english = numbers("sql.md");
        assertThat(english).isNotEmpty().isEqualTo(numbers("es/sql.md"));
        assertThat(english)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, english.size())
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private static List<String> numbers(String page) throws IOException {
        return Pattern.compile("(?m)^(\\d+)\\. ")
                .matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(r -> r.group(1))
                .toList();
    }
}
