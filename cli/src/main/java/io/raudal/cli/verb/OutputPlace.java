package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where an output goes. What is no regular file (a device, a named pipe), and every name of an open descriptor ({@code /dev/stdout},
 * {@code /dev/fd/3}, links to them), is written directly: what a descriptor is redirected to must not be replaced.
 *
 * @param name as the user gave it
 * @param path of a file its real one, links followed
 */
public record OutputPlace(String name, Path path, Kind kind) {
    private static final Path DESCRIPTORS = Path.of("/dev/fd");
    private static final int MOST_LINKS = 40;

    /** How an output gets to its place. */
    public enum Kind {
        /** Written beside its place and moved there. */
        FILE,
        /** Written as it is, behind what is there. */
        DIRECT,
        STANDARD_OUTPUT,
        STANDARD_ERROR
    }

    /**
     * The place under a path.
     *
     * @throws RaudalException USAGE if it is a folder
     */
    public static OutputPlace of(String name) throws IOException {
        Path path = InputFiles.path(name);
        if (Files.isDirectory(path)) {
            throw Texts.usage("output.folder", name);
        }
        Path absolute = path.toAbsolutePath();
        String descriptor = descriptor(absolute);
        if (!descriptor.isEmpty()) {
            return new OutputPlace(
                    name,
                    absolute,
                    switch (descriptor) {
                        case "1" -> Kind.STANDARD_OUTPUT;
                        case "2" -> Kind.STANDARD_ERROR;
                        default -> Kind.DIRECT;
                    });
        }
        if (!Files.exists(path)) {
            return new OutputPlace(name, inRealFolder(absolute), Kind.FILE);
        }
        return Files.isRegularFile(path)
                ? new OutputPlace(name, path.toRealPath(), Kind.FILE)
                : new OutputPlace(name, absolute, Kind.DIRECT);
    }

    /** Where {@code -} leads to. */
    public static OutputPlace standardOutput() {
        return new OutputPlace("-", DESCRIPTORS.resolve("1"), Kind.STANDARD_OUTPUT);
    }

    /** Whether it will replace this file. */
    public boolean replaces(Path file) throws IOException {
        return kind == Kind.FILE && (path.equals(file.toAbsolutePath()) || isSame(path, file));
    }

    /** Whether it will replace what standard output or standard error is redirected to. */
    public boolean replacesRedirect() throws IOException {
        return replaces(DESCRIPTORS.resolve("1")) || replaces(DESCRIPTORS.resolve("2"));
    }

    /** Whether one of both would replace what goes to the other, or both go to one standard stream. */
    public boolean meets(OutputPlace other) throws IOException {
        return replaces(other.path)
                || other.replaces(path)
                || kind == other.kind && (kind == Kind.STANDARD_OUTPUT || kind == Kind.STANDARD_ERROR);
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    }

    /** So that two names of one file that is not there yet are known as one. */
    private static Path inRealFolder(Path absolute) throws IOException {
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(Objects.requireNonNull(absolute.getFileName()))
                : absolute;
    }

    /** The number of the open descriptor that a path, or the link there, names; empty if it names none. */
    private static String descriptor(Path absolute) throws IOException {
        Path path = absolute;
        for (int links = 0; links < MOST_LINKS; links++) {
            Path folder = path.getParent();
            Path name = path.getFileName();
            if (folder == null || name == null || !Files.isDirectory(folder)) {
                return "";
            }
            if (name.toString().matches("\\d+") && hasDescriptors(folder.toRealPath())) {
                return name.toString();
            }
            if (!Files.isSymbolicLink(path)) {
                return "";
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        return "";
    }

    /** Whether it is the folder of this process's descriptors, or of those of one of its threads, which are the same. */
    private static boolean hasDescriptors(Path folder) throws IOException {
        Path own = Path.of("/proc/self");
        return folder.equals(DESCRIPTORS)
                || folder.endsWith("fd") && Files.exists(own) && folder.startsWith(own.toRealPath());
    }
}
