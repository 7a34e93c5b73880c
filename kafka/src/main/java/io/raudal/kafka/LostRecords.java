package io.raudal.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that cannot be read any more: retention was faster than we, or the cluster lost what it had acknowledged.
 *
 * @param goOn by partition, the next offset that can be read
 * @param said what people should know, in the language of the process
 */
record LostRecords(Map<Integer, Long> goOn, String said) {

    static LostRecords of(OffsetOutOfRangeException e, ForeignTopic topic) throws InterruptedException {
        Map<Integer, Long> goOn = new HashMap<>();
        StringJoiner said = new StringJoiner("; ");
        for (Map.Entry<TopicPartition, Long> lost :
                e.offsetOutOfRangePartitions().entrySet()) {
            TopicPartition partition = lost.getKey();
            long offset = lost.getValue();
            long next = next(partition, offset, e, topic);
            goOn.put(partition.partition(), next);
            said.add(topic.say(
                    next > offset ? "source.expired" : "source.shrunk",
                    partition.toString(),
                    Long.toString(offset),
                    Long.toString(next)));
        }
        return new LostRecords(goOn, said.toString());
    }

    private static long next(TopicPartition partition, long offset, OffsetOutOfRangeException e, ForeignTopic topic)
            throws InterruptedException {
        if (e instanceof LogTruncationException truncation) {
            // The cluster knows from where on the records are others than those that were read.
            OffsetAndMetadata diverged = truncation.divergentOffsets().get(partition);
            if (diverged != null) {
                return diverged.offset();
            }
        }
        int number = partition.partition();
        long first = topic.offsets(Map.of(number, OffsetSpec.earliest())).getOrDefault(number, offset);
        long end = topic.offsets(Map.of(number, OffsetSpec.latest())).getOrDefault(number, offset);
        return Math.min(Math.max(offset, first), end);
    }
}
