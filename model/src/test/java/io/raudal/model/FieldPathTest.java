package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.FieldPath.Step;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldPathTest {
    @Test
    void text_parsed_givesItsSteps() {
        assertThat(FieldPath.parse("power.volts[2].\"id.orig_h\""))
                .hasValue(new FieldPath(List.of(
                        new Step.Name("power"),
                        new Step.Name("volts"),
                        new Step.Index(2),
                        new Step.Name("id.orig_h"))));
        assertThat(FieldPath.parse("\"say \"\"so\"\"\"")).hasValue(FieldPath.of("say \"so\""));
        assertThat(FieldPath.parse("a[0][1]"))
                .hasValue(new FieldPath(List.of(new Step.Name("a"), new Step.Index(0), new Step.Index(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".a",
                "a.",
                "a..b",
                "[0]",
                "a[",
                "a[]",
                "a[-1]",
                "a[x]",
                "a[0]b",
                "\"a",
                "\"a\"b",
                "a[9999999999]"
            })
    void brokenText_parsed_isNone(String text) {
        assertThat(FieldPath.parse(text)).isEmpty();
    }

    @Test
    void anyName_writtenAndParsed_comesBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(5); length >= 0; length--) {
                name.append("ab.[]\" \\é'".charAt(random.nextInt(10)));
            }
            FieldPath path = new FieldPath(List.of(
                    new Step.Name(name.toString()),
                    new Step.Index(i),
                    new Step.Name(name.reverse().toString())));
            assertThat(FieldPath.parse(path.toString())).as(path.toString()).hasValue(path);
        }
    }

    @Test
    void pathWithoutLeadingName_made_isRefused() {
        assertThatThrownBy(() -> new FieldPath(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FieldPath(List.of(new Step.Index(0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Step.Index(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
