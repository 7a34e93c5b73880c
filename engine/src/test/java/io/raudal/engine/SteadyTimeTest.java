package io.raudal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyTimeTest {
    @Test
    void time_passesAsTheProcessorsDoes() {
        SteadyTime time = new SteadyTime();
        long before = System.nanoTime();
        Instant first = time.instant();
        long between = System.nanoTime();
        while (System.nanoTime() - between < 2_000_000) {
            Thread.onSpinWait();
        }
        long later = System.nanoTime();
        Instant second = time.instant();
        long after = System.nanoTime();

        assertThat(Duration.between(first, second).toNanos()).isBetween(later - between, after - before);
    }
}
