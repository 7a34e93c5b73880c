package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.Dashboard;
import io.raudal.model.ErrorCode;
import io.raudal.model.Panel;
import io.raudal.model.RaudalException;
import io.raudal.model.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class PipelineTextTest {
    private static final Path FILE = Path.of("p.yaml");

    private static final String HEAD = """
            # the plant of the north
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline   # of course
            metadata: { name: "plant" }
            spec:
              streams:
                readings: { columns: { ts: TIMESTAMP, t: DOUBLE }, time: { column: ts } }

              views:
                hot: # by hand
                  sql: |
                    SELECT ts, t
                    FROM readings  # not a comment

            """;

    private static final Dashboard NEW = new Dashboard(
            "fresh",
            new Title("Plant: north", "Planta norte"),
            Duration.ofMinutes(90),
            List.of("ts"),
            List.of(
                    new Panel(
                            new Title("Heat", "Heat"),
                            new Panel.Rows.OfView("hot"),
                            Panel.Chart.LINE,
                            new Panel.Columns("ts", List.of("t"), List.of("t", "ts"), null, null),
                            "°C",
                            8,
                            12,
                            4),
                    new Panel(
                            null,
                            new Panel.Rows.OfSql("SELECT '${x}' AS a,\n  t\nFROM plant.hot\n"),
                            Panel.Chart.TABLE,
                            new Panel.Columns(null, List.of(), List.of(), null, null),
                            null,
                            null,
                            6,
                            6)));

    private static final String NEW_TEXT = """
                fresh:
                  title: { en: "Plant: north", es: Planta norte }
                  range: 1h30m
                  variables: [ts]
                  panels:
                    - { title: Heat, view: hot, chart: line, x: ts, y: t, by: [t, ts], unit: "°C", limit: 8, width: 12 }
                    - sql: |
                        SELECT '$${x}' AS a,
                          t
                        FROM plant.hot
                      chart: table
                      height: 6
            """.indent(0);

    private static String withNew(String text) {
        String changed = new PipelineText(FILE, text).with(NEW).text();
        assertThat(new PipelineReader(Map.of()).read(FILE, changed).pipeline().dashboard("fresh"))
                .hasValue(NEW);
        return changed;
    }

    @Test
    void fileWithoutDashboards_changed_hasThemBehindItsLastSection() {
        assertThat(withNew(HEAD)).isEqualTo(HEAD.substring(0, HEAD.length() - 1) + "  dashboards:\n" + NEW_TEXT + "\n");
        String tests = "  tests:   # few\n    - { name: a, given: { readings: [] } }  # the last\n# the end\n";
        assertThat(withNew(HEAD + tests))
                .isEqualTo(HEAD + tests.replace("# the end\n", "  dashboards:\n" + NEW_TEXT + "# the end\n"));
    }

    @Test
    void dashboard_thatIsNew_comesLastAndAllElseStays() {
        String before = HEAD + """
                  dashboards:
                    # the first
                    one:
                      panels:
                        - { view: hot, y: t }   # all of it

                    two: { panels: [ { view: hot,
                        y: [ t ] } ] }   # in two lines
                    # more to come

                  # what is proved
                  tests: []
                """;
        assertThat(withNew(before)).isEqualTo(before.replace("# in two lines\n", "# in two lines\n" + NEW_TEXT));
    }

    @Test
    void dashboard_thatIsThere_isReplacedWithTheCommentOfItsKey() {
        String before = HEAD + """
                  dashboards:
                    one: { panels: [ { view: hot, y: t } ] }  # first
                    fresh:   # mine
                      # gone
                      panels:
                        - sql: |
                            SELECT 1   # gone
                          chart: table

                    # third
                    three: { panels: [ { view: hot, y: t } ] }
                """;
        String body = NEW_TEXT.substring(NEW_TEXT.indexOf('\n') + 1);
        assertThat(withNew(before)).isEqualTo(HEAD + """
                  dashboards:
                    one: { panels: [ { view: hot, y: t } ] }  # first
                    fresh:   # mine
                """ + body + """

                    # third
                    three: { panels: [ { view: hot, y: t } ] }
                """);
        assertThat(withNew(HEAD + "  dashboards:\n    fresh: { panels: [ { view: hot, y: t } ] }  # mine\n"))
                .isEqualTo(HEAD + "  dashboards:\n    fresh:  # mine\n" + body);
    }

    @Test
    void section_thatIsEmpty_isFilled() {
        for (String empty : List.of("dashboards:", "dashboards: {}", "dashboards: { }", "dashboards: ~")) {
            assertThat(withNew(HEAD + "  " + empty + "  # none yet\n    # here\n  tests: []\n"))
                    .as(empty)
                    .isEqualTo(HEAD + "  dashboards:  # none yet\n" + NEW_TEXT + "    # here\n  tests: []\n");
        }
    }

    @Test
    void maps_inBrackets_areChangedInBrackets() {
        String written =
                "fresh: { title: { en: \"Plant: north\", es: Planta norte }, range: 1h30m, variables: [ts], panels:";
        String one = "one: { panels: [ { view: hot, y: t } ] }";
        String two = "two: { panels: [ { view: hot, y: t } ] }";
        assertThat(withNew(HEAD + "  dashboards: { " + one + ", } # x\n"))
                .startsWith(HEAD + "  dashboards: { " + one + ", " + written)
                .endsWith("height: 6 }] }, } # x\n");
        assertThat(withNew(HEAD + "  dashboards: { " + one + ", fresh: {panels: []}, " + two + "}\n"))
                .startsWith(HEAD + "  dashboards: { " + one + ", " + written)
                .endsWith("height: 6 }] }, " + two + "}\n");
        String json = """
                {"apiVersion": "raudal.io/v1alpha1", "kind": "Pipeline", "metadata": {"name": "p"}, "spec": {
                  "streams": {"readings": {"columns": {"ts": "TIMESTAMP", "t": "DOUBLE"}, "time": {"column": "ts"}}},
                  "views": {"hot": {"sql": "SELECT ts, t FROM readings"}}%s}}
                """;
        assertThat(withNew(json.formatted("")))
                .startsWith(json.substring(0, json.indexOf("%s")) + ", dashboards: { fresh");
        assertThat(withNew(json.formatted(", \"dashboards\": {}"))).contains(", \"dashboards\": { fresh: {");
    }

    @Test
    void indentationAndLineEnds_ofTheFile_areKept() {
        String wide = HEAD.replaceAll("(?m)^( +)", "$1$1") + "    dashboards:\n";
        assertThat(withNew(wide))
                .contains("\n        fresh:\n            title:")
                .contains("\n            panels:\n                - title: Heat\n                  view: hot\n");
        String windows = "\uFEFF" + HEAD.replace("\n", "\r\n");
        assertThat(withNew(windows)).startsWith("\uFEFF# the").doesNotContainPattern("[^\r]\n");
        assertThat(withNew(HEAD.strip()))
                .isEqualTo(HEAD.strip() + "\n  dashboards:\n" + NEW_TEXT.stripTrailing() + "\n");
        assertThat(withNew(HEAD.replace("sql: |", "sql: |+")))
                .isEqualTo(HEAD.replace("sql: |", "sql: |+") + "  dashboards:\n" + NEW_TEXT);
    }

    @Test
    void values_ofEveryKind_areReadBackAsTheyWere() {
        Map<String, Object> value = new LinkedHashMap<>();
        List<String> texts = List.of(
                "",
                " ",
                "yes",
                "null",
                "1e3",
                "a: b",
                "#c",
                "- d",
                "it's",
                "\"q\"",
                "\\",
                "\t",
                "a\n",
                "\na",
                "a\n b\n\n",
                " a\nb",
                "a\n\tb",
                "a\n\n  b",
                "a \nb",
                "\u0085",
                "\u2028x",
                "\uFEFF",
                "\uD83D\uDE00",
                "Última hora",
                "a\r\nb",
                "${A} $${B} $",
                "x".repeat(300),
                "x".repeat(200) + "\ny");
        for (String text : texts) {
            value.put("text " + value.size(), text);
        }
        value.put(
                "lists", List.of(texts, List.of(), List.of(1, 2.5, true), Map.of("deep", List.of(Map.of("a", texts)))));
        value.put("none", null);
        value.put("maps", Map.of("empty", Map.of(), "text", "a\nb", "more", Map.of("k", "v")));
        assertThat(new PipelineText(FILE, HEAD)
                        .with("notes", "odd name: #1", value)
                        .text())
                .startsWith(HEAD.stripTrailing())
                .contains("\n    \"odd name: #1\":\n");
    }

    @Test
    void document_forPrograms_hasListsWhereTheyMayBe() {
        Object panels = DashboardDocument.of(NEW).get("panels");
        assertThat(panels)
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .first()
                .satisfies(panel -> assertThat(panel)
                        .asInstanceOf(InstanceOfAssertFactories.MAP)
                        .containsEntry("x", "ts")
                        .containsEntry("y", List.of("t"))
                        .containsEntry("by", List.of("t", "ts"))
                        .containsEntry("height", 4));
        assertThat(new PipelineText(FILE, HEAD)
                        .with("dashboards", "fresh", DashboardDocument.of(NEW))
                        .text())
                .contains("by: [t, ts]")
                .contains("height: 4");
    }

    @Test
    void texts_thatCannotBeChanged_areRefused() {
        assertRefused("a: [", "is not valid YAML");
        assertRefused("- a\n", "must be a map of names");
        assertRefused("kind: Pipeline\n", "spec: must be a map of names");
        assertRefused(HEAD + "  dashboards: [a]\n", "spec.dashboards: must be a map of names");
        assertRefused(
                HEAD + "  dashboards: &d\n    fresh: &f { a: b }\n    two: *f\n",
                "spec.dashboards.fresh: cannot be changed");
        assertRefused(HEAD + "  dashboards: &d { a: b }\n  other: *d\n", "spec.dashboards.fresh: cannot be changed");
    }

    private static void assertRefused(String text, String problem) {
        assertThatThrownBy(() -> new PipelineText(FILE, text).with(NEW))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PIPELINE))
                .hasMessageContaining(problem);
    }

    @Test
    void filesOfAllKinds_changed_keepEveryLine() throws IOException {
        List<String> texts = new ArrayList<>(List.of(WholePipeline.TEXT.replace("overview:", "fresh_air:")));
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            for (Path file : files.filter(f -> f.endsWith("pipeline.yaml")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        assertThat(texts).hasSizeGreaterThan(3);
        for (String text : texts) {
            String changed = new PipelineText(FILE, text).with(NEW).text();
            Iterator<String> lines = changed.lines().iterator();
            for (String line : text.lines().toList()) {
                boolean found = false;
                while (!found && lines.hasNext()) {
                    found = lines.next().equals(line);
                }
                assertThat(found).as(line).isTrue();
            }
            assertThat(new PipelineText(FILE, changed).with(NEW).text()).isEqualTo(changed);
        }
    }

    @Test
    void mutatedFile_changed_saysTheSameOrIsRefused() {
        long seed = System.nanoTime();
        System.out.println("PipelineTextTest seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "\n",
            "  ",
            "# c\n",
            "{",
            "}",
            ",",
            "&a ",
            "*a",
            "|\n",
            "? ",
            "'",
            "\"",
            "~",
            ": ",
            "- ",
            "fresh: {}\n",
            "\r\n",
            "\u2028"
        };
        String text = HEAD + "  dashboards:\n    fresh: { panels: [] } # c\n    other: { panels: [] }\n  tests: []\n";
        int changed = 0;
        for (int round = 0; round < 3_000; round++) {
            StringBuilder mutated = new StringBuilder(text);
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                int at = random.nextInt(mutated.length());
                if (random.nextBoolean()) {
                    mutated.insert(at, pieces[random.nextInt(pieces.length)]);
                } else {
                    mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(8)));
                }
            }
            try {
                // compares what the text says before and after by itself
                new PipelineText(FILE, mutated.toString()).with(NEW);
                changed++;
            } catch (RaudalException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PIPELINE);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round + ":\n" + mutated, e);
            }
        }
        assertThat(changed).isBetween(1_000, 2_900);
    }
}
