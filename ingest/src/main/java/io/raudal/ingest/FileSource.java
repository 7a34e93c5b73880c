package io.raudal.ingest;

import io.raudal.engine.file.UnpackedStream;
import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.run.InputFile;
import io.raudal.engine.scan.CutBody;
import io.raudal.model.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads files to their end, one behind the other; what is packed is unpacked. */
final class FileSource implements EventSource {
    private final Stream stream;
    private final String path;
    private final Path folder;
    private final int maxRecordBytes;

    FileSource(Stream stream, String path, Path folder, int maxRecordBytes) {
        this.stream = stream;
        this.path = path;
        this.folder = folder;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String target() {
        return path;
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        FilePosition from = FilePosition.of(position);
        List<InputFile> files = FileSources.find(stream, path, folder);
        long left = 0;
        for (InputFile file : files) {
            left += Files.size(Objects.requireNonNull(file.path()));
        }
        RecordChunks chunks = new RecordChunks(stream, maxRecordBytes);
        for (InputFile file : files) {
            long size = Files.size(Objects.requireNonNull(file.path()));
            // Files are read by name: those before the one that was being read are done.
            int order = file.name().compareTo(from.file());
            if (order >= 0) {
                read(file, order == 0 ? from.offset() : 0, chunks, left, out);
            }
            left -= size;
        }
        out.lag(0, SourceStatus.Unit.BYTES);
    }

    private void read(InputFile file, long offset, RecordChunks chunks, long left, SourceOutput out)
            throws IOException, InterruptedException {
        try (UnpackedStream in = FileSources.open(file)) {
            byte[] header = chunks.readHeader(in);
            in.skipNBytes(Math.max(0, offset - header.length));
            chunks.open(header, Math.max(offset, header.length));
            for (CutBody cut = chunks.next(in, true); cut != null; cut = chunks.next(in, true)) {
                out.emit(cut.events(), new FilePosition(file.name(), chunks.offset(), 0, 0).toBytes());
                out.lag(left - in.consumed(), SourceStatus.Unit.BYTES);
            }
        }
    }
}
