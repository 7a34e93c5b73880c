package io.raudal.engine.run;

import io.raudal.engine.step.ScannedBatch;
import io.raudal.engine.step.StreamScan;
import org.jspecify.annotations.Nullable;

/** A block, and what was scanned from it; in use from the reading of the block until it is processed. */
final class Slot {
    final Block block;
    /** In its input, from 0. */
    long number;

    @Nullable StreamScan scan;

    @Nullable ScannedBatch batch;

    Slot(Block block) {
        this.block = block;
    }
}
