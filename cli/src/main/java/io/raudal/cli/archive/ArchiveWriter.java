package io.raudal.cli.archive;

import com.github.luben.zstd.ZstdOutputStream;
import io.raudal.cli.terminal.Texts;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Writes files of a folder as an archive. They are read twice, once for the manifest, which stands in front so that a reader knows
 * what to expect, and once more to be written; a file that is another one then fails the archive.
 */
public final class ArchiveWriter {
    private static final int LEVEL = 3;

    private final Path folder;
    private final LongConsumer progress;
    private final byte[] buffer = new byte[1 << 16];
    private long bytesRead;

    /** @param progress told how many bytes were read, each of them twice in the end; throws to stop */
    public ArchiveWriter(Path folder, LongConsumer progress) {
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * What of the folder an archive has.
     *
     * @param path relative, with {@code /}
     * @param bytes from its beginning; what is behind them came later
     */
    public record Part(String path, long bytes) {}

    /** Reads the files for the first time. */
    public Manifest manifest(String raudal, String layout, Instant takenAt, List<Part> parts) throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        for (Part part : parts) {
            entries.add(new Manifest.Entry(part.path(), part.bytes(), copy(part, OutputStream.nullOutputStream())));
        }
        return new Manifest(raudal, layout, takenAt, entries);
    }

    /** Reads them again and writes all; the stream stays open. */
    public void write(Manifest manifest, OutputStream out) throws IOException {
        OutputStream kept = new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        try (ZstdOutputStream packed = new ZstdOutputStream(kept, LEVEL)) {
            packed.setChecksum(true);
            TarWriter tar = new TarWriter(packed, manifest.takenAt().getEpochSecond());
            byte[] list = manifest.toBytes();
            tar.begin(Manifest.NAME, list.length);
            packed.write(list);
            tar.end(list.length);
            for (Manifest.Entry file : manifest.files()) {
                tar.begin(file.path(), file.bytes());
                if (!copy(new Part(file.path(), file.bytes()), packed).equals(file.sha256())) {
                    throw changed(file.path());
                }
                tar.end(file.bytes());
            }
            tar.finish();
        }
    }

    /** @return the checksum */
    private String copy(Part part, OutputStream out) throws IOException {
        MessageDigest digest = Checksum.start();
        try (InputStream in = Files.newInputStream(folder.resolve(part.path()))) {
            long left = part.bytes();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw changed(part.path());
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
                left -= read;
                bytesRead += read;
                progress.accept(bytesRead);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private RaudalException changed(String path) {
        return new RaudalException(
                ErrorCode.UNREADABLE_INPUT,
                Texts.message("backup.changed", folder.resolve(path).toString()));
    }
}
