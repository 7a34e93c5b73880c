package io.raudal.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinnedTest {
    @Test
    void points_ofAnyOrder_keepExtremesAndTheOrderOfTime() {
        long seed = System.nanoTime();
        System.out.println("ThinnedTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int wanted = 2 + random.nextInt(50);
            int count = random.nextInt(5_000);
            boolean sorted = random.nextBoolean();
            Thinned thinned = new Thinned(wanted);
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < count; i++) {
                double value = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
                least = Double.isNaN(value) ? least : Math.min(least, value);
                greatest = Double.isNaN(value) ? greatest : Math.max(greatest, value);
                thinned.add(sorted ? i : random.nextInt(10_000), value);
            }
            thinned.finish();
            assertThat(thinned.size()).as("seed %d", seed).isLessThanOrEqualTo(Math.max(wanted, 2));
            assertThat(thinned.size()).as("seed %d", seed).isGreaterThanOrEqualTo(Math.min(count, 1));
            double found = Double.POSITIVE_INFINITY;
            double foundGreatest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < thinned.size(); i++) {
                double value = thinned.value(i);
                found = Double.isNaN(value) ? found : Math.min(found, value);
                foundGreatest = Double.isNaN(value) ? foundGreatest : Math.max(foundGreatest, value);
                assertThat(i == 0 || thinned.time(i - 1) <= thinned.time(i))
                        .as("seed %d", seed)
                        .isTrue();
            }
            assertThat(found).as("seed %d", seed).isEqualTo(least);
            assertThat(foundGreatest).as("seed %d", seed).isEqualTo(greatest);
        }
    }
}
