package io.raudal.cli.verb;

import com.github.luben.zstd.ZstdInputStream;
import io.raudal.cli.terminal.Texts;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files as bytes, unpacked: gzip and zstd are known by their first bytes, whatever the file is called. */
public final class InputFiles {
    private static final int BUFFER_BYTES = 1 << 16;

    private InputFiles() {}

    /** @param file a path, or {@code -} for standard input, which is not closed */
    public static InputStream open(String file, InputStream standard) throws IOException {
        if (file.equals("-")) {
            return unpacked(new FilterInputStream(standard) {
                @Override
                public void close() {}
            });
        }
        Path path = path(file);
        if (Files.isDirectory(path)) {
            throw Texts.unreadable("file.folder", file);
        }
        return unpacked(Files.newInputStream(path));
    }

    public static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Texts.unreadable("file.other", file, e.getReason());
        }
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            in.mark(4);
            byte[] first = in.readNBytes(4);
            in.reset();
            if (first.length >= 2 && first[0] == 0x1F && first[1] == (byte) 0x8B) {
                return new GZIPInputStream(in, BUFFER_BYTES);
            }
            boolean zstd = first.length == 4
                    && first[0] == 0x28
                    && first[1] == (byte) 0xB5
                    && first[2] == 0x2F
                    && first[3] == (byte) 0xFD;
            return zstd ? new ZstdInputStream(in) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
