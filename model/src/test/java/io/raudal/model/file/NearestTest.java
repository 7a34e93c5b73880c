package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
    @Test
    void distance_counted_isOptimalStringAlignment() {
        assertThat(Nearest.distance("colums", "columns")).isEqualTo(1);
        assertThat(Nearest.distance("tiem", "time")).isEqualTo(1);
        assertThat(Nearest.distance("KEY", "key")).isZero();
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("ca", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void word_looked_findsTheNearestOrNone() {
        List<String> known = List.of("format", "columns", "time", "key");
        assertThat(Nearest.of("colums", known)).hasValue("columns");
        assertThat(Nearest.of("frmat", known)).hasValue("format");
        assertThat(Nearest.of("kez", known)).hasValue("key");
        assertThat(Nearest.of("partition", known)).isEmpty();
        assertThat(Nearest.of("x".repeat(100_000), known)).isEmpty();
        assertThat(Nearest.of("a", List.of())).isEmpty();
    }
}
