package io.raudal.cli.platform;

import io.raudal.engine.file.DurableFile;
import io.raudal.engine.file.ProcessLock;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where one platform keeps everything, held by one process at a time: {@code lock} (with the process's number), {@code version} of the
 * layout, {@code address} while a platform runs, {@code cluster} that the log is on, {@code log}, {@code store}, {@code snapshots},
 * {@code pipelines}, {@code sources}.
 */
final class DataDirectory implements AutoCloseable {
    static final String LOG = "raudal.log";
    static final String DEMO = "demo";
    /** Where the platform that runs on the directory can be asked. */
    static final String ADDRESS = "address";
    /** A copy that was made for a backup. */
    static final String COPY = "copy";
    /** Written last where a directory is made of a backup. */
    static final String VERSION_FILE = "version";

    static final String VERSION = "2";

    private static final String LOCK = "lock";
    /** What may be there before the version is. */
    private static final Set<String> OURS = Set.of(LOCK, LOG, "version.part", DEMO);

    private final Path folder;
    private final ProcessLock lock;

    private DataDirectory(Path folder, ProcessLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the directory, made if it is not there.
     *
     * @throws RaudalException CONFLICT if another process has it; INVALID_SNAPSHOT if another version wrote it, or somebody else;
     *     UNWRITABLE_OUTPUT
     */
    static DataDirectory open(Path folder) {
        return open(folder, () -> {
            checkVersion(folder);
            Files.deleteIfExists(folder.resolve(ADDRESS));
        });
    }

    /**
     * Takes a directory for what is to be written there, made if it is not there.
     *
     * @throws RaudalException CONFLICT if another process has it or there is something in it; UNWRITABLE_OUTPUT
     */
    static DataDirectory openEmpty(Path folder) {
        return open(folder, () -> {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.anyMatch(file -> !file.getFileName().toString().equals(LOCK))) {
                    throw new RaudalException(
                            ErrorCode.CONFLICT, PlatformMessages.message("data.occupied", folder.toString()));
                }
            }
        });
    }

    /** What must hold of a directory. */
    @FunctionalInterface
    private interface Check {
        void run() throws IOException;
    }

    private static DataDirectory open(Path folder, Check check) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new RaudalException(ErrorCode.CONFLICT, PlatformMessages.message("data.file", folder.toString()));
        }
        Path file = folder.resolve(LOCK);
        boolean isLockThere = Files.exists(file);
        try {
            Files.createDirectories(folder);
            Optional<ProcessLock> lock = ProcessLock.take(file);
            if (lock.isEmpty()) {
                throw new RaudalException(
                        ErrorCode.CONFLICT,
                        PlatformMessages.message("data.taken", folder.toString(), ProcessLock.holder(file)));
            }
            try {
                check.run();
            } catch (IOException | RuntimeException e) {
                lock.get().close();
                if (!isLockThere) {
                    Files.deleteIfExists(file);
                }
                throw e;
            }
            return new DataDirectory(folder, lock.get());
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    Path folder() {
        return folder;
    }

    /** A folder in it, made if it is not there. */
    Path part(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder.resolve(name), e);
        }
    }

    /** Tells other processes where this one can be asked. */
    void announce(String address) {
        write(folder.resolve(ADDRESS), (address + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes that are free where it lies. */
    long freeBytes() {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file whole, durable once this returns; whoever reads it finds the old text or the new one. */
    static void write(Path file, byte[] bytes) {
        try {
            DurableFile.replace(file, bytes);
        } catch (IOException e) {
            throw PlatformMessages.unwritable(file, e);
        }
    }

    /** Lets another process have it. */
    @Override
    public void close() {
        lock.close();
    }

    private static void checkVersion(Path folder) throws IOException {
        Path file = folder.resolve(VERSION_FILE);
        if (Files.exists(file)) {
            String found = Files.readString(file).strip();
            if (!found.equals(VERSION)) {
                throw new RaudalException(
                        ErrorCode.INVALID_SNAPSHOT,
                        PlatformMessages.message("data.version", folder.toString(), found, VERSION));
            }
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(other -> !OURS.contains(other.getFileName().toString()))) {
                throw new RaudalException(
                        ErrorCode.CONFLICT, PlatformMessages.message("data.foreign", folder.toString()));
            }
        }
        write(file, (VERSION + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
