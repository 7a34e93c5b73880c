package io.raudal.engine;

import io.raudal.model.DataType;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column for the rows of a batch: primitives or slices of bytes, no object a value on the fast path. Not
 * thread-safe; kept and filled again from batch to batch. A row that {@code isNull} says nothing about its value.
 *
 * <p>Which kind holds a type: {@link #of}.
 */
public abstract sealed class Vector {
    private boolean[] nulls = new boolean[0];

    /** BOOLEAN (0 or 1), INT, BIGINT, DATE (days), TIME, TIMESTAMP, INTERVAL DAY (microseconds), INTERVAL MONTH (months). */
    public static final class Longs extends Vector {
        public long[] values = new long[0];

        @Override
        void grow(int rows) {
            values = Arrays.copyOf(values, rows);
        }
    }

    /** DOUBLE. */
    public static final class Doubles extends Vector {
        public double[] values = new double[0];

        @Override
        void grow(int rows) {
            values = Arrays.copyOf(values, rows);
        }
    }

    /**
     * STRING and JSON as valid UTF-8: slices of a shared source (the block that was scanned) or, where the text had to be made (an
     * escape, a function), of the vector's own arena.
     */
    public static final class Texts extends Vector {
        /** The block that slices at or above 0 point into. */
        public byte[] source = EMPTY;
        /** Where a value starts: in the source if at least 0, else in the arena at {@code ~offset}. */
        public int[] offsets = new int[0];

        public int[] lengths = new int[0];
        private byte[] arena = EMPTY;
        private int arenaSize;

        private static final byte[] EMPTY = new byte[0];

        public byte[] bytes(int row) {
            return offsets[row] >= 0 ? source : arena;
        }

        public int from(int row) {
            int offset = offsets[row];
            return offset >= 0 ? offset : ~offset;
        }

        public int length(int row) {
            return lengths[row];
        }

        public String string(int row) {
            return new String(bytes(row), from(row), lengths[row], java.nio.charset.StandardCharsets.UTF_8);
        }

        /** Points the row at a slice of the source. */
        public void slice(int row, int from, int length) {
            offsets[row] = from;
            lengths[row] = length;
        }

        /** Copies a text into the arena for the row. */
        public void copy(int row, byte[] from, int offset, int length) {
            int at = reserve(length);
            System.arraycopy(from, offset, arena, at, length);
            offsets[row] = ~at;
            lengths[row] = length;
        }

        /** Makes room for {@code length} bytes in the arena, to be written through {@link #arena}, and returns where. */
        public int reserve(int length) {
            int at = arenaSize;
            arenaSize = Math.addExact(arenaSize, length);
            if (arenaSize > arena.length) {
                arena = Arrays.copyOf(arena, Math.max(arenaSize, (int)
                        Math.min(Integer.MAX_VALUE - 8L, 2L * arena.length)));
            }
            return at;
        }

        /** The arena as it is now; a later {@link #reserve} may replace it. */
        public byte[] arena() {
            return arena;
        }

        @Override
        public void clear() {
            super.clear();
            arenaSize = 0;
            if (arena.length > 1 << 22) {
                arena = EMPTY;
            }
        }

        @Override
        void grow(int rows) {
            offsets = Arrays.copyOf(offsets, rows);
            lengths = Arrays.copyOf(lengths, rows);
        }
    }

    /** DECIMAL (BigDecimal of the type's scale), ARRAY (List), MAP (Map with String keys, in order); elements as in a {@link io.raudal.plan.Expression.Literal}. */
    public static final class Values extends Vector {
        public @Nullable Object[] values = new @Nullable Object[0];

        @Override
        public void clear() {
            super.clear();
            Arrays.fill(values, null);
        }

        @Override
        void grow(int rows) {
            values = Arrays.copyOf(values, rows);
        }
    }

    /** A new, empty vector of the kind that holds the type. */
    public static Vector of(DataType type) {
        Objects.requireNonNull(type);
        if (type instanceof DataType.Simple simple) {
            return switch (simple) {
                case STRING, JSON -> new Texts();
                case DOUBLE -> new Doubles();
                default -> new Longs();
            };
        }
        return new Values();
    }

    /** A new, empty vector of this one's kind. */
    public final Vector empty() {
        if (this instanceof Longs) {
            return new Longs();
        }
        if (this instanceof Doubles) {
            return new Doubles();
        }
        return this instanceof Texts ? new Texts() : new Values();
    }

    public final boolean isNull(int row) {
        return nulls[row];
    }

    public final void setNull(int row, boolean isNull) {
        nulls[row] = isNull;
    }

    /** Makes room for at least this many rows; the values of rows that are there stay. */
    public final void ensure(int rows) {
        if (rows > nulls.length) {
            int capacity = Math.max(rows, Math.max(64, nulls.length * 2));
            nulls = Arrays.copyOf(nulls, capacity);
            grow(capacity);
        }
    }

    /** Forgets values that the vector itself keeps; the batch is filled again from row 0. */
    public void clear() {}

    abstract void grow(int rows);
}
