package io.raudal.engine.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** An input's bytes, unpacked. Belongs to one thread at a time. */
interface ByteSource extends AutoCloseable {

    /**
     * Reads up to {@code length} bytes (at least one), waiting for the first.
     *
     * @return how many; -1 at the end
     * @throws IOException if what follows cannot be read, a {@link DamagedInputException} if it is broken; what was read before is good
     */
    int read(byte[] to, int offset, int length) throws IOException;

    /** How many bytes were taken from the file, packed ones where it is packed; any thread may ask. */
    long consumed();

    @Override
    void close() throws IOException;

    /**
     * Whether it is packed is told by its first bytes, not by its name.
     *
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if they say that it is of a {@link ForeignFormat}
     */
    static ByteSource open(RawSource raw) throws IOException {
        try {
            byte[] magic = raw.peek(ForeignFormat.SHORT_HEAD_BYTES);
            if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
                return new GzipSource(raw);
            }
            boolean frame = Arrays.equals(magic, new byte[] {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD});
            boolean skippable = magic.length == 4
                    && (magic[0] & 0xF0) == 0x50
                    && magic[1] == 0x2A
                    && magic[2] == 0x4D
                    && magic[3] == 0x18;
            if (frame || skippable) {
                return new ZstdSource(raw);
            }
            Optional<ForeignFormat> foreign = ForeignFormat.of(magic, raw);
            if (foreign.isPresent()) {
                throw foreign.get().refusal();
            }
            return raw;
        } catch (IOException | RuntimeException | Error e) {
            raw.close();
            throw e;
        }
    }
}
