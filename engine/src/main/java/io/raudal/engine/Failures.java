package io.raudal.engine;

import io.raudal.model.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rows of a batch an expression failed on, and why. A failed row is used by nothing further. */
public final class Failures {
    private @Nullable Detail[] reasons = new @Nullable Detail[0];
    private int count;

    /** Marks the row; the first reason stays. It names rule and value: {@code CAST('abc' AS INT): not a number}. */
    public void fail(int row, Message reason) {
        fail(row, Detail.of(reason));
    }

    /** As {@link #fail(int, Message)}. */
    public void fail(int row, Detail reason) {
        if (row >= reasons.length) {
            reasons = Arrays.copyOf(reasons, Math.max(row + 1, Math.max(64, reasons.length * 2)));
        }
        if (reasons[row] == null) {
            reasons[row] = reason;
            count++;
        }
    }

    public boolean any() {
        return count > 0;
    }

    /** How many rows are marked. */
    public int count() {
        return count;
    }

    public @Nullable Detail reason(int row) {
        return row < reasons.length ? reasons[row] : null;
    }

    public void clear() {
        if (count > 0) {
            Arrays.fill(reasons, null);
            count = 0;
        }
    }
}
