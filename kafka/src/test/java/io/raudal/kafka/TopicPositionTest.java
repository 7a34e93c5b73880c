package io.raudal.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPositionTest {
    @Test
    void position_keptAndRead_isTheSame() {
        TopicPosition position = new TopicPosition("TOv9g6T9SJ-R9gOcx43lpg", Map.of(10, 5L, 2, Long.MAX_VALUE));
        assertThat(new String(position.toBytes(), US_ASCII))
                .isEqualTo("TOv9g6T9SJ-R9gOcx43lpg\n2 9223372036854775807\n10 5\n");
        assertThat(TopicPosition.of(position.toBytes())).isEqualTo(position);
    }

    @Test
    void position_neverKept_isNone() {
        assertThat(TopicPosition.of(new byte[0])).isEqualTo(TopicPosition.none());
    }
}
