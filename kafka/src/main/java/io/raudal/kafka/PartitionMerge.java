package io.raudal.kafka;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of several partitions into one sequence, in the order of their timestamps and each partition's in its own.
 *
 * <p>A topic's backlog comes one long stretch of a partition after the other. Events go into the log by key, so partitions of the
 * topic meet in one of the log's, where a stretch that is behind another by more than the stream's lateness would be late as a
 * whole. So a record waits as long as a partition that has more to bring has nothing here. What waits is what was fetched. One thread.
 */
final class PartitionMerge {
    private static final Comparator<Deque<ConsumerRecord<byte[], byte[]>>> BY_TIME = Comparator.comparingLong(
                    (Deque<ConsumerRecord<byte[], byte[]>> records) ->
                            records.element().timestamp())
            .thenComparingInt(records -> records.element().partition());

    private final Map<Integer, Deque<ConsumerRecord<byte[], byte[]>>> byPartition = new HashMap<>();
    /** Those that have some. */
    private final PriorityQueue<Deque<ConsumerRecord<byte[], byte[]>>> ready = new PriorityQueue<>(BY_TIME);
    /** Partitions that have more to bring, and of these the ones that have nothing here. */
    private Set<Integer> unfinished = Set.of();

    private final Set<Integer> awaited = new HashSet<>();

    /** Adds what was fetched of a partition, behind what is here of it. */
    void add(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        Deque<ConsumerRecord<byte[], byte[]>> queue = byPartition.computeIfAbsent(partition, any -> new ArrayDeque<>());
        boolean wasEmpty = queue.isEmpty();
        queue.addAll(records);
        if (wasEmpty) {
            ready.add(queue);
        }
        awaited.remove(partition);
    }

    /** Says which partitions have more to bring than was added; replaces what was said before. */
    void unfinished(Set<Integer> partitions) {
        unfinished = Set.copyOf(partitions);
        awaited.clear();
        awaited.addAll(partitions);
        awaited.removeAll(partitions());
    }

    /** Partitions that have more to bring and nothing here: they hold back all others. */
    Set<Integer> awaited() {
        return Set.copyOf(awaited);
    }

    /** The partitions of which something is here. */
    Set<Integer> partitions() {
        Set<Integer> some = new HashSet<>();
        ready.forEach(queue -> some.add(queue.element().partition()));
        return some;
    }

    /** How many records are here. */
    int size() {
        return ready.stream().mapToInt(Deque::size).sum();
    }

    /** The first record that is here of a partition; null if none is. */
    @Nullable ConsumerRecord<byte[], byte[]> next(int partition) {
        Deque<ConsumerRecord<byte[], byte[]>> queue = byPartition.get(partition);
        return queue == null ? null : queue.peek();
    }

    /** Takes the next record out; null if there is none, or a partition with more to bring has none. */
    @Nullable ConsumerRecord<byte[], byte[]> poll() {
        if (!awaited.isEmpty() || ready.isEmpty()) {
            return null;
        }
        Deque<ConsumerRecord<byte[], byte[]>> queue = ready.remove();
        ConsumerRecord<byte[], byte[]> record = queue.remove();
        if (!queue.isEmpty()) {
            ready.add(queue);
        } else if (unfinished.contains(record.partition())) {
            awaited.add(record.partition());
        }
        return record;
    }
}
