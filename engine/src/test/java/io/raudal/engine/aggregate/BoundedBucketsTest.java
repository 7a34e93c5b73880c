package io.raudal.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BoundedBucketsTest {

    /** What should be kept: the highest buckets, the lowest of them with all that is below. */
    private static Map<Integer, Double> expected(List<Integer> indexes) {
        TreeMap<Integer, Double> all = new TreeMap<>();
        indexes.forEach(index -> all.merge(index, 1.0, Double::sum));
        while (all.size() > BoundedBuckets.MOST) {
            double lowest = all.pollFirstEntry().getValue();
            all.merge(all.firstKey(), lowest, Double::sum);
        }
        return all;
    }

    private static Map<Integer, Double> kept(Store store) {
        Map<Integer, Double> kept = new TreeMap<>();
        store.forEach((index, count) -> kept.merge(index, count, Double::sum));
        return kept;
    }

    private static Store of(List<Integer> indexes) {
        Store store = new BoundedBuckets();
        indexes.forEach(store::add);
        return store;
    }

    @Test
    void buckets_inAnyOrderAndDivision_areTheHighestThatHaveValues() {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int span = seed % 3 == 0 ? random.nextInt(1, 400) : random.nextInt(1, 6 * BoundedBuckets.MOST);
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < random.nextInt(20_000); i++) {
                indexes.add(random.nextInt(-span, span));
            }
            Map<Integer, Double> expected = expected(indexes);
            assertThat(kept(of(indexes))).as("seed %s", seed).isEqualTo(expected);
            Collections.shuffle(indexes, random);
            int cut = random.nextInt(indexes.size() + 1);
            Store left = of(indexes.subList(0, cut)).copy();
            Store right = of(indexes.subList(cut, indexes.size()));
            left.mergeWith(right);
            assertThat(kept(left)).as("seed %s", seed).isEqualTo(expected);
            assertThat(left.getTotalCount()).isEqualTo(indexes.size());
            assertThat(left.isEmpty()).isEqualTo(indexes.isEmpty());
        }
    }

    @Test
    void buckets_byRisingAndFallingIndex_areTheSame() {
        List<Integer> rising = new ArrayList<>();
        for (int i = 0; i < 3 * BoundedBuckets.MOST; i++) {
            rising.add(i);
        }
        List<Integer> falling = new ArrayList<>(rising);
        Collections.reverse(falling);
        assertThat(kept(of(rising))).isEqualTo(expected(rising)).isEqualTo(kept(of(falling)));
    }

    @Test
    void iterators_goUpAndDown() {
        checkIterators(9);
        checkIterators(9_000);
    }

    private static void checkIterators(int highest) {
        Store store = of(List.of(5, -3, 5, highest));
        List<Integer> up = new ArrayList<>();
        store.getAscendingIterator().forEachRemaining(bin -> up.add(bin.getIndex()));
        List<Bin> down = new ArrayList<>();
        store.getDescendingIterator().forEachRemaining(down::add);
        assertThat(up).containsExactly(-3, 5, highest);
        assertThat(down).containsExactly(new Bin(highest, 1), new Bin(5, 2), new Bin(-3, 1));
        Store copy = store.copy();
        copy.add(7);
        copy.clear();
        assertThat(copy.isEmpty()).isTrue();
        assertThat(store.getTotalCount()).isEqualTo(4);
        assertThat(store.getMinIndex()).isEqualTo(-3);
        assertThat(store.getMaxIndex()).isEqualTo(highest);
    }
}
