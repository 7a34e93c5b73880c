package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ComponentSizesTest {
    @Test
    void sizes_areThoseOfTheLastMeasure_andUnknownWhileThatFails() {
        AtomicInteger measures = new AtomicInteger();
        CompletableFuture<Long> slow = new CompletableFuture<>();
        try (ComponentSizes sizes = new ComponentSizes(
                () -> {
                    if (measures.incrementAndGet() == 2) {
                        throw new IllegalStateException("no broker");
                    }
                    return measures.get();
                },
                () -> measures.get() == 2 ? slow.join() : 7,
                Duration.ofMillis(1))) {
            await(() -> measures.get() == 2 && sizes.logBytes() == ComponentSizes.UNKNOWN);
            assertThat(sizes.storeBytes())
                    .as("a store that takes its time keeps nobody waiting")
                    .isEqualTo(7);
            slow.complete(9L);
            await(() -> sizes.logBytes() >= 3);
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
