package io.raudal.engine;

/**
 * Turns the bytes of events into columns in one strict scan. Pure: the same bytes give the same batch whatever came before. Used by
 * one thread at a time; never throws on input: what cannot be decoded is a dead row.
 */
public interface Decoder {

    /**
     * Decodes the records of a part of a file: lines, or CSV records.
     *
     * @param bytes holds at least {@link #PADDING} readable bytes behind {@code to}
     * @param from start of a record
     * @param to behind a record's line end, or the end of the input
     * @param out was reset with {@code bytes}
     */
    void decodeLines(byte[] bytes, int from, int to, EventBatch out);

    /** Decodes the one record {@code bytes[from, to)} of a log, line ends inside it included, as one event. */
    void decodeRecord(byte[] bytes, int from, int to, EventBatch out);

    /** So many bytes behind the end may be read (never used), so that eight can be read at a time. */
    int PADDING = 64;
}
