package io.raudal.engine.step;

import static io.raudal.engine.step.TestPlans.BIGINT;
import static io.raudal.engine.step.TestPlans.aggregate;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.engine.aggregate.Aggregates;
import io.raudal.engine.aggregate.StateRows;
import io.raudal.engine.key.KeyBytes;
import io.raudal.engine.key.KeyHash;
import io.raudal.engine.key.StateReader;
import io.raudal.plan.AggregateFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceRowsTest {
    /** Where the count of a view that counts rows is. */
    private static final int COUNT = StateRows.HEADER;

    @ParameterizedTest
    @CsvSource({"5, 0, 3", "5, 1, 20", "2000, 0, 16", "2000, 0, 40", "2000, 1, 9", "2000, 1, 16", "2000, 1, 40"})
    void sortsRowsByTheBytesOfTheirKeysWhateverTheyEndWith(int keys, int leastByte, int longest) {
        Random random = new Random(keys + longest);
        Map<byte[], Long> counts = new TreeMap<>(Arrays::compareUnsigned);
        while (counts.size() < keys) {
            byte[] key = new byte[leastByte + random.nextInt(longest + 1 - leastByte)];
            for (int i = 0; i < key.length; i++) {
                key[i] = (byte)
                        (random.nextInt(8) > 0 ? leastByte + random.nextInt(3) : random.nextInt(256) | leastByte);
            }
            counts.put(key, (long) counts.size());
        }
        SliceRows slice = slice(counts);

        slice.sort();

        List<byte[]> sorted = new ArrayList<>();
        List<Long> sortedCounts = new ArrayList<>();
        for (int row = 0; row < slice.rows.size(); row++) {
            KeyBytes key = new KeyBytes(0);
            slice.copyKey(row, key);
            sorted.add(key.toArray());
            sortedCounts.add(slice.rows.get(row, COUNT));
        }
        assertThat(sorted).containsExactlyElementsOf(counts.keySet());
        assertThat(sortedCounts).containsExactlyElementsOf(counts.values());
    }

    private static SliceRows slice(Map<byte[], Long> counts) {
        KeyBytes written = new KeyBytes(0);
        List<Map.Entry<byte[], Long>> entries = new ArrayList<>(counts.entrySet());
        Collections.shuffle(entries, new Random(1));
        written.putInt(entries.size());
        for (Map.Entry<byte[], Long> entry : entries) {
            byte[] key = entry.getKey();
            written.putInt(KeyHash.of(key, 0, key.length));
            written.putInt(key.length);
            written.put(key, 0, key.length);
            written.putLong(entry.getValue());
        }
        Aggregates aggregates = new Aggregates(List.of(aggregate(AggregateFunction.COUNT, BIGINT)), false);
        SliceRows slice = new SliceRows(0, 1, aggregates, 0);
        slice.read(new StateReader(written.toArray(), 0));
        return slice;
    }
}
