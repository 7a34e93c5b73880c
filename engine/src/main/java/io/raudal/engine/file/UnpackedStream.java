package io.raudal.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The bytes of a file, unpacked; whether it is packed with gzip or zstd is told by its first bytes, not by its name. A failure to
 * unpack is a {@link DamagedInputException}; what is packed or encoded in a way that is not read cannot be opened, which is a
 * {@code RaudalException} UNREADABLE_INPUT without the file's name. Belongs to one thread at a time.
 */
public final class UnpackedStream extends InputStream {
    private final ByteSource source;

    private UnpackedStream(ByteSource source) {
        this.source = source;
    }

    public static UnpackedStream of(Path path) throws IOException {
        return new UnpackedStream(ByteSource.open(RawSource.of(path)));
    }

    /** @param packed closed with this one */
    public static UnpackedStream of(InputStream packed) throws IOException {
        return new UnpackedStream(ByteSource.open(RawSource.of(packed)));
    }

    /** Of the process; unlike System.in, an interrupt ends its waiting. */
    public static UnpackedStream ofStandardInput() throws IOException {
        return new UnpackedStream(ByteSource.open(RawSource.standardInput()));
    }

    /** How many bytes were taken from the file, packed ones where it is packed; any thread may ask. */
    public long consumed() {
        return source.consumed();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return length == 0 ? 0 : source.read(to, offset, length);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
