package io.raudal.engine.file;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The bytes of a file, of standard input or of memory as they are. An interrupt of the thread that reads closes it. */
final class RawSource extends InputStream implements ByteSource {
    /** The JDK copies through a native buffer of this size: small enough to stay in the second-level cache. */
    private static final int PIECE = 1 << 17;

    private final ReadableByteChannel channel;
    private byte[] peeked = new byte[0];
    private int peekedUsed;
    private boolean ended;
    private long total;
    private volatile long consumed;

    private RawSource(ReadableByteChannel channel) {
        this.channel = channel;
    }

    static RawSource of(InputStream in) {
        return new RawSource(Channels.newChannel(in));
    }

    static RawSource of(Path path) throws IOException {
        return new RawSource(FileChannel.open(path, StandardOpenOption.READ));
    }

    /** A channel, unlike System.in, can be interrupted while it waits. */
    @SuppressWarnings("resource") // closing the channel closes it
    static RawSource standardInput() {
        return new RawSource(new FileInputStream(FileDescriptor.in).getChannel());
    }

    /** The first bytes, which will be read again; fewer at the end of a short input. May be asked again for more of them. */
    byte[] peek(int length) throws IOException {
        byte[] first = new byte[length];
        int size = 0;
        while (size < length) {
            int count = read(first, size, length - size);
            if (count < 0) {
                break;
            }
            size += count;
        }
        peeked = Arrays.copyOf(first, size);
        peekedUsed = 0;
        return peeked;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (peekedUsed < peeked.length) {
            int count = Math.min(length, peeked.length - peekedUsed);
            System.arraycopy(peeked, peekedUsed, to, offset, count);
            peekedUsed += count;
            return count;
        }
        int count = channel.read(ByteBuffer.wrap(to, offset, Math.min(length, PIECE)));
        ended = count < 0;
        if (count > 0) {
            total += count;
            consumed = total;
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Whether the last read found no more. */
    boolean ended() {
        return ended;
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
