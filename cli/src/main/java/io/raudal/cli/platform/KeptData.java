package io.raudal.cli.platform;

import io.raudal.cli.archive.ArchiveWriter;
import io.raudal.cli.terminal.Texts;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.query.PlatformCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a platform keeps, as it is at one moment, until this is closed: of a platform that runs a copy that it makes, of any other the
 * data directory itself, which nobody else gets meanwhile.
 *
 * @param folder where the files are
 * @param parts the files
 */
record KeptData(Path folder, Instant takenAt, List<ArchiveWriter.Part> parts, Release release)
        implements AutoCloseable {
    KeptData {
        parts = List.copyOf(parts);
    }

    /** What is to be done at the end. */
    @FunctionalInterface
    interface Release {
        void run() throws IOException;
    }

    /**
     * Finds out whether a platform runs on the directory.
     *
     * @param locale of what the platform says
     * @throws RaudalException NOT_FOUND if it is no data directory; CONFLICT if another backup is made of it, or its platform cannot be
     *     asked yet; UNREACHABLE
     */
    static KeptData of(Path data, Locale locale) throws IOException {
        if (!Files.exists(data.resolve(DataDirectory.VERSION_FILE))) {
            throw new RaudalException(ErrorCode.NOT_FOUND, Texts.message("backup.no-data", data.toString()));
        }
        DataDirectory held;
        try {
            held = DataDirectory.open(data);
        } catch (RaudalException e) {
            if (e.code() == ErrorCode.CONFLICT) {
                return ofRunning(data, locale);
            }
            throw e;
        }
        try {
            List<ArchiveWriter.Part> parts = new ArrayList<>();
            for (Path path : DataFiles.of(data)) {
                parts.add(new ArchiveWriter.Part(DataFiles.name(path), Files.size(data.resolve(path))));
            }
            return new KeptData(data, Instant.now(), parts, held::close);
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private static KeptData ofRunning(Path data, Locale locale) throws IOException {
        FileChannel lock = FileChannel.open(
                data.resolve(DataDirectory.COPY + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new RaudalException(ErrorCode.CONFLICT, Texts.message("backup.other", data.toString()));
            }
            RunningPlatform platform = new RunningPlatform(address(data), locale);
            PlatformCopy copy = platform.copy();
            return new KeptData(
                    copy.folder(),
                    copy.takenAt(),
                    copy.files().stream()
                            .map(file -> new ArchiveWriter.Part(file.path(), file.bytes()))
                            .toList(),
                    () -> {
                        try (lock) {
                            platform.removeCopy();
                        }
                    });
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static String address(Path data) throws IOException {
        try {
            return Files.readString(data.resolve(DataDirectory.ADDRESS)).strip();
        } catch (NoSuchFileException e) {
            throw new RaudalException(ErrorCode.CONFLICT, Texts.message("backup.starting", data.toString()), e);
        }
    }

    long bytes() {
        return parts.stream().mapToLong(ArchiveWriter.Part::bytes).sum();
    }

    @Override
    public void close() throws IOException {
        release.run();
    }
}
