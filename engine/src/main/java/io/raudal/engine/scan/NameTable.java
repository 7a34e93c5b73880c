package io.raudal.engine.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Finds a name among a few fixed ones by its bytes: first and last eight bytes and the length are hashed to one cell of a table in
 * which the fixed names do not collide (the multiplier is searched for when the table is made), so a look-up is a few loads and one
 * multiplication however many names there are, and has no branch on whether the name is there. Names past 16 bytes are compared in
 * full. Immutable.
 */
final class NameTable {
    /** Words of a cell; the fourth is there so that an index is a shift. */
    private static final int CELL = 4;

    private static final int ATTEMPTS_A_SIZE = 64;

    private final byte[][] names;
    private final int[] values;
    private final int absent;
    private final long multiplier;
    private final int shift;
    /** By cell: first word, last word, the value above the length (which is -1 where the cell is empty), and the name's number. */
    private final long[] cells;
    /** By name: the next one that the words do not tell from it; -1 for most. */
    private final int[] twins;

    /**
     * @param distinctNames in UTF-8
     * @param values what to find, by name
     * @param absent what to find for any other name
     */
    NameTable(List<byte[]> distinctNames, int[] values, int absent) {
        names = distinctNames.toArray(new byte[0][]);
        this.values = values.clone();
        this.absent = absent;
        twins = new int[names.length];
        Random random = new Random(1);
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(names.length * 2));
        int attempt = 0;
        long candidate;
        long[] filled;
        do {
            bits += attempt > 0 && attempt % ATTEMPTS_A_SIZE == 0 ? 1 : 0;
            attempt++;
            candidate = random.nextLong() | 1;
            filled = new long[CELL << bits];
        } while (!fill(candidate, Long.SIZE - bits, filled));
        multiplier = candidate;
        shift = Long.SIZE - bits;
        cells = filled;
    }

    private boolean fill(long candidate, int candidateShift, long[] into) {
        Arrays.fill(twins, -1);
        for (int cell = 0; cell < into.length; cell += CELL) {
            into[cell + 2] = -1;
        }
        for (int name = 0; name < names.length; name++) {
            int length = names[name].length;
            if (length == 0) {
                continue;
            }
            byte[] padded = new byte[8 + length + 8];
            System.arraycopy(names[name], 0, padded, 8, length);
            int surplus = surplus(length);
            long first = Swar.longAt(padded, 8) << surplus;
            long last = Swar.longAt(padded, length) >>> surplus;
            int cell = cell(first, last, candidate, candidateShift);
            if ((int) into[cell + 2] >= 0) {
                if (into[cell] != first || into[cell + 1] != last || (int) into[cell + 2] != length) {
                    return false;
                }
                twins[name] = (int) into[cell + 3];
            }
            into[cell] = first;
            into[cell + 1] = last;
            into[cell + 2] = (long) values[name] << 32 | length;
            into[cell + 3] = name;
        }
        return true;
    }

    private static int cell(long first, long last, long multiplier, int shift) {
        return (int) ((first ^ Long.rotateRight(last, 23)) * multiplier >>> shift) * CELL;
    }

    /** The bits of a word that a shorter name leaves over. */
    private static int surplus(int length) {
        return Long.SIZE - Math.min(length, 8) * 8;
    }

    /** The value of the name {@code bytes[from, from + length)}, wherever it is. Reads eight bytes behind its start. */
    int find(byte[] bytes, int from, int length) {
        if (length > 0 && from + length >= 8) {
            return findInside(bytes, from, length);
        }
        for (int name = 0; name < names.length; name++) {
            if (Arrays.equals(names[name], 0, names[name].length, bytes, from, from + length)) {
                return values[name];
            }
        }
        return absent;
    }

    /** As {@link #find} for a name that is not empty and ends at index 8 or behind, so that there are eight bytes before its end. */
    int findInside(byte[] bytes, int from, int length) {
        int surplus = surplus(length);
        long first = Swar.longAt(bytes, from) << surplus;
        long last = Swar.longAt(bytes, from + length - 8) >>> surplus;
        int cell = cell(first, last, multiplier, shift);
        long value = cells[cell + 2];
        long difference = (cells[cell] ^ first) | (cells[cell + 1] ^ last) | ((int) value ^ length);
        long differs = (difference | -difference) >> 63;
        if (length > 16 && differs == 0) {
            return findLong(bytes, from, length, (int) cells[cell + 3]);
        }
        return (int) (value >>> 32 & ~differs | absent & differs);
    }

    private int findLong(byte[] bytes, int from, int length, int candidate) {
        for (int name = candidate; name >= 0; name = twins[name]) {
            if (Arrays.equals(names[name], 0, length, bytes, from, from + length)) {
                return values[name];
            }
        }
        return absent;
    }
}
