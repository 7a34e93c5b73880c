package io.raudal.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', '', en",
        "'', '', es_ES.UTF-8, es",
        "'', en_GB.UTF-8, es_ES.UTF-8, en",
        "C, es_MX, es_ES.UTF-8, en",
        "POSIX, '', es_ES.UTF-8, en",
        "es, '', en_US, es",
        "es@euro, '', '', es",
        "de_DE.UTF-8, '', es_ES, en",
        "est, '', '', en"
    })
    void locale_ofTheEnvironment_isTheFirstThatIsSet(String all, String messages, String lang, String language) {
        Map<String, String> environment = Map.of("LC_ALL", all, "LC_MESSAGES", messages, "LANG", lang);

        assertThat(shell(environment, true).locale()).isEqualTo(new Locale(language));
    }

    @Test
    void colours_withoutTerminalOrNotWanted_areOff() {
        assertThat(shell(Map.of(), true).errHasColours()).isTrue();
        assertThat(shell(Map.of(), false).errHasColours()).isFalse();
        assertThat(shell(Map.of("NO_COLOR", "1"), true).errHasColours()).isFalse();
        assertThat(shell(Map.of("NO_COLOR", ""), true).outHasColours()).isTrue();
        assertThat(shell(Map.of("TERM", "dumb"), true).outHasColours()).isFalse();
    }

    @Test
    void counts_ofALanguage_haveItsSeparator() {
        assertThat(Counts.text(0, Locale.ENGLISH)).isEqualTo("0");
        assertThat(Counts.text(999, Locale.ENGLISH)).isEqualTo("999");
        assertThat(Counts.text(1_000, Locale.ENGLISH)).isEqualTo("1,000");
        assertThat(Counts.text(-1_234_567, Locale.ENGLISH)).isEqualTo("-1,234,567");
        assertThat(Counts.text(1_234_567, new Locale("es"))).isEqualTo("1.234.567");
    }

    private static Shell shell(Map<String, String> environment, boolean terminal) {
        return new Shell(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream()),
                environment,
                terminal,
                terminal,
                false,
                action -> {});
    }
}
