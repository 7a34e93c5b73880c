package io.raudal.cli.platform;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether something fits, before any of it is written. */
final class FreeSpace {
    private FreeSpace() {}

    /**
     * Refuses what may not fit.
     *
     * @param folder where it is to be written, which is there
     * @param name of what is to be written, for the message
     * @throws RaudalException UNWRITABLE_OUTPUT
     */
    static void require(Path folder, long bytes, String name) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT,
                    Texts.message("backup.space", name, Long.toString(bytes >> 20), Long.toString(free >> 20)));
        }
    }
}
