package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginFileTest {
    @TempDir
    private Path folder;

    @Test
    void replace_aLinkedFile_keepsLinkAndPermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("plant.yaml"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        OriginFile.replace(link, "old", "new");
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(names()).containsExactly("link.yaml", "plant.yaml");
    }

    @Test
    void replace_aFileInTheMaking_isRefusedAndChangesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("plant.yaml"), "half written");
        assertThatThrownBy(() -> OriginFile.replace(file, "old", "new"))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                .hasMessageContaining("plant.yaml");
        assertThat(file).hasContent("half written");
        assertThat(names()).containsExactly("plant.yaml");
    }

    @Test
    void replace_aFileThatIsGone_makesNone() throws IOException {
        OriginFile.replace(folder.resolve("plant.yaml"), "old", "new");
        assertThat(names()).isEmpty();
    }

    @Test
    void replace_aFolder_isRefused() throws IOException {
        Path file = Files.createDirectory(folder.resolve("plant.yaml"));
        assertThatThrownBy(() -> OriginFile.replace(file, "old", "new"))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNWRITABLE_OUTPUT));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
