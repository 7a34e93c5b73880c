package io.raudal.cli.archive;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import io.raudal.cli.terminal.Texts;
import io.raudal.model.RaudalException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads an archive once from its beginning to its end and believes nothing: every file has to be the one that the manifest names at
 * its place, with its size and checksum, and nothing may follow. What is wrong is UNREADABLE_INPUT with the archive's name.
 */
public final class ArchiveReader {
    private static final long MAX_MANIFEST = 256 << 20;
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};

    private final Path archive;
    private final LongConsumer progress;

    /** @param progress told how many bytes of content were read; throws to stop */
    public ArchiveReader(Path archive, LongConsumer progress) {
        this.archive = archive;
        this.progress = progress;
    }

    /** Takes the files. */
    @FunctionalInterface
    public interface Target {
        /** Where to write a file; closed when it is whole, checked afterwards. */
        OutputStream open(Manifest.Entry file) throws IOException;
    }

    /** What the archive says of itself; nothing behind it is read. */
    public Manifest manifest() throws IOException {
        return read((manifest, tar, in) -> {});
    }

    /** Reads everything. */
    public Manifest files(Target target) throws IOException {
        return read((manifest, tar, in) -> {
            byte[] buffer = new byte[1 << 16];
            long done = 0;
            for (Manifest.Entry file : manifest.files()) {
                Optional<TarReader.Header> header = tar.next();
                if (header.isEmpty()) {
                    throw new DamagedArchiveException("backup.lacks", file.path());
                }
                if (!header.get().equals(new TarReader.Header(file.path(), file.bytes()))) {
                    throw new DamagedArchiveException(
                            "backup.path", header.get().path());
                }
                MessageDigest digest = Checksum.start();
                try (OutputStream out = target.open(file)) {
                    for (long left = file.bytes(); left > 0; ) {
                        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                        if (read < 0) {
                            throw new EOFException();
                        }
                        digest.update(buffer, 0, read);
                        out.write(buffer, 0, read);
                        left -= read;
                        done += read;
                        progress.accept(done);
                    }
                }
                tar.end(file.bytes());
                if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
                    throw new DamagedArchiveException("backup.checksum", file.path());
                }
            }
            Optional<TarReader.Header> further = tar.next();
            if (further.isPresent()) {
                throw new DamagedArchiveException("backup.path", further.get().path());
            }
            tar.finish();
        });
    }

    /** Reads on, behind the manifest. */
    private interface Content {
        void read(Manifest manifest, TarReader tar, InputStream in) throws IOException;
    }

    private Manifest read(Content content) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
            file.mark(ZSTD.length);
            if (!Arrays.equals(file.readNBytes(ZSTD.length), ZSTD)) {
                throw new DamagedArchiveException("backup.foreign");
            }
            file.reset();
            try (InputStream in = new ZstdInputStream(file)) {
                TarReader tar = new TarReader(in);
                TarReader.Header header = tar.next().orElseThrow(() -> new DamagedArchiveException("backup.foreign"));
                if (!header.path().equals(Manifest.NAME) || header.bytes() > MAX_MANIFEST) {
                    throw new DamagedArchiveException("backup.foreign");
                }
                byte[] list = in.readNBytes((int) header.bytes());
                if (list.length < header.bytes()) {
                    throw new EOFException();
                }
                tar.end(header.bytes());
                Manifest manifest = Manifest.of(list);
                content.read(manifest, tar, in);
                return manifest;
            }
        } catch (DamagedArchiveException e) {
            throw unreadable(e.key(), e.arguments());
        } catch (EOFException e) {
            throw unreadable("backup.truncated", List.of());
        } catch (ZstdIOException e) {
            boolean isTruncated = String.valueOf(e.getMessage())
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("truncated");
            throw unreadable(isTruncated ? "backup.truncated" : "backup.damaged", List.of());
        }
    }

    private RaudalException unreadable(String key, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(archive.toString()));
        all.addAll(arguments);
        return Texts.unreadable(key, all.toArray(String[]::new));
    }
}
