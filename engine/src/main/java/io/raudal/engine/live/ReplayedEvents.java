package io.raudal.engine.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of the late and dead streams were replayed, as ranges of their offsets, and how many of each stream. What retention has
 * taken is forgotten, but stays counted. Thread-safe.
 */
final class ReplayedEvents {
    /** By {@code stream/partition} in the log: last offset by first offset of each range. */
    private final Map<String, TreeMap<Long, Long>> ranges = new TreeMap<>();

    private final Map<String, Long> counts = new TreeMap<>();

    /** @param stream with its suffix {@code .late} or {@code .dead} */
    synchronized void add(String stream, int partition, long offset) {
        if (contains(stream, partition, offset)) {
            return;
        }
        counts.merge(stream, 1L, Long::sum);
        TreeMap<Long, Long> all = ranges.computeIfAbsent(stream + "/" + partition, any -> new TreeMap<>());
        Map.Entry<Long, Long> below = all.floorEntry(offset);
        long first = below != null && below.getValue() == offset - 1 ? below.getKey() : offset;
        Long last = all.remove(offset + 1);
        all.put(first, last == null ? offset : last);
    }

    synchronized boolean contains(String stream, int partition, long offset) {
        Map.Entry<Long, Long> below =
                ranges.getOrDefault(stream + "/" + partition, new TreeMap<>()).floorEntry(offset);
        return below != null && below.getValue() >= offset;
    }

    /** How many of a stream there ever were. */
    synchronized long count(String stream) {
        return counts.getOrDefault(stream, 0L);
    }

    /** Forgets what the log no longer has. */
    synchronized void forgetBelow(String stream, int partition, long firstOffset) {
        TreeMap<Long, Long> all = ranges.get(stream + "/" + partition);
        if (all != null) {
            all.values().removeIf(last -> last < firstOffset);
        }
    }

    synchronized void clear() {
        ranges.clear();
        counts.clear();
    }

    synchronized void write(DataOutputStream out) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            out.writeUTF(count.getKey());
            out.writeLong(count.getValue());
        }
        out.writeInt(ranges.size());
        for (Map.Entry<String, TreeMap<Long, Long>> entry : ranges.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().size());
            for (Map.Entry<Long, Long> range : entry.getValue().entrySet()) {
                out.writeLong(range.getKey());
                out.writeLong(range.getValue());
            }
        }
    }

    synchronized void read(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            counts.put(in.readUTF(), in.readLong());
        }
        for (int left = in.readInt(); left > 0; left--) {
            TreeMap<Long, Long> all = new TreeMap<>();
            ranges.put(in.readUTF(), all);
            for (int more = in.readInt(); more > 0; more--) {
                all.put(in.readLong(), in.readLong());
            }
        }
    }
}
