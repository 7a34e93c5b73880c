package io.raudal.engine.run;

import io.raudal.engine.file.UnpackedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One input of a bounded run: one partition of its stream.
 *
 * @param name as the user knows it
 * @param path null for standard input
 * @param content null but for inputs in memory
 */
public record InputFile(String name, @Nullable Path path, byte @Nullable [] content) {
    public InputFile {
        Objects.requireNonNull(name);
    }

    UnpackedStream open() throws IOException {
        if (content != null) {
            return UnpackedStream.of(new ByteArrayInputStream(content));
        }
        return path == null ? UnpackedStream.ofStandardInput() : UnpackedStream.of(path);
    }

    public static InputFile of(Path path) {
        return new InputFile(path.toString(), path, null);
    }

    public static InputFile standardInput() {
        return new InputFile("-", null, null);
    }

    /** Bytes in memory, as if they were in a file. */
    public static InputFile of(String name, byte[] content) {
        return new InputFile(name, null, content);
    }
}
