package io.raudal.engine.step;

import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.StateReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The open rows that a view has given and that may have to be taken back: of sessions, whose bounds change, and where a HAVING or a
 * failure can drop a row. By group and row key.
 */
final class GivenRows {
    /** Rows that are gone, as the keys of a batch of deletes. */
    static final class Gone implements ChangeBatch.Keys {
        final List<byte[]> keys = new ArrayList<>();
        private final List<Long> windowEnds = new ArrayList<>();

        void add(byte[] key, long windowEnd) {
            keys.add(key);
            windowEnds.add(windowEnd);
        }

        @Override
        public byte[] key(int origin, int ordinal) {
            return keys.get(origin);
        }

        @Override
        public long windowEnd(int origin) {
            return windowEnds.get(origin);
        }
    }

    private static final int START = 8;

    private record Group(int hash, NavigableMap<byte[], Long> rows) {}

    private final boolean sessions;
    private final NavigableMap<byte[], Group> groups = new TreeMap<>(Arrays::compareUnsigned);

    /** @param sessions whether rows have bounds that change, which then are at the head of their keys */
    GivenRows(boolean sessions) {
        this.sessions = sessions;
    }

    /**
     * Compares rows that leave, those of a group side by side, with what was given.
     *
     * @param passes by row: whether it leaves, or was dropped
     */
    Gone compare(WindowRows rows, boolean[] passes, boolean isFinal) {
        Gone gone = new Gone();
        for (int row = 0; row < rows.size(); ) {
            byte[] groupKey = rows.groupKey(row);
            Group group = groups.computeIfAbsent(groupKey, any -> new Group(0, new TreeMap<>(Arrays::compareUnsigned)));
            int next = row + 1;
            while (next < rows.size() && Arrays.equals(rows.groupKey(next), groupKey)) {
                next++;
            }
            NavigableMap<byte[], Long> stale = stale(group.rows(), rows, row, next, isFinal);
            for (int i = row; i < next; i++) {
                byte[] key = rows.key(i, 0);
                if (passes[i]) {
                    stale.remove(key);
                    if (!isFinal) {
                        group.rows().put(key, rows.windowEnd(i));
                    }
                }
            }
            stale.forEach(gone::add);
            groups.remove(groupKey);
            if (!group.rows().isEmpty()) {
                groups.put(groupKey, new Group(rows.hash(row), group.rows()));
            }
            row = next;
        }
        return gone;
    }

    /** Takes out of what was given all that the rows replace. */
    private NavigableMap<byte[], Long> stale(
            NavigableMap<byte[], Long> given, WindowRows rows, int from, int to, boolean isFinal) {
        NavigableMap<byte[], Long> stale = new TreeMap<>(Arrays::compareUnsigned);
        for (int row = from; row < to; row++) {
            if (!sessions) {
                byte[] key = rows.key(row, 0);
                Long windowEnd = given.remove(key);
                if (windowEnd != null) {
                    stale.put(key, windowEnd);
                }
                continue;
            }
            long end = isFinal ? rows.windowEnd(row) : Long.MAX_VALUE;
            given.entrySet().removeIf(entry -> {
                boolean isOld = KeyBytes.orderedAt(entry.getKey(), START) < end;
                if (isOld) {
                    stale.put(entry.getKey(), entry.getValue());
                }
                return isOld;
            });
        }
        return stale;
    }

    void write(KeyBytes[] out) {
        int[] counts = new int[out.length];
        groups.values().forEach(group -> counts[KeyGroups.of(group.hash())]++);
        for (int i = 0; i < out.length; i++) {
            out[i].putInt(counts[i]);
        }
        groups.forEach((key, group) -> {
            KeyBytes bytes = out[KeyGroups.of(group.hash())];
            bytes.putInt(group.hash());
            bytes.putInt(key.length);
            bytes.put(key, 0, key.length);
            bytes.putInt(group.rows().size());
            group.rows().forEach((rowKey, windowEnd) -> {
                bytes.putInt(rowKey.length);
                bytes.put(rowKey, 0, rowKey.length);
                bytes.putLong(windowEnd);
            });
        });
    }

    void read(StateReader in) {
        int count = in.nextCount(12);
        for (int i = 0; i < count; i++) {
            int hash = in.nextInt();
            byte[] key = in.nextBytes();
            NavigableMap<byte[], Long> rows = new TreeMap<>(Arrays::compareUnsigned);
            int size = in.nextCount(12);
            for (int row = 0; row < size; row++) {
                byte[] rowKey = in.nextBytes();
                rows.put(rowKey, in.nextLong());
            }
            groups.put(key, new Group(hash, rows));
        }
    }
}
