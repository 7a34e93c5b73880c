package io.raudal.engine.run;

/**
 * How a bounded run uses the machine; none of it shows in the rows.
 *
 * @param threads that read, scan and aggregate
 * @param blockBytes of a file that are scanned at once
 */
public record RunOptions(int threads, int blockBytes) {
    private static final int USUAL_BLOCK_BYTES = 1 << 19;

    public RunOptions {
        if (threads < 1 || blockBytes < 1) {
            throw new IllegalArgumentException(threads + " threads, blocks of " + blockBytes + " bytes");
        }
    }

    /** A thread a core. */
    public static RunOptions usual() {
        return new RunOptions(Runtime.getRuntime().availableProcessors(), USUAL_BLOCK_BYTES);
    }
}
