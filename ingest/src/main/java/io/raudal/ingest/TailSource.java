package io.raudal.ingest;

import io.raudal.engine.intake.EventSource;
import io.raudal.engine.intake.SourceOutput;
import io.raudal.engine.intake.SourceStatus;
import io.raudal.engine.scan.CutBody;
import io.raudal.model.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Follows a file: what is there, what is appended, and, when another file has taken its name, the rest of the old one and then the new
 * one. A file that became shorter was cut and is read from its start. A line counts once its end is there.
 */
final class TailSource implements EventSource {
    private static final long PAUSE_MILLIS = 200;

    private final Stream stream;
    private final String name;
    private final Path path;
    private final int maxRecordBytes;

    TailSource(Stream stream, String name, Path path, int maxRecordBytes) {
        this.stream = stream;
        this.name = name;
        this.path = path;
        this.maxRecordBytes = maxRecordBytes;
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String target() {
        return name;
    }

    @Override
    public void run(byte[] position, SourceOutput out) throws IOException, InterruptedException {
        FilePosition from = FilePosition.of(position);
        Optional<Path> rotated = rotated(from);
        if (rotated.isPresent()) {
            follow(rotated.get(), from.file(), from.offset(), out);
            from = FilePosition.START;
        }
        while (true) {
            String identity = identity(path);
            long offset = identity.equals(from.file()) && Files.size(path) >= from.offset() ? from.offset() : 0;
            follow(path, identity, offset, out);
            from = FilePosition.START;
        }
    }

    /** Where the file is now that was being followed, if it lost its name while nobody looked. */
    private Optional<Path> rotated(FilePosition from) throws IOException {
        if (from.file().isEmpty() || from.file().equals(identity(path))) {
            return Optional.empty();
        }
        try (java.util.stream.Stream<Path> siblings =
                Files.list(path.toAbsolutePath().getParent())) {
            for (Path sibling : siblings.filter(Files::isRegularFile).toList()) {
                if (identity(sibling).equals(from.file())) {
                    return Optional.of(sibling);
                }
            }
        }
        return Optional.empty();
    }

    /** Reads a file until another has its name, or it was cut. */
    private void follow(Path file, String identity, long offset, SourceOutput out)
            throws IOException, InterruptedException {
        RecordChunks chunks = new RecordChunks(stream, maxRecordBytes);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            InputStream in = Channels.newInputStream(channel);
            byte[] header = chunks.readHeader(in);
            long start = Math.max(offset, header.length);
            channel.position(start);
            chunks.open(header, start);
            out.connected();
            while (true) {
                boolean isOver = !identity(path).equals(identity);
                CutBody cut = chunks.next(in, isOver);
                if (cut != null) {
                    out.emit(cut.events(), new FilePosition(identity, chunks.offset(), 0, 0).toBytes());
                    out.lag(Math.max(0, channel.size() - channel.position()), SourceStatus.Unit.BYTES);
                } else if (isOver || channel.size() < channel.position()) {
                    return;
                } else {
                    out.lag(0, SourceStatus.Unit.BYTES);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        }
    }

    /** What tells a file from another of its name; empty while there is none. */
    private static String identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return String.valueOf(key);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
