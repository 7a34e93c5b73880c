package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
import io.raudal.engine.file.UnpackedStream;
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
     */
    public static InputStream open(String file, InputStream standard) throws IOException {
        if (isStandardInput(file)) {
            return UnpackedStream.of(new FilterInputStream(standard) {
                @Override
                public void close() {}
            });
        }
        Path path = path(file);
        if (Files.isDirectory(path)) {
            throw Texts.unreadable("file.folder", file);
        }
        return UnpackedStream.of(path);
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
