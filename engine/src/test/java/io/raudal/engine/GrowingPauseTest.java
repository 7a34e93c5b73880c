package io.raudal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingPauseTest {
    @Test
    void length_failureByFailure_doublesUpToTheLongest_andBeginsAnew() {
        GrowingPause pause = new GrowingPause(Duration.ofSeconds(10));
        List<Long> seconds = new ArrayList<>();
        for (int failure = 0; failure < 6; failure++) {
            seconds.add(pause.length().toSeconds());
            pause.grow();
        }
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        pause.reset();
        assertThat(pause.length()).isEqualTo(Duration.ofSeconds(1));
    }
}
