package io.raudal.engine.store;

import io.raudal.engine.Vector;

/** Takes rows of a view column by column. */
@FunctionalInterface
public interface ColumnSink {

    /**
     * @param columns in the order of the view's
     * @param rows how many there are; from row 0
     */
    void accept(Vector[] columns, int rows);
}
