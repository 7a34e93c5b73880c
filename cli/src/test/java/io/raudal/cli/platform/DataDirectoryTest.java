package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder;

    @Test
    void open_aFolderOfSomebodyElse_isRefusedAndLeavesNothing() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("letter.txt");
        }
    }

    @Test
    void open_aFile_isRefusedAsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear");
        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(RaudalException.class)
                .hasMessageContaining("is a file");
        assertThat(file).hasContent("dear");
    }

    @Test
    void open_again_isRefusedWhileItIsTaken() {
        Path data = folder.resolve("data");
        DataDirectory taken = DataDirectory.open(data);
        assertThatThrownBy(() -> DataDirectory.open(data))
                .isInstanceOf(RaudalException.class)
                .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        taken.close();
        DataDirectory.open(data).close();
    }
}
