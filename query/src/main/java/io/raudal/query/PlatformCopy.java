package io.raudal.query;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A copy of everything that a platform keeps, as it was at one moment.
 *
 * @param folder on the platform's machine
 * @param files all of them
 */
public record PlatformCopy(Path folder, Instant takenAt, List<File> files) {
    public PlatformCopy {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path in the folder, with {@code /}
     * @param bytes that belong to the copy; what is behind them came later
     */
    public record File(String path, long bytes) {}
}
