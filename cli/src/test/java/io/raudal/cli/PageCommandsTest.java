package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on the pages exist, and those whose data is in the repository print what the page shows. */
class PageCommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(?:^|\\| |<\\()(?:\\./)?raudal ([^|>)]*)(?:> (\\S+))?");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @Test
    void pages_everyCommand_isUnderstoodAndNamesFilesThatExist() throws IOException {
        int commands = 0;
        for (Map.Entry<Path, Path> pair : Pages.pairs().entrySet()) {
            for (Path page : List.of(pair.getKey(), pair.getValue())) {
                for (MatchResult block :
                        BLOCK.matcher(Files.readString(page)).results().toList()) {
                    if (block.group(1).equals("sh")) {
                        commands += check(page, block.group(2));
                    }
                }
            }
        }
        assertThat(commands).isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, C.UTF-8",
        "README.es.md, es_ES.UTF-8",
        "docs/examples/earthquakes.md, C.UTF-8",
        "docs/es/examples/earthquakes.md, es_ES.UTF-8"
    })
    void page_itsCommands_printWhatItShows(String page, String language, @TempDir Path folder) throws IOException {
        CommandRun last = new CommandRun(0, "", "");
        int compared = 0;
        boolean rowsShown = true;
        boolean ledgerShown = true;
        for (MatchResult block : BLOCK.matcher(Files.readString(Pages.ROOT.resolve(page)))
                .results()
                .toList()) {
            switch (block.group(1)) {
                case "sh" -> {
                    last = runAll(block.group(2), language, folder);
                    rowsShown = false;
                    ledgerShown = false;
                }
                case "json" -> {
                    if (!rowsShown) {
                        assertThat(last.output()).startsWith(block.group(2));
                        rowsShown = true;
                        compared++;
                    }
                }
                case "" -> {
                    if (!ledgerShown) {
                        assertThat(last.errors()).isEqualTo(block.group(2));
                        ledgerShown = true;
                        compared++;
                    }
                }
                default -> {}
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2);
    }

    private static int check(Path page, String block) {
        int commands = 0;
        for (String line : block.lines().toList()) {
            Matcher command = COMMAND.matcher(line);
            while (command.find()) {
                List<String> words = words(command.group(1));
                assertThatCode(() -> Commands.tree(Cli.VERBS, Locale.ENGLISH).parseArgs(words.toArray(new String[0])))
                        .as("%s: %s", page, line)
                        .doesNotThrowAnyException();
                assertThat(words)
                        .as("%s: %s", page, line)
                        .filteredOn(word -> word.startsWith("examples/"))
                        .allMatch(word -> Files.exists(Pages.ROOT.resolve(word)));
                commands++;
            }
        }
        return commands;
    }

    /** Runs a block's commands as from the checkout, but writes into a folder. */
    private static CommandRun runAll(String block, String language, Path folder) throws IOException {
        CommandRun run = new CommandRun(0, "", "");
        for (String line : block.lines().toList()) {
            Matcher command = COMMAND.matcher(line);
            assertThat(command.find()).as(line).isTrue();
            List<String> words = new ArrayList<>();
            for (String word : words(command.group(1))) {
                Path made = folder.resolve(word);
                words.add(
                        word.startsWith("examples/")
                                ? Pages.ROOT.resolve(word).toString()
                                : Files.exists(made) ? made.toString() : word);
            }
            run = CommandRun.of(Map.of("LC_ALL", language), "", words);
            assertThat(run.exitCode()).as("%s: %s", line, run.errors()).isZero();
            if (command.group(2) != null) {
                Files.writeString(folder.resolve(command.group(2)), run.output());
            }
        }
        return run;
    }

    private static List<String> words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }
}
