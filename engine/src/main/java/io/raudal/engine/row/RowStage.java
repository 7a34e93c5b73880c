package io.raudal.engine.row;

import io.raudal.engine.Failures;
import io.raudal.engine.RowBatch;

/** One operator, ready to run; keeps the vectors that it writes, so it belongs to one thread. */
interface RowStage {

    /**
     * @param events gets the events (by origin) that an expression failed on; their failed rows do not come out
     * @return valid until the next call; shares vectors with {@code rows} where it can
     */
    RowBatch apply(RowBatch rows, Failures events);
}
