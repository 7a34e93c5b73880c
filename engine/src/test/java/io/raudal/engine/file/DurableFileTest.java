package io.raudal.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir
    private Path folder;

    @Test
    void replace_aLongerFileBehindACrash_leavesTheNewBytesAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("position"), "what was there");
        Files.writeString(folder.resolve("position.part"), "half of what a crash left behind");
        DurableFile.replace(file, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void syncContent_aFile_answersItsSize() throws IOException {
        assertThat(DurableFile.syncContent(Files.writeString(folder.resolve("segment"), "12345")))
                .isEqualTo(5);
        assertThatThrownBy(() -> DurableFile.syncContent(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }
}
