package io.raudal.engine.run;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

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
                        throw new EOFException("truncated gzip");
                    }
                    inflater.setInput(packed, 0, end);
                    at = end;
                }
            }
        } catch (DataFormatException e) {
            throw new ZipException("damaged gzip" + (e.getMessage() == null ? "" : ": " + e.getMessage()));
        }
    }

    private void trailer() throws IOException {
        at = end - inflater.getRemaining();
        long expectedCrc = little(4);
        long expectedSize = little(4);
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new ZipException("damaged gzip: wrong checksum");
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
                throw new ZipException("something behind the end of the gzip that is not gzip");
            }
        }
        if (first < 0) {
            return false;
        }
        header(first);
        return true;
    }

    private void header(int first) throws IOException {
        if (first != 0x1F || next() != 0x8B) {
            throw new ZipException("something behind the end of the gzip that is not gzip");
        }
        if (next() != 8) {
            throw new ZipException("damaged gzip: unknown method");
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
            throw new EOFException("truncated gzip");
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        return at < end || fill() ? packed[at++] & 0xFF : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, raw.read(packed, 0, packed.length));
        return end > 0;
    }
}
