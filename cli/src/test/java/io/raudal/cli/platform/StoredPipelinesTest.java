package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.platform.StoredPipelines.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPipelinesTest {
    @TempDir
    private Path folder;

    @Test
    void origin_inADataDirectoryThatMoved_movedWithIt() throws IOException {
        Path data = folder.resolve("data");
        Path elsewhere = folder.resolve("files").resolve("b.yaml");
        StoredPipelines before = new StoredPipelines(Files.createDirectories(data.resolve("pipelines")));
        before.save(new Stored("a", "text of a", before.ownFile("a"), false));
        before.save(new Stored("b", "text of b", elsewhere, true));
        before.save(new Stored("c", "text of c", data.resolve("demo").resolve("c.yaml"), false));
        assertThat(before.all()).extracting(Stored::origin).contains(elsewhere, data.resolve("demo/c.yaml"));

        Path moved = Files.move(data, folder.resolve("moved"));

        assertThat(new StoredPipelines(moved.resolve("pipelines")).all())
                .containsExactly(
                        new Stored("a", "text of a", moved.resolve("pipelines/a.yaml"), false),
                        new Stored("b", "text of b", elsewhere, true),
                        new Stored("c", "text of c", moved.resolve("demo/c.yaml"), false));
    }
}
