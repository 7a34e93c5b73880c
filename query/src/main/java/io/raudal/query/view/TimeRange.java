package io.raudal.query.view;

/**
 * Rows whose window ends (or event time is) at least at the one time and below the other, in milliseconds since 1970.
 */
public record TimeRange(long fromMillis, long toMillis) {
    /** All of time. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean contains(long millis) {
        return millis >= fromMillis && millis < toMillis;
    }
}
