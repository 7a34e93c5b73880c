package io.raudal.ingest;

import io.raudal.engine.file.UnpackedStream;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.run.InputFailure;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.run.InputFiles;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

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
            throw failed(failure.input(), failure.error());
        }
        return found.files();
    }

    /** @throws RaudalException UNREADABLE_INPUT with the file's name, if its format is one that is not read */
    static UnpackedStream open(InputFile file) throws IOException {
        try {
            return UnpackedStream.of(Objects.requireNonNull(file.path()));
        } catch (RaudalException e) {
            throw failed(file.name(), e);
        }
    }

    private static RaudalException failed(String file, RaudalException failure) {
        return new RaudalException(
                failure.code(),
                IngestMessages.ofParts("file.failed", file, failure.inWords().orElseThrow()),
                failure);
    }
}
