package io.raudal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden directories of wrong pipeline files: each holds {@code in.yaml} and its report in both languages, {@code out.en.txt} and
 * {@code out.es.txt}. A file that nothing reads fails, and so does a missing one.
 *
 * <p>With the system property {@code raudal.golden} set to {@code write}, the reports are written instead, to be reviewed as a diff.
 */
public final class GoldenReports {
    private static final Map<String, Locale> LANGUAGES =
            new TreeMap<>(Map.of("en", Locale.ENGLISH, "es", Locale.forLanguageTag("es")));

    private GoldenReports() {}

    /**
     * A test for each directory.
     *
     * @param report of a pipeline text in a language; the file's name in it is {@code in.yaml}
     */
    public static Stream<DynamicTest> of(Path root, BiFunction<String, Locale, String> report) throws IOException {
        return entries(root).stream()
                .map(directory -> dynamicTest(directory.getFileName().toString(), () -> check(directory, report)));
    }

    private static void check(Path directory, BiFunction<String, Locale, String> report) throws IOException {
        String text = Files.readString(directory.resolve("in.yaml"));
        for (Map.Entry<String, Locale> language : LANGUAGES.entrySet()) {
            Path expected = directory.resolve("out." + language.getKey() + ".txt");
            String actual = report.apply(text, language.getValue()) + "\n";
            if ("write".equals(System.getProperty("raudal.golden"))) {
                Files.writeString(expected, actual);
            }
            assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
        }
        assertThat(entries(directory).stream().map(file -> file.getFileName().toString()))
                .containsExactly("in.yaml", "out.en.txt", "out.es.txt");
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
