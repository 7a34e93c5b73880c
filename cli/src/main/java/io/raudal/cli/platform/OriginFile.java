package io.raudal.cli.platform;

import io.raudal.engine.file.DurableFile;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that a user named for a pipeline, into which goes what is changed in the pages. */
final class OriginFile {
    private OriginFile() {}

    /**
     * Writes a new text, by way of a file beside it, so that there is always a whole one. A file that is gone is not made again.
     *
     * @param before what the file must say; a user who is changing it loses nothing
     * @throws RaudalException CONFLICT if it says something else, UNWRITABLE_OUTPUT if it cannot be written
     */
    static void replace(Path file, String before, String after) {
        try {
            Path real = file.toRealPath();
            if (!Files.readString(real).equals(before)) {
                throw new RaudalException(
                        ErrorCode.CONFLICT, PlatformMessages.message("origin.changed", file.toString()));
            }
            if (!Files.isWritable(real)) {
                throw new FileSystemException(file.toString(), null, "permission denied");
            }
            Path part = real.resolveSibling("." + real.getFileName() + ".part");
            try {
                Files.deleteIfExists(part);
                Files.createFile(part);
                if (Files.getFileStore(real).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(real));
                }
                DurableFile.write(part, after.getBytes(StandardCharsets.UTF_8));
                DurableFile.move(part, real);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (NoSuchFileException e) {
            // Whoever took the file away wants it no longer; the platform keeps the pipeline's text itself.
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.UNWRITABLE_OUTPUT,
                    PlatformMessages.message("origin.unwritable", file.toString(), e.toString()),
                    e);
        }
    }
}
