package io.raudal.cli.platform;

import io.raudal.engine.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pipelines that a platform runs, as files of a folder: {@code NAME.yaml} with the text, and where each came from and whether it
 * is paused in {@code NAME.state}, two lines. They are found again after a restart; what lies in the data directory is noted from there,
 * for that may be moved.
 */
final class StoredPipelines {
    private static final String TEXT = ".yaml";
    private static final String STATE = ".state";

    private final Path folder;

    StoredPipelines(Path folder) {
        this.folder = folder;
    }

    /**
     * A pipeline as it is kept.
     *
     * @param origin the file that it came from; relative paths in it start from its folder
     */
    record Stored(String name, String text, Path origin, boolean isPaused) {}

    List<Stored> all() {
        List<Stored> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(TEXT)) {
                    all.add(read(name.substring(0, name.length() - TEXT.length())));
                }
            }
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
        return all;
    }

    void save(Stored pipeline) {
        String state = noted(pipeline.origin()) + "\n" + (pipeline.isPaused() ? "paused" : "running") + "\n";
        DataDirectory.write(folder.resolve(pipeline.name() + STATE), state.getBytes(StandardCharsets.UTF_8));
        DataDirectory.write(
                folder.resolve(pipeline.name() + TEXT), pipeline.text().getBytes(StandardCharsets.UTF_8));
    }

    void remove(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name + TEXT));
            Files.deleteIfExists(folder.resolve(name + STATE));
            DurableFile.syncName(folder.resolve(name));
        } catch (IOException e) {
            throw PlatformMessages.unwritable(folder, e);
        }
    }

    /** Where a pipeline that came without a file is taken to lie. */
    Path ownFile(String name) {
        return folder.resolve(name + TEXT);
    }

    private Stored read(String name) throws IOException {
        String text = Files.readString(folder.resolve(name + TEXT));
        List<String> state = Files.readAllLines(folder.resolve(name + STATE));
        return new Stored(name, text, data().resolve(state.get(0)), state.get(1).equals("paused"));
    }

    private Path noted(Path origin) {
        Path absolute = origin.toAbsolutePath().normalize();
        return absolute.startsWith(data()) ? data().relativize(absolute) : origin;
    }

    private Path data() {
        return folder.toAbsolutePath().normalize().resolveSibling("");
    }
}
