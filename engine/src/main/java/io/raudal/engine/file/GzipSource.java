package io.raudal.engine.file;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks gzip (RFC 1952) of any number of members. Unlike the JDK's stream, bytes behind the last member that are neither a member
 * nor zeros are an error: nothing is left out in silence.
 */
final class GzipSource implements ByteSource {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final RawSource raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] packed = new byte[1 << 16];
    private int at;
    private int end;
    private boolean inMember;
    private boolean ended;

    GzipSource(RawSource raw) throws IOException {
        this.raw = raw;
        header(next());
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (!ended) {
            if (!inMember && !nextMember()) {
                ended = true;
                break;
            }
            int count = inflate(to, offset, length);
            if (count > 0) {
                crc.update(to, offset, count);
                return count;
            }
        }
        return -1;
    }

    @Override
    public long consumed() {
        return raw.consumed();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }

    private int inflate(byte[] to, int offset, int length) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(to, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished() || inflater.needsDictionary()) {
                    trailer();
                    return 0;
                }
                if (inflater.needsInput()) {
                    if (!fill()) {
                        throw damaged("packed.gzip-cut", null);
                    }
                    inflater.setInput(packed, 0, end);
                    at = end;
                }
            }
        } catch (DataFormatException e) {
            at = end - inflater.getRemaining();
            throw damaged("packed.gzip-damaged", e);
        }
    }

    private void trailer() throws IOException {
        at = end - inflater.getRemaining();
        long expectedCrc = little(4);
        long expectedSize = little(4);
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw damaged("packed.gzip-checksum", null);
        }
        inMember = false;
    }

    /** Whether another member follows. */
    private boolean nextMember() throws IOException {
        int first = nextOrEnd();
        if (first == 0) {
            // Padding, as tapes and block devices leave it.
            while (first == 0) {
                first = nextOrEnd();
            }
            if (first >= 0) {
                at--;
                throw damaged("packed.gzip-tail", null);
            }
        }
        if (first < 0) {
            return false;
        }
        header(first);
        return true;
    }

    private void header(int first) throws IOException {
        long start = position() - 1;
        if (first != 0x1F || next() != 0x8B) {
            throw DamagedInputException.at("packed.gzip-tail", start, null);
        }
        if (next() != 8) {
            throw damaged("packed.gzip-damaged", null);
        }
        int flags = next();
        little(4);
        next();
        next();
        if ((flags & EXTRA) != 0) {
            for (long left = little(2); left > 0; left--) {
                next();
            }
        }
        for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
            while (next() != 0) {
                // a name or a comment, of no interest
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            little(2);
        }
        inflater.reset();
        inflater.setInput(packed, at, end - at);
        at = end;
        crc.reset();
        inMember = true;
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    private int next() throws IOException {
        int value = nextOrEnd();
        if (value < 0) {
            throw damaged("packed.gzip-cut", null);
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        return at < end || fill() ? packed[at++] & 0xFF : -1;
    }

    private DamagedInputException damaged(String key, @Nullable Throwable cause) {
        return DamagedInputException.at(key, position(), cause);
    }

    /** Of the next packed byte. */
    private long position() {
        return raw.consumed() - (end - at);
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, raw.read(packed, 0, packed.length));
        return end > 0;
    }
}
