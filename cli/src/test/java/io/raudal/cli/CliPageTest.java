package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.verb.Verb;
import io.raudal.model.Problem;
import io.raudal.model.file.PipelineDraft;
import io.raudal.model.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of the command line names every verb and option, under the verb's heading, and none that is not there. */
class CliPageTest {
    private static final Pattern NAMED = Pattern.compile("`(--?[a-z][a-z-]*)[ `=]");

    @ParameterizedTest
    @ValueSource(strings = {"docs/cli.md", "docs/es/cli.md"})
    void page_everyVerbAndOption_isNamed(String page) throws IOException {
        String text = Files.readString(Path.of("..").resolve(page));
        Map<String, CommandLine> commands =
                Commands.tree(Cli.VERBS, Locale.ENGLISH).getSubcommands();
        String common = section(text, 1) + section(text, 2);
        for (Verb verb : Cli.VERBS) {
            String section = section(text, verb.name());
            List<String> missing = new ArrayList<>();
            for (OptionSpec option : commands.get(verb.name()).getCommandSpec().options()) {
                for (String name : option.names()) {
                    if (!names(section).contains(name) && !names(common).contains(name)) {
                        missing.add(name);
                    }
                }
            }
            assertThat(missing)
                    .as("options of %s that %s lacks", verb.name(), page)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/cli.md", "docs/es/cli.md"})
    void page_everyNamedOption_isThere(String page) throws IOException {
        String text = Files.readString(Path.of("..").resolve(page));
        Map<String, CommandLine> commands =
                Commands.tree(Cli.VERBS, Locale.ENGLISH).getSubcommands();
        for (Verb verb : Cli.VERBS) {
            List<String> known = commands.get(verb.name()).getCommandSpec().options().stream()
                    .flatMap(option -> List.of(option.names()).stream())
                    .toList();
            assertThat(known)
                    .as("options of %s", verb.name())
                    .containsAll(names(section(text, verb.name())).stream()
                            .filter(name -> !name.equals("--help"))
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"docs/cli.md, en", "docs/es/cli.md, es"})
    void page_shownMessage_isWhatIsWritten(String page, String language) throws IOException {
        PipelineDraft draft = new PipelineReader(Map.of()).draft(Path.of("plant.yaml"), """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata:
                  name: plant
                spec:
                  streams:
                    readings:
                      columns:
                        ts: TIMESTAMP
                        x: DOUBLE
                      # out of order by so much
                      time: { column: ts, lateness: -5s }
                """);

        assertThat(Files.readString(Path.of("..").resolve(page)))
                .contains(
                        "\n" + Problem.report(Path.of("plant.yaml"), draft.problems(), Locale.forLanguageTag(language))
                                + "\n");
    }

    private static List<String> names(String text) {
        return NAMED.matcher(text)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .toList();
    }

    private static String section(String text, String heading) {
        int start = text.indexOf("\n## " + heading + "\n");
        assertThat(start).as("heading of %s", heading).isPositive();
        int end = text.indexOf("\n## ", start + 4);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static String section(String text, int number) {
        return text.split("\n## ", -1)[number];
    }
}
