package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Position;
import io.raudal.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, it gives a pipeline or problems that stand in it. */
final class PipelineFuzzTest {
    private static final int ROUNDS = 3_000;
    private static final Path FILE = Path.of("p.yaml");
    private static final String[] PIECES = {
        ":",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "|",
        ">",
        "&a ",
        "*a",
        "!t ",
        "#",
        "${",
        "}",
        "~",
        "<<: ",
        "? ",
        ",",
        "---\n",
        "\t",
        "%",
        "@",
        "\u0085",
        "\u2028",
        "\uD83D\uDE00",
        "\\",
        "null",
        "5",
        "-1s",
        "TIMESTAMP",
        "ts",
        "readings",
        "\r",
        "$${",
        "(?<"
    };

    @Test
    void mutatedFile_read_givesAPipelineOrProblems() throws IOException {
        long seed = System.nanoTime();
        System.out.println("PipelineFuzzTest seed " + seed);
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>(List.of(WholePipeline.TEXT));
        try (Stream<Path> wrong = Files.list(Path.of("src/test/resources/wrong"))) {
            for (Path directory : wrong.sorted().toList()) {
                texts.add(Files.readString(directory.resolve("in.yaml")));
            }
        }
        PipelineReader reader = new PipelineReader(Map.of("LIMIT", "5", "PASSWORD", "hush"));
        int well = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(texts.get(random.nextBoolean() ? 0 : random.nextInt(texts.size())), random);
            PipelineDraft draft;
            try {
                draft = reader.draft(FILE, text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + " round " + round + ":\n" + text, e);
            }
            well += draft.problems().isEmpty() ? 1 : 0;
            int lines = text.split("\r\n|[\n\r\u0085\u2028\u2029]", -1).length;
            for (Problem problem : draft.problems()) {
                assertThat(problem.position()).isGreaterThanOrEqualTo(Position.START);
                assertThat(problem.position().line()).as(text).isLessThanOrEqualTo(lines);
                assertThat(problem.in(FILE, Locale.forLanguageTag("es")))
                        .startsWith("p.yaml:")
                        .doesNotContain("\n");
            }
            if (draft.problems().isEmpty()) {
                assertThat(draft.whole().pipeline().streams()).isNotEmpty();
            }
        }
        assertThat(well).as("mutations that leave the file well").isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(3); edits > 0 && !mutated.isEmpty(); edits--) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 4));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> mutated.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                default -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, end));
            }
        }
        return mutated.toString();
    }
}
