package io.raudal.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir
    private Path folder;

    @Test
    void take_whatAnotherHas_isEmptyUntilItIsLetGo() throws IOException {
        Path file = Files.writeString(folder.resolve("lock"), "12345678901234567890 of a process that is gone");
        try (ProcessLock first = ProcessLock.take(file).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(ProcessLock.take(file)).isEmpty();
            assertThat(ProcessLock.holder(file))
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        }
        ProcessLock.take(file).orElseThrow().close();
    }
}
