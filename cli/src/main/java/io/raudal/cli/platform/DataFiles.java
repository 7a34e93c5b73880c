package io.raudal.cli.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a data directory are its content, and not locks, what is being written, or what is thrown away. A process that opens a
 * file on which it has a lock loses that when it closes the file.
 */
final class DataFiles {
    private static final Pattern OTHER =
            Pattern.compile("lock|raudal(\\.\\d+)?\\.log|" + DataDirectory.ADDRESS + "|" + DataDirectory.COPY
                    + "(/.*|\\.lock)|log/(raudal)?\\.lock|log/[^/]*-(delete|stray)(/.*)?|store/store\\.lock|store/spill(/.*)?"
                    + "|.*\\.(part|tmp|deleted|cleaned)");

    private DataFiles() {}

    /** Paths relative to the directory, in order. */
    static List<Path> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .filter(path -> isContent(name(path)))
                    .sorted()
                    .toList();
        }
    }

    /** Whether a file of this path, with {@code /} between its parts, is one of them. */
    static boolean isContent(String path) {
        return !OTHER.matcher(path).matches();
    }

    /** A path with {@code /} between its parts, on any system. */
    static String name(Path path) {
        return String.join(
                "/",
                Stream.iterate(0, i -> i < path.getNameCount(), i -> i + 1)
                        .map(i -> path.getName(i).toString())
                        .toList());
    }
}
