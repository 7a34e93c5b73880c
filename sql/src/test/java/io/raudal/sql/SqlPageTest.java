package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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

    @ParameterizedTest
    @ValueSource(strings = {"sql.md", "es/sql.md"})
    void page_numbersTheDifferences(String page) throws IOException {
        List<String> numbers = Pattern.compile("(?m)^(\\d+)\\. ")
                .matcher(Files.readString(DOCS.resolve(page)))
                .results()
                .map(r -> r.group(1))
                .toList();
        assertThat(numbers)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15");
    }
}
