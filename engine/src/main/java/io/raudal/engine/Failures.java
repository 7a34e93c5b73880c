package io.raudal.engine;

import io.raudal.model.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which rows of a batch an expression failed on, and why. A failed row is used by nothing further. */
public final class Failures {
    private @Nullable Detail[] reasons = new @Nullable Detail[0];
    /** Meaningful where there is a reason. */
    private String[] expressions = new String[0];

    private String evaluated = "";
    private int count;

    /** What is evaluated from now on, in words. */
    public void at(String expression) {
        evaluated = expression;
    }

    /** Marks the row; the first reason stays. It names rule and value: {@code CAST('abc' AS INT): not a number}. */
    public void fail(int row, Message reason) {
        fail(row, Detail.of(reason));
    }

    /** As {@link #fail(int, Message)}. */
    public void fail(int row, Detail reason) {
        if (row >= reasons.length) {
            int capacity = Math.max(row + 1, Math.max(64, reasons.length * 2));
            reasons = Arrays.copyOf(reasons, capacity);
            expressions = Arrays.copyOf(expressions, capacity);
        }
        if (reasons[row] == null) {
            reasons[row] = reason;
            expressions[row] = evaluated;
            count++;
        }
    }

    /** Marks a row as a row of others is marked, if it is. */
    public void take(int row, Failures others, int marked) {
        Detail reason = others.reason(marked);
        if (reason != null) {
            at(others.expressions[marked]);
            fail(row, reason);
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

    /** What was evaluated when the row was marked; empty where nobody said so. */
    public String expression(int row) {
        return reason(row) == null ? "" : expressions[row];
    }

    public void clear() {
        if (count > 0) {
            Arrays.fill(reasons, null);
            count = 0;
        }
    }
}
