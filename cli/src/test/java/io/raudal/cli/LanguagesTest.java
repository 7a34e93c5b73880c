package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
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
    void bundles_everyPattern_canBeReadAndHasAWordForEachCount() throws IOException {
        for (Path bundle : bundles()) {
            if (!bundle.getFileName().toString().startsWith("messages")) {
                continue;
            }
            messages(bundle).forEach((key, pattern) -> {
                MessageFormat sentence = new MessageFormat(pattern, Locale.ROOT);
                for (Format format : sentence.getFormats()) {
                    if (format instanceof ChoiceFormat words) {
                        assertThat(words.getLimits())
                                .as("counts of %s in %s", key, bundle)
                                .containsExactly(0, 1, Math.nextUp(1.0));
                    }
                }
            });
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
                    files.filter(file -> isOfALanguage(file.getFileName().toString(), file))
                            .forEach(bundles::add);
                }
            }
            return bundles;
        }
    }

    /** A bundle of messages, or one that has a sibling in Spanish or is it. */
    private static boolean isOfALanguage(String name, Path file) {
        return name.matches("(messages.*|.*_es)\\.properties")
                || (name.endsWith(".properties")
                        && Files.exists(file.resolveSibling(name.replaceFirst("\\.properties$", "_es.properties"))));
    }

    private static Map<String, Set<String>> places(Path bundle) throws IOException {
        Map<String, Set<String>> places = new TreeMap<>();
        messages(bundle)
                .forEach((key, pattern) -> places.put(
                        key,
                        PLACE.matcher(pattern)
                                .results()
                                .map(MatchResult::group)
                                .collect(Collectors.toCollection(TreeSet::new))));
        return places;
    }

    private static Map<String, String> messages(Path bundle) throws IOException {
        Properties messages = new Properties();
        try (Reader reader = Files.newBufferedReader(bundle)) {
            messages.load(reader);
        }
        return messages.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, messages::getProperty));
    }
}
