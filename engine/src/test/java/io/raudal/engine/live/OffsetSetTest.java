package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetSetTest {
    @Test
    void forEach_tellsThoseWithinTheBounds_acrossBlocks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        OffsetSet set = new OffsetSet();
        TreeSet<Long> expected = new TreeSet<>();
        long far = 1L << 40;
        for (long offset : new long[] {0, 65_535, 65_536, far - 1, far}) {
            set.add(offset);
            expected.add(offset);
        }
        for (int i = 0; i < 1000; i++) {
            long offset = random.nextInt(300_000);
            set.add(offset);
            expected.add(offset);
        }
        for (int i = 0; i < 200; i++) {
            long from = random.nextInt(300_000);
            long to = from + random.nextInt(150_000);
            assertThat(told(set, from, to))
                    .as("seed %d: from %d to %d", seed, from, to)
                    .containsExactlyElementsOf(expected.subSet(from, to));
        }
        assertThat(told(set, 65_535, 65_536)).containsExactly(65_535L);
        assertThat(told(set, far - 1, far)).containsExactly(far - 1);
        assertThat(told(set, 7, 7)).isEmpty();
    }

    private static List<Long> told(OffsetSet set, long from, long to) {
        List<Long> told = new ArrayList<>();
        set.forEach(from, to, told::add);
        return told;
    }
}
