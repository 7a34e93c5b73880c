package io.raudal.engine;

import java.util.Arrays;

/**
 * Rows between the stages of one view: a vector a column, a selection of the rows that are still in, and for each row the event (by
 * row of the {@link EventBatch}) that it comes from. Vectors may be shared with the batch that the rows come from.
 */
public final class RowBatch {
    public Vector[] columns = new Vector[0];
    /** The rows that are in, ascending. */
    public int[] selection = new int[0];

    public int selected;
    /** By row: the event it comes from. */
    public int[] origins = new int[0];

    /** Selects the rows below {@code rows}, each coming from the event of its own number. */
    public void selectAll(int rows) {
        if (selection.length < rows || origins.length < rows) {
            selection = Arrays.copyOf(selection, rows);
            origins = Arrays.copyOf(origins, rows);
        }
        for (int row = 0; row < rows; row++) {
            selection[row] = row;
            origins[row] = row;
        }
        selected = rows;
    }
}
