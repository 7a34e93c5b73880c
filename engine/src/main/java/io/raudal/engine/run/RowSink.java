package io.raudal.engine.run;

import io.raudal.engine.Vector;
import java.io.IOException;

/**
 * Takes the final rows of the asked views, each view's in its order. Rows of one view come one after the other, those of different
 * views perhaps from different threads at once.
 */
@FunctionalInterface
public interface RowSink {

    /**
     * @param columns in the order of the view's output; read now, not kept
     * @param row where in them the values are
     * @throws IOException if the row cannot be written, which ends the run
     */
    void row(String view, Vector[] columns, int row) throws IOException;
}
