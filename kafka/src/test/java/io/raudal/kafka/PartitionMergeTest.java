package io.raudal.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionMergeTest {
    private final PartitionMerge merge = new PartitionMerge();

    @Test
    void poll_ofSeveralPartitions_goesByTimeAndKeepsEachInItsOrder() {
        add(0, 10, 5, 30);
        add(1, 7, 20, 40);
        assertThat(drain()).containsExactly("1:7", "0:10", "0:5", "1:20", "0:30", "1:40");
    }

    @Test
    void poll_whileAPartitionHasMoreToBring_waitsForIt() {
        add(0, 10, 20);
        merge.unfinished(Set.of(1));
        assertThat(drain()).isEmpty();
        assertThat(merge.awaited()).containsExactly(1);
        add(1, 15);
        // The second one runs out of records, and may have one before 20.
        assertThat(drain()).containsExactly("0:10", "1:15");
        assertThat(merge.partitions()).containsExactly(0);
        assertThat(merge.size()).isOne();
        merge.unfinished(Set.of());
        assertThat(drain()).containsExactly("0:20");
        assertThat(merge.partitions()).isEmpty();
    }

    @Test
    void next_ofAPartition_isTheFirstThatIsHere() {
        assertThat(merge.next(3)).isNull();
        add(3, 1, 2);
        assertThat(merge.poll()).isNotNull();
        assertThat(merge.next(3))
                .isNotNull()
                .satisfies(record -> assertThat(record.timestamp()).isEqualTo(2));
    }

    private void add(int partition, long... times) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long time : times) {
            records.add(new ConsumerRecord<>(
                    "t",
                    partition,
                    records.size(),
                    time,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty()));
        }
        merge.add(partition, records);
    }

    private List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record = merge.poll(); record != null; record = merge.poll()) {
            drained.add(record.partition() + ":" + record.timestamp());
        }
        return drained;
    }
}
