package io.raudal.cli.infer;

import io.raudal.model.FieldPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names for columns: small letters, digits and underscores, no word that SQL reserves, each once. {@code power.volts} becomes
 * {@code power_volts}, {@code isRobot} {@code is_robot}, {@code time} {@code event_time}; a name of which no letter is left becomes
 * {@code event_column}.
 */
final class ColumnNames {
    private static final Set<String> RESERVED = reservedWords();

    private final Set<String> taken = new HashSet<>();

    String next(FieldPath path) {
        String text = path.steps().stream()
                .map(step -> step instanceof FieldPath.Step.Name name ? name.name() : "")
                .collect(Collectors.joining("_"));
        String letters = identifier(text);
        String plain = letters.isEmpty() ? "column" : letters;
        if (isReserved(plain) || !Character.isLetter(plain.charAt(0))) {
            plain = "event_" + plain;
        }
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    /** Whether SQL takes the name for a word of its own unless it is quoted. */
    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** In {@code [a-z0-9_]*}: accents are dropped, a capital starts a new word, anything else is an underscore. */
    static String identifier(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z]{2})", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /** The words that Flink's parser reserves. */
    private static Set<String> reservedWords() {
        try (InputStream words = Objects.requireNonNull(
                ColumnNames.class.getResourceAsStream("reserved-words.txt"), "reserved-words.txt")) {
            return Set.of(new String(words.readAllBytes(), StandardCharsets.UTF_8)
                    .trim()
                    .split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
