package io.raudal.engine;

/** How a stream's bytes are cut into records and decoded. Immutable, shared by threads. */
public interface RecordFormat {

    /**
     * Where the last whole record of a file's part ends: behind its line end; {@code from} if there is none.
     *
     * @param from start of a record
     */
    int lastRecordEnd(byte[] bytes, int from, int to);

    /** Whether a file starts with a header record, which is not an event. */
    boolean hasHeader();

    /**
     * A decoder for one thread.
     *
     * @param header the file's header record with its line end, empty where there is none
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if a used column is not in the header
     */
    Decoder decoder(byte[] header);

    /** A batch with vectors for the used columns. */
    EventBatch newBatch();
}
