package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Message;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users read is there in English and in Spanish, and says as much in both. */
class LanguagesTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d+");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

    @Test
    void pages_all_areInBothLanguages() throws IOException {
        assertThat(Pages.names(Pages.ROOT.resolve("docs/es")))
                .containsExactlyElementsOf(Pages.names(Pages.ROOT.resolve("docs")));
    }

    @Test
    void pages_bothLanguages_haveTheSameHeadings() throws IOException {
        for (Map.Entry<Path, Path> pair : Pages.pairs().entrySet()) {
            assertThat(headingLevels(pair.getValue()))
                    .as("heading levels of %s, as in %s", pair.getValue(), pair.getKey())
                    .isEqualTo(headingLevels(pair.getKey()));
        }
    }

    @Test
    void pages_links_leadSomewhere() throws IOException {
        for (Map.Entry<Path, Path> pair : Pages.pairs().entrySet()) {
            for (Path page : List.of(pair.getKey(), pair.getValue())) {
                assertThat(LINK.matcher(prose(page)).results().map(link -> link.group(1)))
                        .as("links of %s", page)
                        .allMatch(link -> Files.exists(page.resolveSibling(link)));
            }
        }
    }

    @Test
    void bundles_all_haveTheSameKeysAndPlacesInBothLanguages() throws IOException {
        for (Path bundle : bundles()) {
            String name = bundle.getFileName().toString();
            Path english = bundle.resolveSibling(name.replaceFirst("_es\\.properties$", ".properties"));
            Path spanish = english.resolveSibling(
                    english.getFileName().toString().replaceFirst("\\.properties$", "_es.properties"));
            assertThat(spanish).exists();
            assertThat(places(spanish)).as("%s, as %s", spanish, english).isEqualTo(places(english));
        }
    }

    /** A pattern that cannot be read would fail when somebody needs its message. */
    @Test
    void bundles_everyPattern_isASentence() throws IOException {
        for (Path bundle : bundles()) {
            String base = bundle.toString()
                    .replaceFirst(".*src/main/resources/", "")
                    .replaceFirst("(_es)?\\.properties$", "")
                    .replace('/', '.');
            Locale locale = bundle.toString().endsWith("_es.properties") ? new Locale("es") : Locale.ROOT;
            for (String key : places(bundle).keySet()) {
                for (String count : List.of("0", "1", "2.000")) {
                    assertThat(new Message(base, key, Collections.nCopies(9, count)).in(locale))
                            .as("%s of %s", key, bundle)
                            .isNotBlank()
                            .doesNotContain("choice");
                }
            }
        }
    }

    private static List<String> headingLevels(Path page) throws IOException {
        return prose(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("[^#].*", ""))
                .toList();
    }

    private static String prose(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> modules = Files.list(Pages.ROOT)) {
            List<Path> resources = modules.map(module -> module.resolve("src/main/resources"))
                    .filter(Files::isDirectory)
                    .toList();
            List<Path> bundles = new ArrayList<>();
            for (Path folder : resources) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.getFileName().toString().matches("messages.*\\.properties"))
                            .forEach(bundles::add);
                }
            }
            return bundles;
        }
    }

    private static Map<String, Set<String>> places(Path bundle) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle)) {
            messages.load(reader);
        }
        return messages.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> PLACE.matcher(messages.getProperty(key))
                                .results()
                                .map(MatchResult::group)
                                .collect(Collectors.toCollection(TreeSet::new))));
    }
}
