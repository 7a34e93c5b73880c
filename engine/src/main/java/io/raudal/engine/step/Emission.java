package io.raudal.engine.step;

import io.raudal.engine.Detail;

/** What steps emit. */
public sealed interface Emission permits PartialBatch, ChangeBatch, AsideBatch, Emission.FailedRow, Emission.Watermark {

    /**
     * An aggregated row for which the view's select list or HAVING has no value; it is left out.
     *
     * @param key as in a {@link io.raudal.engine.RowChange}
     * @param detail names rule and value
     */
    record FailedRow(String view, byte[] key, long windowEnd, Detail detail) implements Emission {}

    /**
     * No row that is still to come from this source and partition has a time below it, late events aside. Emitted behind everything
     * that became ready by it.
     *
     * @param source the stream, or the view whose final rows others read
     * @param partition of the stream; of a view, always 0
     * @param micros event time; {@link Long#MAX_VALUE} at the end of a bounded input
     */
    record Watermark(String source, int partition, long micros) implements Emission {}
}
