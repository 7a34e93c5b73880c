package io.raudal.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out which process listens on a TCP port, from Linux's {@code /proc}. */
public final class PortOwner {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    private PortOwner() {}

    /** Such as {@code java (process 4711)}; empty where it cannot be seen: another user's process, another system. */
    public static Optional<String> of(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : List.of("net/tcp", "net/tcp6")) {
                addListening(PROC.resolve(table), port, sockets);
            }
            return sockets.isEmpty() ? Optional.empty() : holder(sockets);
        } catch (IOException | RuntimeException e) {
            // What is told of the port is true without its owner.
            return Optional.empty();
        }
    }

    private static void addListening(Path table, int port, Set<String> sockets) throws IOException {
        if (!Files.isReadable(table)) {
            return;
        }
        String end = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.readAllLines(table)) {
            // sl local_address rem_address st tx:rx tr:tm retrnsmt uid timeout inode ...
            String[] fields = line.trim().split("\\s+", 11);
            if (fields.length > 10 && fields[1].endsWith(end) && fields[3].equals(LISTEN)) {
                sockets.add("socket:[" + fields[9] + "]");
            }
        }
    }

    private static Optional<String> holder(Set<String> sockets) throws IOException {
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : (Iterable<Path>) processes.filter(PortOwner::isProcess)::iterator) {
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (process " + process.getFileName() + ")");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isProcess(Path path) {
        return Character.isDigit(path.getFileName().toString().charAt(0));
    }

    private static boolean holds(Path process, Set<String> sockets) {
        try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
            for (Path handle : (Iterable<Path>) handles::iterator) {
                if (sockets.contains(Files.readSymbolicLink(handle).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Not ours to look into, or gone meanwhile.
        }
        return false;
    }
}
