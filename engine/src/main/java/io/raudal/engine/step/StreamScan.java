package io.raudal.engine.step;

/**
 * The stage of a stream that needs no state: bytes to {@link ScannedBatch}. Pure: the same bytes give the same batch whatever came
 * before, so that several can scan blocks of one partition side by side. Used by one thread at a time; never throws on input.
 *
 * <p>It has one batch, which the next scan fills again: a host keeps as many scans as it wants blocks in flight.
 */
public final class StreamScan {

    /**
     * Scans the records of a part of a file, as {@link io.raudal.engine.Decoder#decodeLines}.
     *
     * @param firstPosition number of the first record in its file, from 0
     */
    public ScannedBatch scanLines(byte[] bytes, int from, int to, long firstPosition) {
        throw new UnsupportedOperationException();
    }

    /**
     * Scans records of a log, each one event.
     *
     * @param bytes holds {@link io.raudal.engine.Decoder#PADDING} readable bytes behind each record
     * @param firstOffset of the first record; others follow one by one
     * @param appendMillis by record: when it was appended; an event further ahead of it than the stream's {@code time.ahead} is dead
     */
    public ScannedBatch scanRecords(
            byte[] bytes, int[] starts, int[] lengths, int count, long firstOffset, long[] appendMillis) {
        throw new UnsupportedOperationException();
    }
}
