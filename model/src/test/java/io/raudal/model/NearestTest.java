package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void distance_counted_isOptimalStringAlignment() {
        assertThat(Nearest.distance("colums", "columns")).isEqualTo(1);
        assertThat(Nearest.distance("tiem", "time")).isEqualTo(1);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("ca", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void word_looked_findsTheNearestOrNone() {
        List<String> known = List.of("format", "columns", "time", "key", "n");
        assertThat(Nearest.of("colums", known)).hasValue("columns");
        assertThat(Nearest.of("frmat", known)).hasValue("format");
        assertThat(Nearest.of("kez", known)).hasValue("key");
        assertThat(Nearest.of("tmie", known)).hasValue("time");
        assertThat(Nearest.of("partition", known)).isEmpty();
        assertThat(Nearest.of("a", List.of())).isEmpty();
    }

    @Test
    void word_inAnotherCase_isTheSame() {
        List<String> known = List.of("device", "N", "APPROX_PERCENTILE");
        assertThat(Nearest.of("DEVICE", known)).hasValue("device");
        assertThat(Nearest.of("Devcie", known)).hasValue("device");
        assertThat(Nearest.of("approx_percentil", known)).hasValue("APPROX_PERCENTILE");
        assertThat(Nearest.of("n", known)).hasValue("N");
    }

    @Test
    void word_ofOneLetter_isNotReplacedWhole() {
        assertThat(Nearest.of("x", List.of("y"))).isEmpty();
        assertThat(Nearest.of("", List.of("y"))).isEmpty();
    }

    @Test
    void words_asNear_areChosenByCaseThenBeginningThenName() {
        List<String> known = List.of("Rate", "rate", "date", "raze", "rave", "RATE");
        for (List<String> order : List.of(known, reversed(known))) {
            assertThat(Nearest.of("rte", order)).hasValue("rate");
            assertThat(Nearest.of("RTE", order)).hasValue("RATE");
            assertThat(Nearest.of("ratr", order)).hasValue("rate");
        }
        for (List<String> order :
                List.of(List.of("temp_b", "temp_a", "zemp_x"), List.of("zemp_x", "temp_a", "temp_b"))) {
            assertThat(Nearest.of("temp_x", order)).hasValue("temp_a");
        }
    }

    private static List<String> reversed(List<String> words) {
        List<String> reversed = new ArrayList<>(words);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void words_withoutEnd_areNotCompared() {
        assertThat(Nearest.of("x".repeat(65), List.of("x".repeat(64)))).isEmpty();
        List<String> many = IntStream.range(0, 701).mapToObj(i -> "name" + i).toList();
        assertThat(Nearest.of("name", many)).isEmpty();
    }
}
