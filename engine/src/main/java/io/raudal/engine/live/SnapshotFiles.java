package io.raudal.engine.live;

import io.raudal.engine.file.DurableFile;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Snapshots as files of a folder, synced before they are named to anyone; other files there are left alone. */
public final class SnapshotFiles implements SnapshotStore {
    private static final String SUFFIX = ".snapshot";
    private static final String PART = ".part";

    private final Path folder;

    public SnapshotFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public String save(byte[] snapshot) {
        String name = UUID.randomUUID().toString();
        Path part = folder.resolve(name + PART);
        try {
            DurableFile.write(part, snapshot);
            DurableFile.move(part, file(name));
            return name;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public byte[] load(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (NoSuchFileException e) {
            throw new RaudalException(
                    ErrorCode.INVALID_SNAPSHOT,
                    new Message(
                            EngineSnapshot.MESSAGES,
                            "snapshot.missing",
                            List.of(file(name).toString())),
                    e);
        } catch (IOException e) {
            throw new RaudalException(
                    ErrorCode.INVALID_SNAPSHOT,
                    new Message(
                            EngineSnapshot.MESSAGES,
                            "snapshot.unreadable",
                            List.of(file(name).toString(), e.toString())),
                    e);
        }
    }

    @Override
    public void keepOnly(String name) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (isOurs(file) && !file.equals(file(name))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(SUFFIX) || name.endsWith(PART)) && Files.isRegularFile(file);
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    private RaudalException unwritable(IOException e) {
        return new RaudalException(
                ErrorCode.UNWRITABLE_OUTPUT,
                new Message(EngineSnapshot.MESSAGES, "snapshot.unwritable", List.of(folder.toString(), e.toString())),
                e);
    }
}
