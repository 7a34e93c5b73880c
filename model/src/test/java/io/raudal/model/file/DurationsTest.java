package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "10m, PT10M",
        "1h30m, PT1H30M",
        "7d, P7D",
        "250ms, PT0.25S",
        "1d2h3m4s5ms, P1DT2H3M4.005S",
        "0s, PT0S",
        "PT5S, PT5S",
        "P1DT2H, PT26H",
        "PT0.5S, PT0.5S"
    })
    void text_parsed_isTheDurationThatTheJdkReads(String text, String iso) {
        assertThat(Durations.parse(text)).hasValue(Duration.parse(iso));
        assertThat(Pattern.compile(Durations.SCHEMA_PATTERN).matcher(text).find())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-5s, PT-5S", "-PT5S, PT-5S"})
    void negativeText_parsed_isNegativeAndNotInTheSchema(String text, String iso) {
        assertThat(Durations.parse(text)).hasValue(Duration.parse(iso));
        assertThat(Pattern.compile(Durations.SCHEMA_PATTERN).matcher(text).find())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                "5S",
                "1h30",
                "1.5h",
                "5w",
                "pt5s",
                "P",
                "PT",
                "99999999999999999d",
                "999999999999999d"
            })
    void otherText_parsed_isNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "250ms", "5s", "1h30m", "90d", "1d2h3m4s5ms"})
    void duration_written_isReadBack(String text) {
        assertThat(Durations.text(Durations.parse(text).orElseThrow())).isEqualTo(text);
    }
}
