package io.raudal.engine.step;

import io.raudal.engine.RowChange;
import io.raudal.engine.Vector;

/**
 * Row changes of one view in the order in which they happen, as columns; {@link #change} makes one an object. Either all of them are
 * final or none is.
 */
public final class ChangeBatch implements Emission {
    final String view;

    ChangeBatch(String view) {
        this.view = view;
    }

    public String view() {
        return view;
    }

    /** Of the partition that a row view's rows come from; 0 for all others. */
    public int partition() {
        throw new UnsupportedOperationException();
    }

    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Whether these rows never change again. */
    public boolean isFinal() {
        throw new UnsupportedOperationException();
    }

    public boolean isDelete(int index) {
        throw new UnsupportedOperationException();
    }

    /** The view's output columns, in order; the values of change {@code index} are at {@link #row}. */
    public Vector[] columns() {
        throw new UnsupportedOperationException();
    }

    public int row(int index) {
        throw new UnsupportedOperationException();
    }

    /** The row's key as in a {@link RowChange}. */
    public byte[] key(int index) {
        throw new UnsupportedOperationException();
    }

    public RowChange change(int index) {
        throw new UnsupportedOperationException();
    }
}
