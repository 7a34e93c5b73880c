package io.raudal.engine.row;

import io.raudal.plan.Window;

/**
 * Which windows a time falls in. Time is cut into slices of {@link #slice} milliseconds, such that all times of a slice fall in the
 * same windows: a TUMBLE's slice is its window, a HOP's its slide, a CUMULATE's its step. All times are in milliseconds since
 * 1970-01-01T00:00:00Z, of any sign; windows are numbered from 0, the one that ends first. Immutable.
 *
 * <p>Sessions depend on the other rows of a group and have no slices: {@link #of} refuses them.
 */
public final class WindowMath {
    private final long size;
    private final long slice;
    private final long offset;
    private final boolean cumulating;

    private WindowMath(long size, long slice, long offset, boolean cumulating) {
        this.size = size;
        this.slice = slice;
        this.offset = offset;
        this.cumulating = cumulating;
    }

    public static WindowMath of(Window window) {
        if (window instanceof Window.Tumble tumble) {
            return new WindowMath(tumble.sizeMillis(), tumble.sizeMillis(), tumble.offsetMillis(), false);
        }
        if (window instanceof Window.Hop hop) {
            return new WindowMath(hop.sizeMillis(), hop.slideMillis(), hop.offsetMillis(), false);
        }
        if (window instanceof Window.Cumulate cumulate) {
            return new WindowMath(cumulate.sizeMillis(), cumulate.stepMillis(), cumulate.offsetMillis(), true);
        }
        throw new IllegalArgumentException("a session has no slices");
    }

    /** The millisecond that a TIMESTAMP falls in. */
    public static long millis(long timestampMicros) {
        return Math.floorDiv(timestampMicros, 1000L);
    }

    /** The length of a slice; the longest window has {@link #slices} of them. */
    public long slice() {
        return slice;
    }

    /** How many slices the longest window has, and at most how many windows a slice is in. */
    public int slices() {
        return Math.toIntExact(size / slice);
    }

    /** Where the slice starts that the time falls in. */
    public long sliceStart(long timeMillis) {
        return timeMillis - Math.floorMod(timeMillis - offset, slice);
    }

    /** How many windows the slice is in; the last ends at {@code end(sliceStart, windows(sliceStart) - 1)}. */
    public int windows(long sliceStart) {
        return cumulating ? Math.toIntExact((cumulationStart(sliceStart) + size - sliceStart) / slice) : slices();
    }

    /** Where the slice's window of this number starts. */
    public long start(long sliceStart, int window) {
        return cumulating ? cumulationStart(sliceStart) : end(sliceStart, window) - size;
    }

    /** Where the slice's window of this number ends; that moment is not in it any more. */
    public long end(long sliceStart, int window) {
        return sliceStart + slice * (window + 1L);
    }

    /** Where the window starts that ends at this end. */
    public long startOfEnd(long end) {
        return cumulating ? cumulationStart(end - slice) : end - size;
    }

    private long cumulationStart(long sliceStart) {
        return sliceStart - Math.floorMod(sliceStart - offset, size);
    }
}
