package io.raudal.cli.verb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.cli.terminal.UnwritableOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that fail say so, and appear whole or not at all. */
class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void file_complete_replacesTheOldOneAndLeavesNothingElse() throws IOException {
        Path place = Files.writeString(folder.resolve("rows.ndjson"), "old");
        try (OutputFile file = OutputFile.create(place.toString())) {
            file.write("new".getBytes(UTF_8));
            assertThat(place).hasContent("old");
            file.complete();
        }

        assertThat(place).hasContent("new");
        assertThat(names()).containsExactly("rows.ndjson");
    }

    @Test
    void file_notComplete_leavesTheOldOneAndNothingElse() throws IOException {
        Path place = Files.writeString(folder.resolve("rows.ndjson"), "old");
        try (OutputFile file = OutputFile.create(place.toString())) {
            file.write("new".getBytes(UTF_8));
        }

        assertThat(place).hasContent("old");
        assertThat(names()).containsExactly("rows.ndjson");
    }

    @Test
    void files_ofOnePlace_areWrittenApart() throws IOException {
        String place = folder.resolve("rows.ndjson").toString();
        try (OutputFile first = OutputFile.create(place);
                OutputFile second = OutputFile.create(place)) {
            first.write("first".getBytes(UTF_8));
            second.write("2nd".getBytes(UTF_8));
            first.complete();
            assertThat(Path.of(place)).hasContent("first");
            second.complete();
        }

        assertThat(Path.of(place)).hasContent("2nd");
        assertThat(names()).containsExactly("rows.ndjson");
    }

    @Test
    void file_linked_isReplacedBehindTheLink() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        try (OutputFile file = OutputFile.create(link.toString())) {
            file.write("new".getBytes(UTF_8));
            file.complete();
        }

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void file_inNoFolder_failsAndNamesIt() {
        String name = folder.resolve("none/rows").toString();
        // Not the name of the file that is written beside it.
        String message = name + ": cannot be written: there is no such folder; nothing of it was kept";

        assertThatThrownBy(() -> OutputFile.create(name))
                .isInstanceOfSatisfying(
                        UnwritableOutputException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .satisfies(problem ->
                                        assertThat(problem.in(Locale.ENGLISH)).isEqualTo(message)));
    }

    @Test
    void file_device_isWrittenDirectly() throws IOException {
        try (OutputFile file = OutputFile.create("/dev/null")) {
            file.write("new".getBytes(UTF_8));
            file.complete();
        }

        assertThat(Path.of("/dev/null")).exists();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    private String[] names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toArray(String[]::new);
        }
    }
}
