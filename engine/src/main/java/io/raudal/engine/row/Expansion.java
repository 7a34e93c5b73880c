package io.raudal.engine.row;

import io.raudal.engine.RowBatch;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import java.util.Arrays;

/** New rows, each a copy of an old one with columns appended: written compactly from row 0, column by column. */
final class Expansion {
    private final RowBatch out = new RowBatch();
    private final Vector[] appended;
    private Vector[] copies = new Vector[0];
    private int[] from = new int[0];
    private int count;

    /** @param appended the vectors of the appended columns; whoever adds a row writes them */
    Expansion(Vector... appended) {
        this.appended = appended;
    }

    void clear() {
        count = 0;
        for (Vector vector : appended) {
            vector.clear();
        }
    }

    /** Adds a copy of the old row and returns the new one, for which the appended vectors have room. */
    int add(int row) {
        if (count == from.length) {
            from = Arrays.copyOf(from, Math.max(256, 2 * count));
            for (Vector vector : appended) {
                vector.ensure(from.length);
            }
        }
        from[count] = row;
        return count++;
    }

    int count() {
        return count;
    }

    /** All new rows, selected. */
    RowBatch rows(RowBatch old) {
        int width = old.columns.length;
        if (copies.length != width + appended.length) {
            copies = new Vector[width + appended.length];
            System.arraycopy(appended, 0, copies, width, appended.length);
        }
        for (int column = 0; column < width; column++) {
            // a column that no view uses has no vector
            if (old.columns[column] != null) {
                copy(old.columns[column], column);
            }
        }
        out.columns = copies;
        out.selectAll(count);
        for (int row = 0; row < count; row++) {
            out.origins[row] = old.origins[from[row]];
        }
        return out;
    }

    private void copy(Vector vector, int column) {
        if (copies[column] == null) {
            copies[column] = vector.empty();
        }
        Vector copy = copies[column];
        Cells.clear(copy);
        copy.ensure(count);
        for (int row = 0; row < count; row++) {
            Cells.copy(vector, from[row], copy, row);
        }
    }
}
