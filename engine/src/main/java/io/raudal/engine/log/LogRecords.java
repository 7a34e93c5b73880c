package io.raudal.engine.log;

/** What a reader finds side by side in one partition: events, one control record, or nothing that it could use. */
public sealed interface LogRecords {

    int partition();

    /** The offset behind the last record: where reading goes on. */
    long nextOffset();

    /**
     * Events with offsets that follow one by one.
     *
     * @param firstOffset of the first event
     * @param slices valid until the reader's next poll; {@link io.raudal.engine.Decoder#PADDING} bytes can be read behind each
     * @param appendMillis by event, when it was appended, in milliseconds since 1970; may be longer than the events are many
     */
    record Events(int partition, long firstOffset, Slices slices, long[] appendMillis) implements LogRecords {
        @Override
        public long nextOffset() {
            return firstOffset + slices.size();
        }
    }

    record Decided(int partition, long offset, Control control, long appendMillis) implements LogRecords {
        @Override
        public long nextOffset() {
            return offset + 1;
        }
    }

    /**
     * Offsets without events, which a log of ours does not have: what a topic that others made has lost or marked, and control records
     * of a later version.
     */
    record Gap(int partition, long nextOffset) implements LogRecords {}
}
