package io.raudal.cli.platform;

import io.raudal.query.PlatformCopy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies what a platform keeps while it runs, so that a platform that starts on the copy finds what one that was killed would find: first,
 * while nothing is committed, the store and the checkpoints that it names, then, while nothing is appended, the log and the positions of
 * sources. The log is then as new as the store or newer, and what it has beyond is read again. What only grows or never changes is
 * linked, so this takes moments and little room.
 *
 * <p>Indexes of the log are left out, as they change in memory; the broker makes them again from the segments.
 */
final class RunningCopy {
    private static final Pattern INDEX = Pattern.compile(".*\\.(index|timeindex|txnindex)");

    private final DataDirectory data;
    private final BiConsumer<Path, Runnable> store;
    private final IntakeGate gate;
    private final InstantSource clock;

    /** @param store copies what is stored into a folder, and has something done while nothing is committed */
    RunningCopy(DataDirectory data, BiConsumer<Path, Runnable> store, IntakeGate gate, InstantSource clock) {
        this.data = data;
        this.store = store;
        this.gate = gate;
        this.clock = clock;
    }

    /** Makes it, in place of an earlier one. */
    PlatformCopy make() {
        remove();
        Path folder = data.part(DataDirectory.COPY);
        List<PlatformCopy.File> files = new ArrayList<>();
        try {
            store.accept(folder.resolve("store"), () -> take(folder, files, false));
            for (Path path : DataFiles.of(folder.resolve("store"))) {
                add(files, folder, Path.of("store").resolve(path));
            }
            return gate.closed(() -> {
                take(folder, files, true);
                return new PlatformCopy(folder.toAbsolutePath().normalize(), clock.instant(), files);
            });
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        } catch (UncheckedIOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    /** Removes one that was made. */
    void remove() {
        Path folder = data.folder().resolve(DataDirectory.COPY);
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    /** @param appended what changes with the log, or all other but the store */
    private void take(Path folder, List<PlatformCopy.File> files, boolean appended) {
        try {
            List<Path> paths = DataFiles.of(data.folder()).stream()
                    .filter(path -> !path.startsWith("store") && isAppended(path) == appended)
                    .filter(path -> !path.startsWith("log")
                            || !INDEX.matcher(path.toString()).matches())
                    // How far segments are known to be well is to be from before they are taken.
                    .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Comparator.naturalOrder()))
                    .toList();
            for (Path path : paths) {
                Path to = folder.resolve(path);
                Files.createDirectories(to.resolveSibling("."));
                Path from = data.folder().resolve(path);
                if (isLinked(path)) {
                    Files.createLink(to, from);
                } else {
                    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                }
                add(files, folder, path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAppended(Path path) {
        return path.startsWith("log") || path.startsWith("sources");
    }

    private static boolean isLinked(Path path) {
        return path.startsWith("log") && path.toString().endsWith(".log") || path.startsWith("snapshots");
    }

    /** With its size now: what is linked goes on growing. */
    private static void add(List<PlatformCopy.File> files, Path folder, Path path) throws IOException {
        files.add(new PlatformCopy.File(DataFiles.name(path), Files.size(folder.resolve(path))));
    }
}
