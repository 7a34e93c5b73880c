package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.verb.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoVerbTest {
    @Test
    void folder_ofSomebodyElse_isLeftAsItIs(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "dear");

        CommandRun demo = CommandRun.of("demo", "--data", folder.toString(), "--port", "0");

        assertThat(demo.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(demo.errors()).contains(folder.toString()).contains("no data directory");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("letter.txt"));
        }
    }
}
