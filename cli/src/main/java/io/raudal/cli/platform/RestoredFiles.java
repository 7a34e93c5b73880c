package io.raudal.cli.platform;

import io.raudal.cli.archive.ArchiveReader;
import io.raudal.cli.archive.Manifest;
import io.raudal.engine.file.DurableFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the files of a backup into an empty data directory. The version of its layout is the last to take its place: a directory
 * that has other files and lacks it is one that no platform starts on.
 */
final class RestoredFiles implements ArchiveReader.Target {
    private final Path data;
    private final boolean isNew;

    /** @param isNew whether the directory is to go as well if this comes to nothing */
    RestoredFiles(Path data, boolean isNew) {
        this.data = data;
        this.isNew = isNew;
    }

    @Override
    public OutputStream open(Manifest.Entry file) throws IOException {
        boolean isVersion = file.path().equals(DataDirectory.VERSION_FILE);
        Path path = isVersion ? unfinishedVersion() : data.resolve(file.path());
        Files.createDirectories(path.resolveSibling(""));
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                if (channel.isOpen()) {
                    channel.force(true);
                    channel.close();
                }
            }
        };
    }

    /** All are well and on the disk: a platform may start. */
    void complete() throws IOException {
        for (Path path : all()) {
            if (Files.isDirectory(path)) {
                DurableFile.syncNames(path);
            }
        }
        DurableFile.move(unfinishedVersion(), data.resolve(DataDirectory.VERSION_FILE));
    }

    /** Removes what was written. */
    void remove() throws IOException {
        for (Path path : all()) {
            if (isNew || !path.equals(data)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private Path unfinishedVersion() {
        return data.resolve(DataDirectory.VERSION_FILE + ".part");
    }

    /** What is there, folders behind what is in them. */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
