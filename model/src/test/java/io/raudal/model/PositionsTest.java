package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Positions.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PositionsTest {
    private static final Positions POSITIONS = new Positions(
            Map.of("spec.views", new Position(5, 3), "spec.views.hot.sql", new Position(6, 10)),
            Map.of(
                    "spec.views.hot.sql",
                    List.of(
                            new Run(new Position(1, 1), new Position(7, 9), 6),
                            new Run(new Position(1, 7), new Position(7, 15), 0),
                            new Run(new Position(2, 1), new Position(8, 9), 4))));

    @Test
    void path_asked_givesItsPlaceOrThatOfTheNearestParent() {
        assertThat(POSITIONS.of("spec.views.hot.sql")).isEqualTo(new Position(6, 10));
        assertThat(POSITIONS.of("spec.views.cold[3].sql")).isEqualTo(new Position(5, 3));
        assertThat(POSITIONS.of("elsewhere")).isEqualTo(Position.START);
        assertThat(POSITIONS.of("")).isEqualTo(Position.START);
    }

    @Test
    void placeInsideAText_asked_isInTheRunThatHoldsIt() {
        assertThat(inside(1, 3)).isEqualTo(new Position(7, 11));
        assertThat(inside(1, 9)).as("in what stands elsewhere").isEqualTo(new Position(7, 15));
        assertThat(inside(2, 2)).isEqualTo(new Position(8, 10));
        assertThat(inside(2, 99)).as("past the end").isEqualTo(new Position(8, 13));
        assertThat(inside(9, 9)).as("past the last line").isEqualTo(new Position(8, 13));
    }

    @Test
    void placeInsideWhatIsNoText_asked_isThatOfTheValue() {
        assertThat(POSITIONS.inText("spec.views.hot.emit", new Position(2, 2))).isEqualTo(new Position(5, 3));
    }

    @Test
    void child_named_isQuotedWhereItMustBe() {
        assertThat(Positions.child("", "spec")).isEqualTo("spec");
        assertThat(Positions.child(Positions.child("spec.tests", 0), "id.orig_h"))
                .isEqualTo("spec.tests[0].\"id.orig_h\"");
    }

    private static Position inside(int line, int column) {
        return POSITIONS.inText("spec.views.hot.sql", new Position(line, column));
    }
}
