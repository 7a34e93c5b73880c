package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodeTest {
    private static Object plain(String text) {
        return scalar(Node.Style.PLAIN, text).value();
    }

    private static Node.Scalar scalar(Node.Style style, String text) {
        return new Node.Scalar(Position.START, style, text, text, List.of());
    }

    @Test
    void plainScalars_asked_meanWhatTheCoreSchemaSays() {
        for (String text : List.of("", "~", "null", "Null", "NULL")) {
            assertThat(plain(text)).as(text).isNull();
        }
        for (String text : List.of(
                "yes",
                "no",
                "on",
                "off",
                "nULL",
                "tRue",
                "1_000",
                "12:30:00",
                "2026-01-01",
                "1.2.3",
                "-",
                "e3",
                "0o8")) {
            assertThat(plain(text)).as(text).isEqualTo(text);
        }
        Map<String, String> numbers = Map.of(
                "0x1F", "31", "0o17", "15", "+5", "5", "-0.50", "-0.50", ".5", "0.5", "5.", "5", "1e3", "1E+3", "007",
                "7");
        numbers.forEach((text, number) -> assertThat(plain(text)).as(text).isEqualTo(new BigDecimal(number)));
        assertThat(plain("True")).isEqualTo(true);
        assertThat(plain("FALSE")).isEqualTo(false);
        assertThat(plain("-.inf")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(plain(".Inf")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(plain(".NaN")).isEqualTo(Double.NaN);
    }

    @Test
    void otherScalars_asked_areText() {
        assertThat(scalar(Node.Style.QUOTED, "5").value()).isEqualTo("5");
        assertThat(scalar(Node.Style.LITERAL, "true").value()).isEqualTo("true");
        assertThat(scalar(Node.Style.QUOTED, "").isNull()).isFalse();
    }

    @Test
    void values_shown_fitInALine() {
        assertThat(scalar(Node.Style.LITERAL, "a\n  b\n").shown()).isEqualTo("a b");
        assertThat(scalar(Node.Style.QUOTED, " a").shown()).isEqualTo("\"a\"");
        assertThat(scalar(Node.Style.QUOTED, "").shown()).isEqualTo("\"\"");
        assertThat(scalar(Node.Style.PLAIN, "").shown()).isEqualTo("null");
        assertThat(scalar(Node.Style.PLAIN, "é".repeat(70)).shown()).isEqualTo("é".repeat(60) + "…");
        assertThat(new Node.Sequence(Position.START, List.of()).shown()).isEqualTo("[]");
        assertThat(new Node.Mapping(
                                Position.START,
                                List.of(new Node.Entry("a", Position.START, scalar(Node.Style.PLAIN, "1"))))
                        .shown())
                .isEqualTo("{a: …}");
    }
}
