package io.raudal.engine.aggregate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of accumulators: each {@code width} longs side by side, so that one group's state sits in one or two cache lines, and some
 * objects for what is no number. The first {@link #HEADER} longs of a row are its owner's: what it needs to know whose row it is. Rows come in pages of 4,096, the first page grows
 * up to that. Not thread-safe.
 */
public final class StateRows {
    /** Longs ahead of the accumulators. */
    public static final int HEADER = 3;

    public static final int PAGE_SHIFT = 12;
    public static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    private static final int FIRST_ROWS = 16;

    public final int width;
    public final int objectWidth;
    /** By row above {@link #PAGE_SHIFT}; a row starts at its lower bits times {@link #width}. */
    public long[][] pages = new long[1][];

    public @Nullable Object[] @Nullable [] objects = new @Nullable Object[1][];
    private final long[] initial;
    private int size;

    /** @param initial the longs of a row over nothing */
    public StateRows(long[] initial, int objectWidth) {
        this.initial = initial;
        width = initial.length;
        this.objectWidth = objectWidth;
        pages[0] = new long[FIRST_ROWS * width];
        if (objectWidth > 0) {
            objects[0] = new @Nullable Object[FIRST_ROWS * objectWidth];
        }
    }

    public int size() {
        return size;
    }

    /** A further row over nothing, with this in its long 0. */
    public int add(long owner) {
        int row = size++;
        int page = row >>> PAGE_SHIFT;
        int at = (row & PAGE_MASK) * width;
        if (page == pages.length || pages[page] == null || at == pages[page].length) {
            grow(page, row & PAGE_MASK);
        }
        System.arraycopy(initial, 0, pages[page], at, width);
        pages[page][at] = owner;
        return row;
    }

    /** Makes a row one over nothing again. */
    public void reset(int row) {
        System.arraycopy(initial, 1, page(row), at(row) + 1, width - 1);
        if (objectWidth > 0) {
            int from = (row & PAGE_MASK) * objectWidth;
            Arrays.fill(objectPage(row), from, from + objectWidth, null);
        }
    }

    /** Forgets all rows and keeps the room. */
    public void clear() {
        size = 0;
        if (objectWidth > 0) {
            for (@Nullable Object[] page : objects) {
                if (page != null) {
                    Arrays.fill(page, null);
                }
            }
        }
    }

    /** The same rows in another order, so that who goes through them in it goes through memory from one end to the other. */
    public StateRows arranged(int[] order) {
        StateRows arranged = new StateRows(initial, objectWidth);
        for (int to = 0; to < order.length; to++) {
            // Nothing but copies here: the cache misses of several rows overlap.
            int row = order[to];
            arranged.add(0);
            System.arraycopy(page(row), at(row), arranged.page(to), arranged.at(to), width);
            if (objectWidth > 0) {
                System.arraycopy(
                        objectPage(row),
                        (row & PAGE_MASK) * objectWidth,
                        arranged.objectPage(to),
                        (to & PAGE_MASK) * objectWidth,
                        objectWidth);
            }
        }
        return arranged;
    }

    private void grow(int page, int rowsInPage) {
        if (page == pages.length) {
            pages = Arrays.copyOf(pages, 2 * page);
            objects = Arrays.copyOf(objects, 2 * page);
        }
        if (rowsInPage == 0) {
            pages[page] = new long[width << PAGE_SHIFT];
            if (objectWidth > 0) {
                objects[page] = new @Nullable Object[objectWidth << PAGE_SHIFT];
            }
        } else {
            int rows = Math.min(4 * rowsInPage, 1 << PAGE_SHIFT);
            pages[page] = Arrays.copyOf(pages[page], rows * width);
            if (objectWidth > 0) {
                objects[page] = Arrays.copyOf(objectPage(page << PAGE_SHIFT), rows * objectWidth);
            }
        }
    }

    public long[] page(int row) {
        return pages[row >>> PAGE_SHIFT];
    }

    public int at(int row) {
        return (row & PAGE_MASK) * width;
    }

    public long owner(int row) {
        return page(row)[at(row)];
    }

    public void setOwner(int row, long owner) {
        page(row)[at(row)] = owner;
    }

    public long get(int row, int index) {
        return page(row)[at(row) + index];
    }

    public void set(int row, int index, long value) {
        page(row)[at(row) + index] = value;
    }

    public double getDouble(int row, int index) {
        return Double.longBitsToDouble(get(row, index));
    }

    public @Nullable Object getObject(int row, int index) {
        return objectPage(row)[(row & PAGE_MASK) * objectWidth + index];
    }

    public void setObject(int row, int index, @Nullable Object value) {
        objectPage(row)[(row & PAGE_MASK) * objectWidth + index] = value;
    }

    private @Nullable Object[] objectPage(int row) {
        return java.util.Objects.requireNonNull(objects[row >>> PAGE_SHIFT]);
    }
}
