package io.raudal.ingest;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.run.InputFailure;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.InputFiles;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Makes the sources that read files. */
public final class FileSources {
    private FileSources() {}

    /**
     * Makes one.
     *
     * @param folder that relative paths start from
     */
    public static EventSource of(
            Stream stream, Source.File source, Path folder, int maxRecordBytes, InstantSource clock) {
        if (source.mode() instanceof Source.File.Mode.Tail) {
            return new TailSource(stream, source.path(), folder.resolve(source.path()), maxRecordBytes);
        }
        if (source.mode() instanceof Source.File.Mode.Replay replay) {
            return new ReplaySource(stream, source.path(), folder, replay, maxRecordBytes, clock);
        }
        return new FileSource(stream, source.path(), folder, maxRecordBytes);
    }

    /** The files that a path or glob means, in the order of their names. */
    static List<InputFile> find(Stream stream, String path, Path folder) {
        InputFiles found = InputFiles.find(stream.name(), List.of(path), folder);
        if (!found.failures().isEmpty()) {
            InputFailure failure = found.failures().get(0);
            throw new RaudalException(
                    failure.error().code(),
                    IngestMessages.ofParts(
                            "file.failed",
                            failure.input(),
                            failure.error().inWords().orElseThrow()),
                    failure.error());
        }
        return found.files();
    }
}
