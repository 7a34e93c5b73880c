package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that fail say so, and files appear whole or not at all. */
class OutputTest {
    @TempDir
    private Path folder;

    @Test
    void standardOutput_readerGone_endsQuietlyAsCatWould() {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int exitCode = Cli.run(shell(failing("Stream closed"), true, errors), "help");

        assertThat(exitCode).isEqualTo(ExitCode.CLOSED_PIPE);
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @Test
    void standardOutput_fullDisk_failsWithTheReason() {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();

        int exitCode = Cli.run(shell(failing("No space left on device"), false, errors), "help");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString(UTF_8)).contains("standard output").contains("No space left on device");
    }

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

        assertThatThrownBy(() -> OutputFile.create(name))
                .isInstanceOfSatisfying(
                        UnwritableOutputException.class,
                        e -> assertThat(e.inWords().in(Locale.ENGLISH)).contains(name));
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

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private static Shell shell(OutputStream out, boolean pipe, OutputStream err) {
        return new Shell(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, UTF_8),
                Map.of(),
                false,
                false,
                pipe,
                action -> {});
    }
}
