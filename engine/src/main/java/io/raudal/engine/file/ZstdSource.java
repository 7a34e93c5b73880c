package io.raudal.engine.file;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;

/** Unpacks Zstandard (RFC 8878) of any number of frames. */
final class ZstdSource implements ByteSource {
    private final RawSource raw;
    private final ZstdInputStreamNoFinalizer frames;

    ZstdSource(RawSource raw) throws IOException {
        this.raw = raw;
        try {
            frames = new ZstdInputStreamNoFinalizer(raw);
        } catch (LinkageError e) {
            throw DamagedInputException.of("packed.zstd-library", e);
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            return frames.read(to, offset, length);
        } catch (ZstdIOException e) {
            // The library has read ahead: what is wrong stands at the end of what it has, or before.
            throw DamagedInputException.at(raw.ended() ? "packed.zstd-cut" : "packed.zstd-damaged", raw.consumed(), e);
        }
    }

    @Override
    public long consumed() {
        return raw.consumed();
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
