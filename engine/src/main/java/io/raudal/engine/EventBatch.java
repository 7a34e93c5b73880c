package io.raudal.engine;

import io.raudal.model.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of one block of bytes, decoded: a vector a used column, and for every event its raw bytes and whether it is dead. The
 * order of rows is the order of the log. Filled by a {@link Decoder}, read by everything behind it; kept and filled again.
 *
 * <p>Vectors have an entry for each row, dead ones included (their values mean nothing). Blank lines are not events.
 */
public final class EventBatch {
    /** By index of the stream's columns; null where a column is not used. */
    public final @Nullable Vector[] columns;

    /** Events, dead ones included. */
    public int size;
    /** The block; events are slices of it. Not changed by anyone while the batch is in use. */
    public byte[] bytes = new byte[0];
    /** Where each event's raw bytes start in the block, without line ends. */
    public int[] starts = new int[0];

    public int[] lengths = new int[0];
    /** Null where the event is well. */
    public @Nullable DeadReason[] dead = new @Nullable DeadReason[0];
    /** Of a dead event: what is wrong, column, rule, value; null where the event is well. */
    public @Nullable Detail[] details = new @Nullable Detail[0];
    /** The position in the partition of row 0: an offset of the log, or a file's record number from 0; others follow it one by one. */
    public long firstPosition;

    public EventBatch(@Nullable Vector[] columns) {
        this.columns = columns.clone();
    }

    /** Makes room for a further row and returns its index; the row is well until {@link #kill}. */
    public int add(int start, int length) {
        int row = size++;
        if (row == starts.length) {
            int capacity = Math.max(256, row * 2);
            starts = Arrays.copyOf(starts, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            dead = Arrays.copyOf(dead, capacity);
            details = Arrays.copyOf(details, capacity);
            for (Vector column : columns) {
                if (column != null) {
                    column.ensure(capacity);
                }
            }
        }
        starts[row] = start;
        lengths[row] = length;
        if (dead[row] != null) {
            dead[row] = null;
            details[row] = null;
        }
        return row;
    }

    /** Marks the row as dead; the first reason stays. */
    public void kill(int row, DeadReason reason, Message detail) {
        kill(row, reason, Detail.of(detail));
    }

    /** As {@link #kill(int, DeadReason, Message)}. */
    public void kill(int row, DeadReason reason, Detail detail) {
        if (dead[row] == null) {
            dead[row] = reason;
            details[row] = detail;
        }
    }

    /** Empties the batch for another block of bytes. */
    public void reset(byte[] block, long position) {
        size = 0;
        bytes = block;
        firstPosition = position;
        for (Vector column : columns) {
            if (column != null) {
                column.clear();
                if (column instanceof Vector.Texts texts) {
                    texts.source = block;
                }
            }
        }
    }
}
