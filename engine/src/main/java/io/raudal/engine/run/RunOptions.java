package io.raudal.engine.run;

import java.nio.file.Path;

/**
 * How a bounded run uses the machine; none of it shows in the rows.
 *
 * @param threads that read, scan and aggregate
 * @param blockBytes of a file that are scanned at once
 * @param temporary a folder for rows that wait for their turn and do not fit into memory
 */
public record RunOptions(int threads, int blockBytes, Path temporary) {
    private static final int USUAL_BLOCK_BYTES = 1 << 19;

    public RunOptions {
        if (threads < 1 || blockBytes < 1) {
            throw new IllegalArgumentException(threads + " threads, blocks of " + blockBytes + " bytes");
        }
    }

    /** With the system's temporary folder. */
    public RunOptions(int threads, int blockBytes) {
        this(threads, blockBytes, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** A thread a core. */
    public static RunOptions usual() {
        return new RunOptions(Runtime.getRuntime().availableProcessors(), USUAL_BLOCK_BYTES);
    }
}
