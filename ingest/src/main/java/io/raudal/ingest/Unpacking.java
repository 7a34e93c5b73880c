package io.raudal.ingest;

import com.github.luben.zstd.ZstdInputStream;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks bodies, never to more bytes than are taken. */
final class Unpacking {
    private Unpacking() {}

    /**
     * The bytes behind a Content-Encoding, with padding behind them.
     *
     * @param encoding gzip, zstd, identity or null
     * @param unpackedLength set at 0 to how many bytes there are
     */
    static byte[] unpack(
            @Nullable String encoding, byte[] bytes, int length, int maxBytes, int padding, int[] unpackedLength) {
        String name = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        if (name.equals("identity")) {
            unpackedLength[0] = length;
            return bytes;
        }
        try (InputStream in = open(name, new ByteArrayInputStream(bytes, 0, length))) {
            byte[] unpacked = new byte[Math.min(maxBytes, Math.max(1024, 4 * length)) + padding];
            int size = 0;
            while (true) {
                int read = in.read(unpacked, size, unpacked.length - padding - size);
                if (read < 0) {
                    break;
                }
                size += read;
                if (size == unpacked.length - padding) {
                    if (size >= maxBytes) {
                        throw new RaudalException(
                                ErrorCode.TOO_LARGE,
                                IngestMessages.message("body.unpacked", Integer.toString(maxBytes)));
                    }
                    unpacked = Arrays.copyOf(unpacked, (int) Math.min(2L * size, maxBytes) + padding);
                }
            }
            unpackedLength[0] = size;
            return unpacked;
        } catch (IOException e) {
            throw new RaudalException(ErrorCode.UNREADABLE_INPUT, IngestMessages.message("body.broken", name), e);
        }
    }

    private static InputStream open(String encoding, InputStream packed) throws IOException {
        return switch (encoding) {
            case "gzip" -> new GZIPInputStream(packed);
            case "zstd" -> new ZstdInputStream(packed);
            default ->
                throw new RaudalException(
                        ErrorCode.UNSUPPORTED_MEDIA, IngestMessages.message("body.encoding", encoding));
        };
    }
}
