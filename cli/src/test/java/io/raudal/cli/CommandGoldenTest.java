package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder of {@code commands} is one case: {@code command} has the arguments, one a line ({@code $DIR} is the folder; a line
 * {@code < file} is standard input), {@code out.txt}, {@code err.txt} and {@code exit.txt} what comes of it in English,
 * {@code out_es.txt} and {@code err_es.txt} in Spanish; what is empty or no different has no file. {@code -Dgolden.update=true} writes
 * them.
 */
class CommandGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/commands");

    @TestFactory
    Stream<DynamicTest> command_givesWhatIsWritten() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        CommandRun english = run(folder, "C.UTF-8");
        CommandRun spanish = run(folder, "es_ES.UTF-8");
        assertThat(spanish.exitCode()).isEqualTo(english.exitCode());
        Map<String, String> actual = new TreeMap<>();
        put(actual, "exit.txt", english.exitCode() == 0 ? "" : english.exitCode() + "\n");
        put(actual, "out.txt", english.output());
        put(actual, "err.txt", english.errors());
        put(actual, "out_es.txt", spanish.output().equals(english.output()) ? "" : spanish.output());
        put(actual, "err_es.txt", spanish.errors().equals(english.errors()) ? "" : spanish.errors());
        if (Boolean.getBoolean("golden.update")) {
            for (String name : List.of("exit.txt", "out.txt", "err.txt", "out_es.txt", "err_es.txt")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            for (Map.Entry<String, String> file : actual.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> expected = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("(exit|out|err|out_es|err_es)\\.txt")) {
                    expected.put(name, Files.readString(file));
                } else {
                    assertThat(name.equals("command")
                                    || Files.readString(folder.resolve("command"))
                                            .contains(name))
                            .as("%s is read by the command", file)
                            .isTrue();
                }
            }
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static void put(Map<String, String> files, String name, String text) {
        if (!text.isEmpty()) {
            files.put(name, text);
        }
    }

    private static CommandRun run(Path folder, String language) throws IOException {
        List<String> arguments = new ArrayList<>();
        String input = "";
        for (String line : Files.readAllLines(folder.resolve("command"))) {
            if (line.startsWith("< ")) {
                input = Files.readString(folder.resolve(line.substring(2)));
            } else {
                arguments.add(line.replace("$DIR", folder.toString()));
            }
        }
        CommandRun outcome = CommandRun.of(Map.of("LC_ALL", language), input, arguments);
        return new CommandRun(
                outcome.exitCode(),
                outcome.output().replace(folder.toString(), "$DIR"),
                outcome.errors().replace(folder.toString(), "$DIR"));
    }
}
