package io.raudal.engine.scan;

import io.raudal.engine.Decoder;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.model.Stream;

/**
 * Cuts a body that someone sent, or a part of a file, into the records of a stream: frames them, but decodes nothing. What does not fit
 * the stream is found later, as a dead event; only a record that is too long or has no end is rejected here.
 *
 * <p>One thread. In the log a record of a JSON stream is one JSON text, of a text stream one line, of a CSV stream the cells of the
 * stream's columns in their order (columns with an expression left out), without header and line end.
 */
public abstract sealed class RecordCutter permits JsonCutter, LineCutter, CsvCutter {
    /** The most bytes that a record may have unless said otherwise: 1 MiB, what brokers take. */
    public static final int USUAL_MAX_BYTES = 1 << 20;

    private final int maxBytes;

    RecordCutter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A JSON object, an array of them, or several texts one behind the other, over as many lines as they like. */
    public static RecordCutter json(int maxBytes) {
        return new JsonCutter(maxBytes);
    }

    /** One record a line; blank lines are none. */
    public static RecordCutter lines(int maxBytes) {
        return new LineCutter(maxBytes);
    }

    /**
     * CSV records. Where the stream's format has a header, a body starts with one, whose cells may be in any order.
     *
     * @throws IllegalArgumentException if the stream's format is another
     */
    public static RecordCutter csv(Stream stream, int maxBytes) {
        if (stream.format() instanceof Format.Csv csv) {
            return new CsvCutter(stream, csv, maxBytes);
        }
        throw new IllegalArgumentException(stream.name() + " is no stream of CSV");
    }

    /**
     * Cuts all of {@code body[0, length)}; the last record may end without a line end.
     *
     * @param body holds {@link Decoder#PADDING} readable bytes behind {@code length}; not changed while the result is used
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if a CSV header is none, or lacks a column
     */
    public abstract CutBody cut(byte[] body, int length);

    final boolean isTooLong(int bytes) {
        return bytes > maxBytes;
    }

    final CutBody.Rejected tooLong(byte[] body, int start, int bytes) {
        return rejected(body, start, Details.message("cut.long", Integer.toString(bytes), Integer.toString(maxBytes)));
    }

    static CutBody.Rejected rejected(byte[] body, int start, Message reason) {
        int line = 1;
        for (int at = 0; at < start; at++) {
            line += body[at] == '\n' ? 1 : 0;
        }
        return new CutBody.Rejected(line, reason);
    }
}
