package io.raudal.query.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PieceRingTest {
    private static Piece piece(long number, int bytes) {
        return new Piece(number, 100 + number, Buffer.buffer(new byte[bytes]), 0, List.of());
    }

    @Test
    void pieces_pastTheSize_areForgottenOldestFirst() {
        PieceRing ring = new PieceRing(100);
        for (int i = 0; i < 10; i++) {
            ring.add(piece(i, 30));
        }
        assertThat(ring.end()).isEqualTo(10);
        assertThat(ring.get(6)).isNull();
        assertThat(ring.get(7)).isNotNull();
        assertThat(ring.get(9).cursor()).isEqualTo(109);
        assertThat(ring.get(10)).isNull();
        // One that is larger than all may be is there all the same.
        ring.add(piece(10, 1000));
        assertThat(ring.get(10)).isNotNull();
        assertThat(ring.get(9)).isNull();
    }

    @Test
    void pieces_pastTheNumber_areForgotten() {
        PieceRing ring = new PieceRing(Integer.MAX_VALUE);
        for (int i = 0; i < 10_000; i++) {
            ring.add(piece(i, 1));
        }
        assertThat(ring.get(9_999)).isNotNull();
        assertThat(ring.get(0)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> ring.add(piece(5, 1)));
    }

    @Test
    void cursor_isFoundAsLongAsItsPieceIsKept() {
        PieceRing ring = new PieceRing(100);
        for (int i = 0; i < 10; i++) {
            ring.add(piece(i, 30));
        }
        assertThat(ring.behind(109)).isEqualTo(10);
        assertThat(ring.behind(107)).isEqualTo(8);
        assertThat(ring.behind(101)).isEqualTo(-1);
        ring.clear();
        assertThat(ring.behind(109)).isEqualTo(-1);
        assertThat(ring.get(9)).isNull();
        // Whoever was at the end has missed something.
        assertThat(ring.end()).isGreaterThan(10);
        assertThat(ring.get(10)).isNull();
    }
}
