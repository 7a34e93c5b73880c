package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages have the same messages with the same arguments, and each message that the code names is there. */
class MessagesTest {
    private static final String BUNDLE = "io.raudal.sql.messages";

    @Test
    void messages_inBothLanguages_haveTheSameKeysAndArguments() throws IOException {
        Properties english = load("messages.properties");
        Properties spanish = load("messages_es.properties");
        assertThat(spanish.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            String rule = key.replace(".remedy", "");
            assertThat(english).as(key).containsKey(rule);
            String here = arguments(english.getProperty(key));
            assertThat(arguments(spanish.getProperty(key))).as(key).isEqualTo(here);
            for (Locale locale : new Locale[] {Locale.ROOT, Locale.forLanguageTag("es")}) {
                String text = new Message(BUNDLE, key, List.of("a0", "a1", "a2", "a3", "a4", "a5")).in(locale);
                assertThat(text).as(key).doesNotContain("{0}").doesNotContain("''");
            }
        }
    }

    @Test
    void messages_ofProblems_haveRemedies() throws IOException {
        Properties english = load("messages.properties");
        for (String key : english.stringPropertyNames()) {
            assertThat(english).as(key).containsKey(key.replace(".remedy", "") + ".remedy");
        }
    }

    @Test
    void messages_thatTheCodeNames_areThere() throws IOException {
        Properties english = load("messages.properties");
        Pattern named =
                Pattern.compile("(?:error|warn|refuse|tell)\\((?:[^\"();]|\\([^\"()]*\\))*\"([a-z][a-z0-9.-]+)\"");
        int count = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/raudal/sql"))) {
            for (Path file : files.toList()) {
                Matcher matcher = named.matcher(Files.readString(file));
                while (matcher.find()) {
                    assertThat(english).as("%s in %s", matcher.group(1), file).containsKey(matcher.group(1));
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(100);
    }

    private static String arguments(String pattern) {
        Matcher matcher = Pattern.compile("\\{(\\d)}").matcher(pattern);
        return matcher.results()
                .map(r -> r.group(1))
                .distinct()
                .sorted()
                .toList()
                .toString();
    }

    private static Properties load(String name) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/io/raudal/sql", name))) {
            properties.load(reader);
        }
        return properties;
    }
}
