package io.raudal.engine.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
    @Test
    void split_byBytes_keepsAllEventsInOrder() {
        Slices slices = Slices.of("aaaa", "bb", "c", "", "dddddddddddddddddd", "e");
        assertThat(texts(slices.split(2 * Slices.EVENT_BYTES + 6)))
                .containsExactly(List.of("aaaa", "bb"), List.of("c", ""), List.of("dddddddddddddddddd"), List.of("e"));
        // An event that is too much by itself is a piece by itself.
        assertThat(texts(slices.split(Slices.EVENT_BYTES + 4)))
                .containsExactly(
                        List.of("aaaa"),
                        List.of("bb"),
                        List.of("c"),
                        List.of(""),
                        List.of("dddddddddddddddddd"),
                        List.of("e"));
        assertThat(slices.split(1 << 20)).containsExactly(slices);
    }

    @Test
    void requireAppend_nothingOrTooMuch_saysTheBound() {
        assertThat(Slices.of("abc").requireAppend("p", Slices.EVENT_BYTES + 3)).isEqualTo(Slices.EVENT_BYTES + 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Slices.of("abc").requireAppend("p", Slices.EVENT_BYTES + 2))
                .withMessageContaining("p: 1 events of 35 bytes")
                .withMessageContaining("at most 34 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new Slices().requireAppend("p", 100));
    }

    private static List<List<String>> texts(List<Slices> pieces) {
        return pieces.stream()
                .map(piece -> java.util.stream.IntStream.range(0, piece.size())
                        .mapToObj(piece::string)
                        .toList())
                .toList();
    }
}
