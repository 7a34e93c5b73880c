package io.raudal.engine.live;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the steps of each partition were on their way through the log, so that whoever reads a part of it again begins there and knows
 * what came before: no event ahead of a milestone is younger than the highest time there. A few hundred a partition, spread evenly.
 * Not thread-safe.
 */
final class Milestones {
    private static final int MOST = 256;

    /** Times are in microseconds, {@link Long#MIN_VALUE} where nothing was delivered yet. */
    record Milestone(long offset, long highestMicros, long watermarkMicros) {
        static final Milestone START = new Milestone(0, Long.MIN_VALUE, Long.MIN_VALUE);

        /** Windows that start later have no event ahead of it; in milliseconds. */
        long missingUntil() {
            return highestMicros == Long.MIN_VALUE ? Long.MIN_VALUE : Math.floorDiv(highestMicros, 1000);
        }
    }

    private final Map<String, List<Milestone>> byPartition = new TreeMap<>();

    /**
     * Takes note of where a partition is.
     *
     * @param partition as {@code stream/partition}
     * @param firstOffset what the log has; milestones ahead of it are of no use
     */
    void add(String partition, Milestone milestone, long firstOffset) {
        List<Milestone> all = byPartition.computeIfAbsent(partition, any -> new ArrayList<>());
        all.removeIf(other -> other.offset() < firstOffset);
        if (!all.isEmpty() && all.get(all.size() - 1).offset() >= milestone.offset()) {
            return;
        }
        all.add(milestone);
        if (all.size() > MOST) {
            List<Milestone> half = new ArrayList<>();
            for (int i = 1; i < all.size(); i += 2) {
                half.add(all.get(i));
            }
            all.clear();
            all.addAll(half);
        }
    }

    /**
     * Where to begin so that windows that start at this time or later are whole: as late as possible, or where the log begins if that is
     * too late already.
     *
     * @param now where the partition is
     */
    Milestone before(long millis, String partition, long firstOffset, Milestone now) {
        List<Milestone> usable = new ArrayList<>();
        if (firstOffset == 0) {
            usable.add(Milestone.START);
        }
        byPartition.getOrDefault(partition, List.of()).stream()
                .filter(milestone -> milestone.offset() >= firstOffset && milestone.offset() < now.offset())
                .forEach(usable::add);
        usable.add(now);
        Milestone best = usable.get(0);
        for (Milestone milestone : usable) {
            if (milestone.missingUntil() < millis) {
                best = milestone;
            }
        }
        return best;
    }

    /** Forgets a stream, whose offsets or times are others now. */
    void forget(String stream) {
        byPartition.keySet().removeIf(partition -> partition.startsWith(stream + "/"));
    }

    void clear() {
        byPartition.clear();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(byPartition.size());
        for (Map.Entry<String, List<Milestone>> entry : byPartition.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().size());
            for (Milestone milestone : entry.getValue()) {
                out.writeLong(milestone.offset());
                out.writeLong(milestone.highestMicros());
                out.writeLong(milestone.watermarkMicros());
            }
        }
    }

    void read(DataInputStream in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            List<Milestone> all = new ArrayList<>();
            byPartition.put(in.readUTF(), all);
            for (int more = in.readInt(); more > 0; more--) {
                all.add(new Milestone(in.readLong(), in.readLong(), in.readLong()));
            }
        }
    }
}
