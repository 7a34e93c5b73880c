package io.raudal.ingest;

import io.raudal.engine.Decoder;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.scan.CutBody;
import io.raudal.engine.scan.RecordCutter;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.model.Format;
import io.raudal.model.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file as the log keeps them, some at a time. A record that does not fit {@link #MAX_BYTES} is given up and counted.
 * One thread.
 */
final class RecordChunks {
    private static final int CHUNK = 1 << 18;
    private static final int MAX_BYTES = 1 << 25;

    private final RecordFormat format;
    private final RecordCutter cutter;
    private final boolean hasHeader;
    private byte[] header = new byte[0];
    /** Bytes that were read and are in no chunk yet, from 0. */
    private byte[] pending = new byte[CHUNK];

    private int size;
    /** Where {@link #pending} starts in the file. */
    private long offset;

    RecordChunks(Stream stream, int maxRecordBytes) {
        format = RecordFormats.of(
                stream.columns(),
                IntStream.range(0, stream.columns().size())
                        .filter(index -> stream.columns().get(index).expression() == null)
                        .boxed()
                        .toList(),
                stream.format(),
                stream.zone());
        boolean isCsv = stream.format() instanceof Format.Csv;
        cutter = isCsv ? RecordCutter.csv(stream, maxRecordBytes) : RecordCutter.lines(maxRecordBytes);
        hasHeader = format.hasHeader();
    }

    /** Begins with another file, or at another place of one. */
    void open(byte[] headerOfFile, long from) {
        header = headerOfFile;
        size = 0;
        offset = from;
    }

    /** Reads the header record of a file that has one, with its line end; the stream stands behind it then. */
    byte[] readHeader(InputStream in) throws IOException {
        if (!hasHeader) {
            return new byte[0];
        }
        byte[] line = new byte[1024];
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) next;
            if (next == '\n') {
                break;
            }
        }
        return Arrays.copyOf(line, length);
    }

    /** How many bytes of the file are in chunks that were handed out. */
    long offset() {
        return offset;
    }

    /**
     * The next whole records.
     *
     * @param isLast whether what comes at the end of the stream is the end of the file, so that a line without its end is a record
     * @return null if there are none now
     */
    @Nullable CutBody next(InputStream in, boolean isLast) throws IOException {
        while (true) {
            ensureRoom();
            int read = in.read(pending, size, CHUNK);
            size += Math.max(0, read);
            int end = read < 0 && isLast ? size : format.lastRecordEnd(pending, 0, size);
            if (end > 0) {
                return take(end);
            }
            if (read < 0) {
                return null;
            }
            if (size > MAX_BYTES) {
                // Nobody can hold such a record; it is cut, and its pieces are rejected as too long.
                return take(size);
            }
        }
    }

    private CutBody take(int end) {
        byte[] body = new byte[header.length + end + Decoder.PADDING];
        System.arraycopy(header, 0, body, 0, header.length);
        System.arraycopy(pending, 0, body, header.length, end);
        System.arraycopy(pending, end, pending, 0, size - end);
        size -= end;
        offset += end;
        return cutter.cut(body, header.length + end);
    }

    private void ensureRoom() {
        if (pending.length - size < CHUNK + Decoder.PADDING) {
            pending = Arrays.copyOf(pending, 2 * pending.length + CHUNK);
        }
    }
}
