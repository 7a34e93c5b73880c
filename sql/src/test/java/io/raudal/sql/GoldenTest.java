package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import io.raudal.plan.explain.SourceLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every construct and every refusal, each as a case of a golden file: SQL, a line {@code =>}, and the plan or the problems. A case
 * whose name starts with {@code unbounded} has state. With {@code -Draudal.golden=write} the files are written anew.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/raudal/sql");

    private record Case(String name, String sql, String expected) {}

    @TestFactory
    List<DynamicTest> plans() throws IOException {
        return tests("plans.txt");
    }

    @TestFactory
    List<DynamicTest> refusals() throws IOException {
        return tests("refusals.txt");
    }

    @TestFactory
    List<DynamicTest> syntaxErrors() throws IOException {
        return tests("syntax.txt");
    }

    private static List<DynamicTest> tests(String file) throws IOException {
        List<Case> cases = read(file);
        if ("write".equals(System.getProperty("raudal.golden"))) {
            StringBuilder text = new StringBuilder();
            for (Case one : cases) {
                text.append("### ")
                        .append(one.name())
                        .append('\n')
                        .append(one.sql())
                        .append("=>\n")
                        .append(compiled(one))
                        .append('\n');
            }
            Files.writeString(FOLDER.resolve(file), text);
            return List.of();
        }
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.name(), () -> assertThat(compiled(one)).isEqualTo(one.expected())))
                .toList();
    }

    private static String compiled(Case one) {
        Fixture fixture = new Fixture()
                .view(
                        "windowed",
                        "SELECT device, window_start, window_end, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY device, window_start, window_end")
                .view(
                        "timed",
                        "SELECT device, window_end, window_time AS rowtime, MAX(n) AS m FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY device, window_start, window_end, window_time")
                .view("rows_only", "SELECT ts AS at_time, UPPER(device) AS name, tags FROM readings WHERE n > 1")
                .view(
                        "minutes",
                        "SELECT device, window_end AS e, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY device, window_start, window_end")
                .view("timeless", "SELECT device FROM readings")
                .view(
                        "endless",
                        "SELECT device, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) GROUP BY device, window_start, window_end")
                .unbounded("forever", "SELECT device, COUNT(*) AS c FROM readings GROUP BY device");
        if (one.name().startsWith("unbounded")) {
            fixture.unbounded("v", one.sql());
        } else {
            fixture.view("v", one.sql());
        }
        Compilation compilation = fixture.compile();
        String problems = Fixture.text(compilation.problems(), Locale.ROOT);
        PipelinePlan plan = compilation.plan();
        if (plan == null) {
            return problems;
        }
        PlanCheck.check(plan);
        // What a step says of its failures and counts names every column that it reads.
        assertThatCode(() -> SourceLine.of(plan, "v")).doesNotThrowAnyException();
        ViewPlan view = plan.views().stream()
                .filter(v -> v.name().equals("v"))
                .findFirst()
                .orElseThrow();
        return problems + PlanText.of(view);
    }

    /** The SQL of all cases, for others to mutate. */
    static List<String> statements() throws IOException {
        List<String> statements = new ArrayList<>();
        for (String file : List.of("plans.txt", "refusals.txt", "syntax.txt")) {
            read(file).forEach(one -> statements.add(one.sql()));
        }
        return statements;
    }

    private static List<Case> read(String file) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String block : Files.readString(FOLDER.resolve(file)).split("(?m)^### ", -1)) {
            if (block.isBlank()) {
                continue;
            }
            int name = block.indexOf('\n');
            int arrow = block.indexOf("\n=>\n");
            String sql = arrow < 0 ? block.substring(name + 1) : block.substring(name + 1, arrow + 1);
            String expected = arrow < 0 ? "" : block.substring(arrow + 4).stripTrailing() + "\n";
            cases.add(new Case(block.substring(0, name), sql.stripTrailing() + "\n", expected));
        }
        return cases;
    }
}
