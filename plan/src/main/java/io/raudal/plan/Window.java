package io.raudal.plan;

import java.util.OptionalLong;

/**
 * How rows are put into windows of event time. All lengths are in milliseconds and positive; windows are aligned to
 * 1970-01-01T00:00:00Z plus the offset (any sign, less than the slide).
 */
public sealed interface Window {

    /** The earliest end of a window that is above the time, in milliseconds since 1970; empty if only rows say where windows end. */
    default OptionalLong nextEnd(long millis) {
        return OptionalLong.empty();
    }

    private static OptionalLong nextEnd(long millis, long stepMillis, long offsetMillis) {
        return OptionalLong.of(millis - Math.floorMod(millis - offsetMillis, stepMillis) + stepMillis);
    }

    /** Each row in one window of fixed size. */
    record Tumble(long sizeMillis, long offsetMillis) implements Window {
        @Override
        public OptionalLong nextEnd(long millis) {
            return Window.nextEnd(millis, sizeMillis, offsetMillis);
        }
    }

    /** A window of {@code sizeMillis} every {@code slideMillis}; the size is a multiple of the slide. */
    record Hop(long sizeMillis, long slideMillis, long offsetMillis) implements Window {
        @Override
        public OptionalLong nextEnd(long millis) {
            return Window.nextEnd(millis, slideMillis, offsetMillis);
        }
    }

    /** Windows that start every {@code sizeMillis} and end every {@code stepMillis} from there; the size is a multiple of the step. */
    record Cumulate(long sizeMillis, long stepMillis, long offsetMillis) implements Window {
        @Override
        public OptionalLong nextEnd(long millis) {
            return Window.nextEnd(millis, stepMillis, offsetMillis);
        }
    }

    /** A row and all that follow at most {@code gapMillis} later, per group; the window ends the gap behind its last row. */
    record Session(long gapMillis) implements Window {}
}
