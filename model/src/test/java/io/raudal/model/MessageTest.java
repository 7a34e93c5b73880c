package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageTest {
    @Test
    void language_unknown_isEnglish() {
        Message message = new Message("io.raudal.model.messages", "problem.got", List.of("{0} 'x'"));
        assertThat(message.in(Locale.JAPAN)).isEqualTo("got {0} 'x'");
        assertThat(message.in(Locale.forLanguageTag("es-MX"))).isEqualTo("se encontró {0} 'x'");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 tests", "1, 1 test", "2, 2 tests", "'1,001', '1,001 tests'", "1.000, 1.000 tests", "01, 01 test"})
    void word_thatDependsOnACount_isItsForm(String count, String text) {
        assertThat(new Message("io.raudal.model.counted", "tests", List.of(count)).in(Locale.ROOT))
                .isEqualTo("of 'x': " + text);
    }

    @Test
    void argument_thatIsAMessage_isInTheSameLanguage() {
        Message inner = new Message("io.raudal.model.messages", "problem.got", List.of("x"));
        Message outer = new Message("io.raudal.model.messages", "problem.got", List.of(inner));
        assertThat(outer.in(Locale.ENGLISH)).isEqualTo("got got x");
        assertThat(outer.in(new Locale("es"))).isEqualTo("se encontró se encontró x");
        assertThatIllegalArgumentException().isThrownBy(() -> new Message("b", "k", List.of(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages", "file/messages", "file/keys"})
    void bundles_compared_haveTheSameKeysAndArguments(String bundle) throws IOException {
        Properties english = load(bundle + ".properties");
        Properties spanish = load(bundle + "_es.properties");
        assertThat(new TreeSet<>(spanish.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            MessageFormat left = new MessageFormat(english.getProperty(key), Locale.ROOT);
            MessageFormat right = new MessageFormat(spanish.getProperty(key), Locale.ROOT);
            assertThat(right.getFormatsByArgumentIndex()).as(key).hasSameSizeAs(left.getFormatsByArgumentIndex());
        }
    }

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(MessageTest.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
