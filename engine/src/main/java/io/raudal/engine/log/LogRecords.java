package io.raudal.engine.log;

/** What a reader finds side by side in one partition: events, or one control record. */
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
}
