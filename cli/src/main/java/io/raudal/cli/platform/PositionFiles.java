package io.raudal.cli.platform;

import io.raudal.engine.intake.SourcePositions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Positions of sources as files of a folder. */
final class PositionFiles implements SourcePositions {
    private static final byte[] NONE = {};

    private final Path folder;

    PositionFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public byte[] load(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readAllBytes(file) : NONE;
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    @Override
    public void save(String name, byte[] position) {
        DataDirectory.write(folder.resolve(name), position);
    }

    /** Forgets those of a pipeline: its sources start anew. */
    void forget(String pipeline) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(pipeline + "."))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }
}
