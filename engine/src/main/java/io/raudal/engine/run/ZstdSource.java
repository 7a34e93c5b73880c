package io.raudal.engine.run;

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
            throw new IOException("the native library for Zstandard does not load: " + e.getMessage(), e);
        }
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return frames.read(to, offset, length);
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
