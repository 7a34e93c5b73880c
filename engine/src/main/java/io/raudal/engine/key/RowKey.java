package io.raudal.engine.key;

/**
 * A row's key as bytes whose unsigned order is the order of rows in a bounded run: of a window view the window's end, its start
 * (milliseconds) and the groups in the form of {@link KeyCodec}; of an unbounded GROUP BY the groups; of a row view partition,
 * position and ordinal; of a top-N the window's bounds, the partition columns and the rank.
 */
public final class RowKey {
    private RowKey() {}

    public static byte[] ofWindow(long windowEnd, long windowStart, byte[] keys, int from, int length) {
        KeyBytes key = new KeyBytes(16 + length);
        key.putOrdered(windowEnd);
        key.putOrdered(windowStart);
        key.put(keys, from, length);
        return key.bytes();
    }

    /** Where the window starts, of a key whose row has one; in milliseconds. */
    public static long windowStart(byte[] key) {
        return KeyBytes.orderedAt(key, Long.BYTES);
    }

    /** @param ordinal of the row among those of its event, from 0 */
    public static byte[] ofEvent(int partition, long position, int ordinal) {
        KeyBytes key = new KeyBytes(16);
        key.putInt(partition);
        key.putLong(position);
        key.putInt(ordinal);
        return key.bytes();
    }

    /** Where the event stands, of a row view's key. */
    public static long position(byte[] key) {
        return KeyBytes.longAt(key, Integer.BYTES);
    }

    /** @param partition the values of the partition columns, as {@link KeyCodec} writes them with an end */
    public static byte[] ofRank(long windowEnd, long windowStart, byte[] partition, long rank) {
        KeyBytes key = new KeyBytes(24 + partition.length);
        key.putOrdered(windowEnd);
        key.putOrdered(windowStart);
        key.put(partition, 0, partition.length);
        key.putOrdered(rank);
        return key.bytes();
    }
}
