package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
import io.raudal.engine.file.UnpackedStream;
import io.raudal.model.RaudalException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files as the user names them. */
public final class InputFiles {
    private InputFiles() {}

    /**
     * The bytes of a file, unpacked where it is packed.
     *
     * @param file a path, or {@code -} for standard input, which is not closed
     * @param name what messages call it
     */
    public static InputStream open(String file, String name, InputStream standard) throws IOException {
        Path path = isStandardInput(file) ? null : path(file);
        if (path != null && Files.isDirectory(path)) {
            throw Texts.unreadable("file.folder", file);
        }
        try {
            return path == null
                    ? UnpackedStream.of(new FilterInputStream(standard) {
                        @Override
                        public void close() {}
                    })
                    : UnpackedStream.of(path);
        } catch (RaudalException e) {
            throw new RaudalException(e.code(), Texts.about(name, e.inWords().orElseThrow()), e);
        }
    }

    public static boolean isStandardInput(String file) {
        return file.equals("-");
    }

    public static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Texts.unreadable("file.other", file, e.getReason());
        }
    }
}
