package io.raudal.engine.step;

/** State is kept by key group, so that a running view can be spread over another number of {@link KeyedStep}s. */
public final class KeyGroups {
    public static final int COUNT = 128;

    private KeyGroups() {}

    /** The group of a key with this hash, from 0 below {@link #COUNT}. */
    public static int of(int hash) {
        return hash >>> 25;
    }
}
