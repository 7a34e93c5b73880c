package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.raudal.model.Problem;
import io.raudal.plan.PipelinePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whatever the text, compiling gives a plan that holds together or problems with places, and throws nothing. */
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("raudal.fuzz", 500);
    private static final String[] TOKENS =
            ("SELECT FROM WHERE GROUP BY HAVING AS ( ) , . * + - / % = <> < > 1 1.5 'x' '2026-01-01' NULL TRUE readings devices other "
                            + "device n ts tags attrs doc price temperature window_start window_end window_time COUNT(*) SUM(n) MAX(temperature) "
                            + "CASE WHEN THEN ELSE END CAST(n AS STRING) TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' DAY)) "
                            + "JOIN LEFT ON UNNEST(tags) AND OR NOT IN BETWEEN LIKE IS DISTINCT ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY n) "
                            + "rn <= 3 WITH UNION ALL ORDER LIMIT [ ] ARRAY[1] MAP['a', 1] INTERVAL '1' HOUR ` \" ; -- /* */ ROLLUP CUBE GROUPING SETS FILTER "
                            + "JSON_VALUE(doc, '$.a') EXTRACT(DAY FROM ts) || value ? $ \\ \u0000 \u00f1 {d '2026-01-01'} U&'\\00f1' X'4' 1e 1e400 .5 "
                            + "TIMESTAMP '2026-01-01 00:00:00' DATE 'x' FOR SYSTEM_TIME OF QUALIFY LATERAL VALUES USING(id) CROSS")
                    .split(" ", -1);

    @Test
    void compile_randomTokens_neverThrows() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder sql = new StringBuilder(random.nextInt(4) > 0 ? "SELECT " : "");
            int length = random.nextInt(25);
            for (int i = 0; i < length; i++) {
                sql.append(TOKENS[random.nextInt(TOKENS.length)]).append(random.nextInt(8) > 0 ? " " : "");
            }
            if (random.nextBoolean()) {
                sql.append(" FROM readings");
            }
            check(sql.toString(), seed);
        }
    }

    @Test
    void compile_mutatedStatements_neverThrows() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> statements = GoldenTest.statements();
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder sql = new StringBuilder(statements.get(random.nextInt(statements.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutate(sql, statements, random);
            }
            check(sql.toString(), seed);
        }
    }

    @Test
    void compile_generatedQueries_givesPlansThatHoldTogether() {
        long seed = new Random().nextLong();
        RandomQuery queries = new RandomQuery(new Random(seed));
        int compiled = 0;
        for (int round = 0; round < ROUNDS; round++) {
            compiled += check(queries.next(), seed) ? 1 : 0;
        }
        // both ends are reached: what is a view, and what is not
        assertThat(compiled).as("seed %d", seed).isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    @Test
    void compile_deepNesting_isAProblem() {
        List<String> texts = new ArrayList<>();
        for (int depth : new int[] {1_000, 20_000}) {
            texts.add("SELECT " + "(".repeat(depth) + "n" + ")".repeat(depth) + " AS a FROM readings");
            texts.add("SELECT n" + " + n".repeat(depth) + " AS a FROM readings");
            texts.add("SELECT device FROM readings WHERE ok" + " AND ok".repeat(depth));
            texts.add("SELECT " + "-".repeat(1) + "(-".repeat(depth) + "n" + ")".repeat(depth) + " AS a FROM readings");
            texts.add("SELECT site" + " || site".repeat(depth) + " AS a FROM readings");
            texts.add("SELECT UPPER(".repeat(1) + "UPPER(".repeat(depth) + "site" + ")".repeat(depth + 1)
                    + " AS a FROM readings");
        }
        String query = "SELECT device FROM readings";
        for (int i = 0; i < 300; i++) {
            query = "SELECT device FROM (" + query + ")";
        }
        texts.add(query);
        texts.add("x".repeat(300_000));
        texts.forEach(text -> check(text, 0));
    }

    private static void mutate(StringBuilder sql, List<String> statements, Random random) {
        if (sql.isEmpty()) {
            sql.append(' ');
        }
        int at = random.nextInt(sql.length());
        int end = Math.min(sql.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(5)) {
            case 0 -> sql.delete(at, end);
            case 1 -> sql.insert(at, " " + TOKENS[random.nextInt(TOKENS.length)] + " ");
            case 2 -> sql.replace(at, end, TOKENS[random.nextInt(TOKENS.length)]);
            case 3 -> {
                String other = statements.get(random.nextInt(statements.size()));
                int from = random.nextInt(other.length());
                sql.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
            }
            default -> sql.insert(at, sql.substring(at, end));
        }
    }

    /** Whether there is a plan. */
    private static boolean check(String sql, long seed) {
        String shown = sql.length() > 500 ? sql.substring(0, 500) + "..." : sql;
        AtomicBoolean planned = new AtomicBoolean();
        assertThatCode(() -> {
                    Compilation compilation = new Fixture()
                            .view("rows_only", "SELECT ts, device FROM readings")
                            .unbounded("v", sql)
                            .compile();
                    PipelinePlan plan = compilation.plan();
                    if (plan != null) {
                        planned.set(true);
                        if (sql.length() < 5_000) {
                            PlanCheck.check(plan);
                        }
                        return;
                    }
                    assertThat(compilation.problems()).isNotEmpty();
                    for (Problem problem : compilation.problems()) {
                        assertThat(problem.in(Locale.ROOT)).isNotEmpty().doesNotContain("{0}");
                        assertThat(problem.in(Locale.forLanguageTag("es"))).isNotEmpty();
                        assertThat(problem.position().line()).isPositive();
                    }
                })
                .as("seed %d, SQL: %s", seed, shown)
                .doesNotThrowAnyException();
        return planned.get();
    }
}
