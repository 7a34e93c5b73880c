package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference pages of the pipeline file have a row for each key, with its default, under the heading of its group. */
final class ReferencePageTest {
    @ParameterizedTest
    @ValueSource(strings = {"../docs/pipeline.md", "../docs/es/pipeline.md"})
    void page_compared_hasEveryKeyWithItsDefaultAndNoOther(String page) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(page));
        for (Group<?> group : PipelineShape.PIPELINE.groups()) {
            List<String> rows = rows(lines, group.name());
            Set<String> described = new TreeSet<>();
            for (String row : rows) {
                described.add(Arrays.asList(row.split("\\|")).get(1).strip().replace("`", ""));
            }
            Set<String> known = new TreeSet<>(group.names());
            known.addAll(group.later());
            assertThat(described).as("%s in %s", group.name(), page).isEqualTo(known);
            for (Key<?> key : group.keys()) {
                String row = rows.stream()
                        .filter(r -> r.startsWith("| `" + key.name() + "` |"))
                        .findFirst()
                        .orElseThrow();
                if (key.defaultText() != null) {
                    assertThat(row)
                            .as(page)
                            .contains("| `" + (key.defaultText().isEmpty() ? "\"\"" : key.defaultText()) + "` |");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../docs/pipeline.md", "../docs/es/pipeline.md"})
    void pagesExample_read_isWell(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        String example = text.substring(text.indexOf("```yaml\n") + 8, text.indexOf("\n```\n"));
        assertThat(new PipelineReader(Map.of()).draft(Path.of(page), example).problems())
                .isEmpty();
    }

    /** The table's rows under the heading that names the group. */
    private static List<String> rows(List<String> lines, String group) {
        return lines.stream()
                .dropWhile(line -> !(line.startsWith("#") && line.contains("`" + group + "`")))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
    }
}
