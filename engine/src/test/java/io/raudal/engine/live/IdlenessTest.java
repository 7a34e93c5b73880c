package io.raudal.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdlenessTest {
    private static final long SECOND = 1_000_000;
    private final Idleness idleness = new Idleness(2, 10_000, 0);

    @Test
    void partition_thatIsActiveOrHasNothingToFollow_isLeftAlone() {
        assertThat(idleness.decide(0, 9_999)).isEmpty();
        assertThat(idleness.decide(0, 10_000)).as("no event anywhere").isEmpty();
        idleness.event(0, 5_000);
        idleness.at(0, 95 * SECOND, 100 * SECOND);
        assertThat(idleness.decide(0, 14_999)).isEmpty();
    }

    @Test
    void quietPartition_followsTheLeastOfTheOthers() {
        idleness.event(0, 12_000);
        idleness.at(0, 95 * SECOND, 100 * SECOND);
        assertThat(idleness.decide(1, 12_000)).hasValue(95 * SECOND);
        idleness.at(1, 95 * SECOND, Long.MIN_VALUE);
        idleness.event(0, 13_000);
        idleness.at(0, 95 * SECOND + 999_999, 101 * SECOND);
        assertThat(idleness.decide(1, 13_000)).as("not worth a record").isEmpty();
        idleness.at(0, 97 * SECOND, 102 * SECOND);
        assertThat(idleness.decide(1, 13_000)).hasValue(97 * SECOND);
    }

    @Test
    void allQuiet_goToTheHighestAndThenWithTheClock() {
        idleness.event(0, 1_000);
        idleness.at(0, 95 * SECOND, 100 * SECOND);
        assertThat(idleness.decide(0, 11_000)).hasValue(100 * SECOND);
        assertThat(idleness.decide(1, 11_000)).hasValue(100 * SECOND);
        idleness.at(0, 100 * SECOND, 100 * SECOND);
        assertThat(idleness.decide(0, 11_500)).isEmpty();
        assertThat(idleness.decide(0, 13_000)).hasValue(102 * SECOND);
    }

    @Test
    void quietForLong_costsFewRecords() {
        idleness.event(0, 0);
        idleness.at(0, 95 * SECOND, 100 * SECOND);
        int records = 0;
        for (long now = 10_000; now <= 7 * 86_400_000L; now += 250) {
            var decided = idleness.decide(0, now);
            if (decided.isPresent()) {
                idleness.at(0, decided.getAsLong(), Long.MIN_VALUE);
                records++;
            }
        }
        assertThat(records).isBetween(100, 1_000);
    }
}
