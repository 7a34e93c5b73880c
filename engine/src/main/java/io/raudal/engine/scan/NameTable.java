package io.raudal.engine.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Finds a name among a few fixed ones by its bytes: first and last eight bytes and the length are hashed to one cell of a table in
 * which the fixed names do not collide (the multiplier is searched for when the table is made), so a look-up is two loads, one
 * multiplication and one comparison however many names there are. Names past 16 bytes are compared in full. Immutable.
 */
final class NameTable {
    /** By length, the bytes of a word that belong to a name; the last entry is for all longer ones. */
    private static final long[] MASKS = {
        0, 0xff, 0xffff, 0xffffff, 0xffffffffL, 0xffffffffffL, 0xffffffffffffL, 0xffffffffffffffL, -1
    };

    private final byte[][] names;
    private final long multiplier;
    private final int shift;
    /** By cell: first word, last word. */
    private final long[] words;
    /** By cell: the length; -1 where the cell is empty. */
    private final int[] lengths;
    /** By cell: the number of the name. */
    private final int[] entries;
    /** By entry: the next one that the words do not tell from it; -1 for most. */
    private final int[] twins;

    NameTable(List<byte[]> distinctNames) {
        names = distinctNames.toArray(new byte[0][]);
        twins = new int[names.length];
        Arrays.fill(twins, -1);
        int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(names.length * 2));
        Random random = new Random(1);
        for (int attempt = 0; ; attempt++) {
            int size = 1 << bits + attempt / 64;
            long candidate = random.nextLong() | 1;
            long[] cellWords = new long[size * 2];
            int[] cellLengths = new int[size];
            int[] cellEntries = new int[size];
            Arrays.fill(cellLengths, -1);
            Arrays.fill(twins, -1);
            if (fill(candidate, 64 - bits - attempt / 64, cellWords, cellLengths, cellEntries)) {
                multiplier = candidate;
                shift = 64 - bits - attempt / 64;
                words = cellWords;
                lengths = cellLengths;
                entries = cellEntries;
                return;
            }
        }
    }

    private boolean fill(long candidate, int candidateShift, long[] cellWords, int[] cellLengths, int[] cellEntries) {
        for (int entry = 0; entry < names.length; entry++) {
            byte[] padded = Arrays.copyOf(names[entry], names[entry].length + 8);
            int length = names[entry].length;
            long first = firstWord(padded, 0, length);
            long last = lastWord(padded, 0, length);
            int cell = cell(first, last, length, candidate, candidateShift);
            if (cellLengths[cell] < 0) {
                cellWords[2 * cell] = first;
                cellWords[2 * cell + 1] = last;
                cellLengths[cell] = length;
                cellEntries[cell] = entry;
            } else if (cellWords[2 * cell] == first && cellWords[2 * cell + 1] == last && cellLengths[cell] == length) {
                twins[entry] = cellEntries[cell];
                cellEntries[cell] = entry;
            } else {
                return false;
            }
        }
        return true;
    }

    private static int cell(long first, long last, int length, long multiplier, int shift) {
        return (int) ((first * multiplier + (last ^ length)) * multiplier >>> shift);
    }

    private static long firstWord(byte[] bytes, int from, int length) {
        return Swar.longAt(bytes, from) & MASKS[Math.min(length, 8)];
    }

    private static long lastWord(byte[] bytes, int from, int length) {
        return Swar.longAt(bytes, from + Math.max(length - 8, 0)) & MASKS[Math.min(length, 8)];
    }

    /** The number of the name that is {@code bytes[from, from + length)}, from 0; -1 if it is none. Reads eight bytes behind its start. */
    int find(byte[] bytes, int from, int length) {
        long first = firstWord(bytes, from, length);
        long last = lastWord(bytes, from, length);
        int cell = cell(first, last, length, multiplier, shift);
        if (lengths[cell] != length || words[2 * cell] != first || words[2 * cell + 1] != last) {
            return -1;
        }
        int entry = entries[cell];
        return length <= 16 ? entry : findLong(bytes, from, length, entry);
    }

    private int findLong(byte[] bytes, int from, int length, int candidate) {
        int entry = candidate;
        while (entry >= 0 && !Arrays.equals(names[entry], 0, length, bytes, from, from + length)) {
            entry = twins[entry];
        }
        return entry;
    }
}
