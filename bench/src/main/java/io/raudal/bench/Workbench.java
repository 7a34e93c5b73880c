package io.raudal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What a benchmark of several processes has while it runs: a folder of its own, and children. Both are gone when it is closed, and when
 * this process is interrupted. Not thread-safe.
 */
final class Workbench implements AutoCloseable {
    private final Path folder;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Thread hook = new Thread(this::tidy, "bench-tidy");

    /** @param directory in which the folder is made */
    Workbench(Path directory) throws IOException {
        Files.createDirectories(directory);
        folder = Files.createTempDirectory(directory, "live-");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A folder in its own, made if it is not there. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file that a child is to read. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** A main class of this module in a JVM of its own that takes orders, ready for the first. */
    Child worker(String name, Class<?> main, String heap, String... arguments) throws IOException {
        return worker(name, List.of(), System.getProperty("java.class.path"), main.getName(), heap, arguments);
    }

    /** Likewise, on another class path. */
    Child worker(String name, List<String> flags, String classPath, String main, String heap, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        Child child = command(name, command, Map.of());
        child.answer();
        return child;
    }

    Child command(String name, List<String> command, Map<String, String> environment) throws IOException {
        Child child = new Child(name, command, environment, folder.resolve(name + ".log"));
        children.push(child);
        return child;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Interrupted: the hook is at it, and what fails because of that is nobody's concern.
            awaitEnd();
        }
        tidy();
    }

    /** Does not return. */
    private static void awaitEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    private void tidy() {
        children.forEach(Child::end);
        while (!children.isEmpty()) {
            children.pop().close();
        }
        try {
            delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " cannot be removed: " + e);
        }
    }

    /** Deletes a folder with all that is in it; files that go by themselves meanwhile do no harm. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
            delete(folder);
        }
    }
}
