package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.model.RaudalException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotFilesTest {

    @Test
    void keepOnly_oneOfSeveral_leavesWhatOthersPutThere(@TempDir Path folder) throws Exception {
        SnapshotFiles files = new SnapshotFiles(folder);
        String old = files.save(new byte[] {1});
        String kept = files.save(new byte[] {2});
        Path foreign = Files.writeString(folder.resolve("notes.txt"), "mine");
        Path nested = Files.createDirectories(folder.resolve("other.snapshot")).resolve("deep");
        Files.writeString(nested, "mine too");
        Path part = Files.writeString(folder.resolve("half.part"), "left by a crash");
        files.keepOnly(kept);
        assertThat(foreign).exists();
        assertThat(nested).exists();
        assertThat(part).doesNotExist();
        assertThat(files.load(kept)).containsExactly(2);
        assertThatExceptionOfType(RaudalException.class).isThrownBy(() -> files.load(old));
    }
}
