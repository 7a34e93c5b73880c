package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");
    private static final Message RULE = new Message("io.raudal.model.file.messages", "must.not.be.negative", List.of());
    private static final Message REMEDY = new Message("io.raudal.model.file.messages", "did.you.mean", List.of("5s"));
    private static final Problem LATER = Problem.error("a.b", new Position(7, 2), RULE, "-5s", REMEDY);
    private static final Problem EARLIER = Problem.warning("", new Position(3, 9), RULE, null, null);

    @Test
    void problem_written_hasPlacePathRuleValueAndRemedy() {
        assertThat(LATER.in(Path.of("p.yaml"), Locale.ENGLISH))
                .isEqualTo("p.yaml:7:2: error: a.b: must be at least 0s, got -5s; did you mean 5s?");
        assertThat(LATER.in(Path.of("p.yaml"), SPANISH))
                .isEqualTo("p.yaml:7:2: error: a.b: debe ser al menos 0s, se encontró -5s; ¿quisiste decir 5s?");
        assertThat(EARLIER.in(Path.of("p.yaml"), Locale.ENGLISH)).isEqualTo("p.yaml:3:9: warning: must be at least 0s");
        assertThat(EARLIER.in(Path.of("p.yaml"), SPANISH)).isEqualTo("p.yaml:3:9: aviso: debe ser al menos 0s");
    }

    @Test
    void problem_withLineEndsInItsNames_isOneLine() {
        Problem problem = Problem.error("a.b\r\nc\u2028", Position.START, RULE, "x\u001B[31m\u0085y", null);
        assertThat(problem.in(Locale.ENGLISH)).isEqualTo("a.b c : must be at least 0s, got x [31m y");
    }

    @Test
    void exception_ofProblems_listsThemInTheOrderOfTheFile() {
        RaudalException exception = new RaudalException(Path.of("p.yaml"), List.of(LATER, EARLIER));
        assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_PIPELINE);
        assertThat(exception.code().type()).isEqualTo(ErrorCode.Type.USER);
        assertThat(exception.problems()).containsExactly(EARLIER, LATER);
        assertThat(exception.in(SPANISH).lines().map(line -> line.substring(0, 10)))
                .containsExactly("p.yaml:3:9", "p.yaml:7:2");
        assertThat(exception).hasMessage(exception.in(Locale.ENGLISH));
    }

    @Test
    void exception_ofAMessage_saysItInTheReadersLanguage() {
        RaudalException exception = new RaudalException(ErrorCode.UNREADABLE_INPUT, REMEDY);
        assertThat(exception.in(Locale.ENGLISH)).isEqualTo("did you mean 5s?");
        assertThat(exception.in(SPANISH)).isEqualTo("¿quisiste decir 5s?");
        assertThat(exception.problems()).isEmpty();
    }
}
