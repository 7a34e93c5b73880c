package io.raudal.engine.row;

import io.raudal.engine.Vector;
import io.raudal.engine.expression.Order;
import java.util.Arrays;

/**
 * Finds a table's rows by the values of some columns: a hash table of chains in the table's order. Rows with a NULL in a column are in
 * no chain. Immutable, shared by threads; a look-up allocates nothing.
 */
final class TableIndex {
    private final Vector[] columns;
    private final int[] heads;
    private final int[] nexts;
    private final int[] hashes;
    private final boolean unique;

    TableIndex(Vector[] columns, int rows) {
        this.columns = columns;
        this.heads = new int[Integer.highestOneBit(Math.max(8, rows)) * 2];
        this.nexts = new int[rows];
        this.hashes = new int[rows];
        Arrays.fill(heads, -1);
        boolean single = true;
        for (int row = rows - 1; row >= 0; row--) {
            if (!hasNull(columns, row)) {
                single &= first(columns, row) < 0;
                int hash = hash(columns, row);
                int bucket = hash & (heads.length - 1);
                hashes[row] = hash;
                nexts[row] = heads[bucket];
                heads[bucket] = row;
            }
        }
        this.unique = single;
    }

    /** Whether no two rows have the same values. */
    boolean isUnique() {
        return unique;
    }

    /** The first row with these values, or -1; NULL is equal to nothing. */
    int first(Vector[] keys, int keyRow) {
        if (hasNull(keys, keyRow)) {
            return -1;
        }
        int hash = hash(keys, keyRow);
        return find(heads[hash & (heads.length - 1)], hash, keys, keyRow);
    }

    /** The next row behind {@code row} with the same values, or -1. */
    int next(int row, Vector[] keys, int keyRow) {
        return find(nexts[row], hashes[row], keys, keyRow);
    }

    private int find(int from, int hash, Vector[] keys, int keyRow) {
        int row = from;
        while (row >= 0 && !(hashes[row] == hash && equal(row, keys, keyRow))) {
            row = nexts[row];
        }
        return row;
    }

    private boolean equal(int row, Vector[] keys, int keyRow) {
        for (int i = 0; i < columns.length; i++) {
            if (Order.compare(columns[i], row, keys[i], keyRow) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNull(Vector[] keys, int row) {
        for (Vector key : keys) {
            if (key.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(Vector[] keys, int row) {
        int hash = 17;
        for (Vector key : keys) {
            hash = hash * 31 + Order.hash(key, row);
        }
        // the buckets look at the lowest bits alone
        return hash ^ (hash >>> 16);
    }
}
