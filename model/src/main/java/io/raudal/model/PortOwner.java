package io.raudal.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which process listens on a port of this machine, as far as Linux tells this user. */
public final class PortOwner {
    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** Name and number of the process, such as {@code java (4711)}; empty if nobody tells. */
    public static Optional<String> of(int port) {
        String socket = socket(port);
        if (socket == null) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (hasOpen(process, socket)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (" + process.getFileName() + ")");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Not Linux, or a process that has just ended: nobody tells.
        }
        return Optional.empty();
    }

    private static @Nullable String socket(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] cells = line.strip().split("\\s+", -1);
                    if (cells.length > 9 && cells[1].endsWith(suffix) && cells[3].equals(LISTENING)) {
                        return "socket:[" + cells[9] + "]";
                    }
                }
            } catch (IOException e) {
                // Not Linux.
            }
        }
        return null;
    }

    private static boolean hasOpen(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Somebody else's process, or one that has just ended.
        }
        return false;
    }
}
