package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.raudal.engine.Decoder;
import io.raudal.engine.RecordFormat;
import io.raudal.engine.scan.RecordFormats;
import io.raudal.engine.step.Emission;
import io.raudal.engine.step.KeyedStep;
import io.raudal.engine.step.Outbox;
import io.raudal.engine.step.PartialBatch;
import io.raudal.engine.step.PartitionStep;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.Stream;
import io.raudal.model.View;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import io.raudal.sql.Compilation;
import io.raudal.sql.SqlCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What SQL accepts, the engine runs: each construct over operands of every type is refused with a text and a remedy, or has steps that
 * take an event with all values, and one with none.
 */
class AcceptedSqlIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String WINDOW =
            "TABLE(HOP(TABLE s, DESCRIPTOR(ts), INTERVAL '1' SECOND, INTERVAL '2' SECOND))";

    /** A column of each kind of type, with a value in JSON. */
    private static final List<String[]> TYPES = List.of(
            new String[] {"STRING", "\"7\""},
            new String[] {"BOOLEAN", "true"},
            new String[] {"INT", "7"},
            new String[] {"BIGINT", "7"},
            new String[] {"DOUBLE", "7.5"},
            new String[] {"DECIMAL(10,2)", "7.5"},
            new String[] {"DATE", "\"2026-01-07\""},
            new String[] {"TIME", "\"07:00:00\""},
            new String[] {"TIMESTAMP", "\"2026-01-07T07:00:00Z\""},
            new String[] {"JSON", "{\"a\":7}"},
            new String[] {"ARRAY<STRING>", "[\"7\",null]"},
            new String[] {"ARRAY<JSON>", "[7,null]"},
            new String[] {"ARRAY<ARRAY<DOUBLE>>", "[[7.5]]"},
            new String[] {"MAP<DOUBLE>", "{\"a\":7.5,\"b\":null}"},
            new String[] {"MAP<JSON>", "{\"a\":7}"});

    private static final List<String> CONSTANTS =
            List.of("NULL", "1", "1.5", "'1'", "INTERVAL '1' DAY", "INTERVAL '1' MONTH", "(later - ts) SECOND");
    /** One of each kind, for what takes two operands. */
    private static final List<String> SECONDS = List.of("NULL", "1", "'1'", "INTERVAL '1' DAY", "c5", "c8", "c10");

    private static List<String> values() {
        List<String> values = new ArrayList<>(CONSTANTS);
        for (int i = 0; i < TYPES.size(); i++) {
            values.add("c" + i);
        }
        return values;
    }

    /** The names in capitals of a section of the SQL page. */
    private static Set<String> names(String section, String next) throws IOException {
        String page = Files.readString(Pages.ROOT.resolve("docs/sql.md"));
        String text = page.substring(page.indexOf(section), page.indexOf(next));
        return Pattern.compile("\\b[A-Z][A-Z0-9_]{2,}\\b")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> expressions(String value) throws IOException {
        List<String> expressions = new ArrayList<>();
        for (String[] type : TYPES) {
            String name = type[0].replace("MAP<", "MAP<STRING, ");
            expressions.add("CAST(" + value + " AS " + name + ")");
            expressions.add("TRY_CAST(" + value + " AS " + name + ")");
        }
        for (String unit :
                ("NANOSECOND MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR DOW DOY ISODOW ISOYEAR "
                                + "EPOCH DECADE CENTURY MILLENNIUM")
                        .split(" ", -1)) {
            expressions.add("EXTRACT(" + unit + " FROM " + value + ")");
            expressions.add("FLOOR(" + value + " TO " + unit + ")");
            expressions.add("CEIL(" + value + " TO " + unit + ")");
            expressions.add("TIMESTAMPADD(" + unit + ", 1, " + value + ")");
            expressions.add("TIMESTAMPDIFF(" + unit + ", " + value + ", ts)");
        }
        for (String function : names("## Functions", "## Differences")) {
            expressions.add(function + "(" + value + ")");
            expressions.add(function + "(" + value + ", 1)");
            expressions.add(function + "(" + value + ", 'a', 'b')");
        }
        for (String second : SECONDS) {
            for (String operator :
                    List.of("+", "-", "*", "/", "%", "=", "<", "||", "IS DISTINCT FROM", "AND", "LIKE", "SIMILAR TO")) {
                expressions.add(value + " " + operator + " " + second);
            }
            for (String function : List.of("COALESCE", "NULLIF", "GREATEST", "ARRAY_CONTAINS", "ARRAY_CONCAT")) {
                expressions.add(function + "(" + value + ", " + second + ")");
            }
            expressions.add("CASE WHEN c1 THEN " + value + " ELSE " + second + " END");
            expressions.add("ARRAY[" + value + ", " + second + "]");
            expressions.add("MAP['a', " + value + ", 'b', " + second + "]");
            expressions.add(value + "[" + second + "]");
            expressions.add(value + " IN (" + second + ", NULL)");
            expressions.add(value + " BETWEEN " + second + " AND " + second);
        }
        for (String suffix : List.of("IS NULL", "IS TRUE", "IS JSON", "IS JSON OBJECT")) {
            expressions.add(value + " " + suffix);
        }
        for (String prefix : List.of("-", "+", "NOT ")) {
            expressions.add(prefix + value);
        }
        expressions.add("JSON_VALUE(" + value + ", '$.a' RETURNING INT)");
        expressions.add("TRIM(" + value + " FROM 'a')");
        expressions.add("OVERLAY(" + value + " PLACING 'a' FROM 1)");
        return expressions;
    }

    private static List<String> queries(String value) throws IOException {
        List<String> queries = new ArrayList<>();
        for (String expression : expressions(value)) {
            queries.add("SELECT 1 AS a FROM s WHERE (" + expression + ") IS NULL");
        }
        for (String aggregate : names("### Aggregates", "## Functions")) {
            queries.add("SELECT " + aggregate + "(" + value + ") AS a FROM s GROUP BY c0");
            queries.add("SELECT " + aggregate + "(DISTINCT " + value + ") AS a FROM s GROUP BY c0");
            queries.add("SELECT " + aggregate + "(" + value + ") FILTER (WHERE c1) AS a FROM " + WINDOW
                    + " GROUP BY window_start, window_end");
        }
        queries.add("SELECT APPROX_PERCENTILE(" + value + ", 0.5) AS a FROM s GROUP BY c0");
        queries.add("SELECT COUNT(*) AS a FROM s GROUP BY " + value);
        queries.add("SELECT DISTINCT " + value + " AS a FROM s");
        queries.add("SELECT " + value + " AS a FROM s");
        queries.add("SELECT a FROM s CROSS JOIN UNNEST(" + value + ") AS u (a)");
        queries.add("SELECT a, b FROM s CROSS JOIN UNNEST(" + value + ") AS u (a, b)");
        for (String over : List.of(", " + value + " ORDER BY ts", " ORDER BY " + value + " DESC")) {
            queries.add("SELECT * FROM (SELECT c0, ROW_NUMBER() OVER (PARTITION BY window_start, window_end" + over
                    + ") AS rn FROM " + WINDOW + ") WHERE rn <= 3");
        }
        return queries;
    }

    private static View view(int number, String sql) {
        boolean isUnbounded = !sql.contains(WINDOW) && (sql.contains("GROUP BY") || sql.contains("DISTINCT "));
        return new View("v" + number, sql, View.Emit.LIVE, null, isUnbounded ? new View.State(SECOND, 10) : null);
    }

    private static Compilation compile(Stream stream, List<View> views) {
        Pipeline pipeline = new Pipeline("p", List.of(stream), List.of(), views, List.of(), List.of());
        return SqlCompiler.compile(new PipelineFile(Path.of("p.yaml"), pipeline, new Positions(Map.of(), Map.of())));
    }

    @Test
    void constructs_overEveryType_areRefusedOrRun() throws IOException {
        List<Column> columns = new ArrayList<>(
                List.of(Column.of("ts", DataType.Simple.TIMESTAMP), Column.of("later", DataType.Simple.TIMESTAMP)));
        StringBuilder events = new StringBuilder("{\"ts\":\"2026-01-01T00:00:00Z\",\"later\":\"2026-02-01T00:00:00Z\"");
        for (int i = 0; i < TYPES.size(); i++) {
            columns.add(Column.of("c" + i, DataType.parse(TYPES.get(i)[0]).orElseThrow()));
            events.append(",\"c").append(i).append("\":").append(TYPES.get(i)[1]);
        }
        events.append("}\n{\"ts\":\"2026-01-01T00:00:01Z\"}\n");
        Stream.Time time = new Stream.Time("ts", SECOND, SECOND, SECOND);
        Stream stream = new Stream(
                "s", columns, new Format.Json(), ZoneOffset.UTC, time, null, null, 1, Duration.ofDays(1), List.of());
        List<View> views = new ArrayList<>();
        for (String value : values()) {
            for (String query : queries(value)) {
                views.add(view(views.size(), query));
            }
        }
        List<Problem> problems = compile(stream, views).problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .toList();
        problems.stream()
                .collect(Collectors.toMap(problem -> problem.rule().key(), problem -> problem, (one, other) -> one))
                .values()
                .forEach(AcceptedSqlIT::checkTexts);
        Set<String> refused = problems.stream().map(Problem::path).collect(Collectors.toSet());
        List<View> accepted = views.stream()
                .filter(view -> !refused.contains("spec.views." + view.name() + ".sql"))
                .toList();
        PipelinePlan plan = Objects.requireNonNull(compile(stream, accepted).plan());
        assertThat(plan.views()).hasSizeGreaterThan(2_000).hasSizeLessThan(views.size() / 2);
        byte[] bytes = events.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + Decoder.PADDING);
        for (ViewPlan view : plan.views()) {
            assertThatCode(() -> run(plan.streams().get(0), view, padded, bytes.length))
                    .as(view.view().sql())
                    .doesNotThrowAnyException();
        }
    }

    /** A problem says in both languages what is wrong and what to do. */
    private static void checkTexts(Problem problem) {
        for (Locale locale : List.of(Locale.ROOT, Locale.forLanguageTag("es"))) {
            assertThat(problem.rule().in(locale)).isNotBlank();
            assertThat(Objects.requireNonNull(problem.remedy(), problem.rule()::key)
                            .in(locale))
                    .isNotBlank();
        }
    }

    private static void run(StreamPlan stream, ViewPlan view, byte[] bytes, int length) {
        RecordFormat format = RecordFormats.of(
                stream.stream().columns(), stream.used(), stream.stream().format(), ZoneOffset.UTC);
        PipelinePlan plan = new PipelinePlan("p", List.of(stream), List.of(), List.of(view));
        PipelineSteps steps = new PipelineSteps(plan, Map.of("s", format), name -> {
            throw new IllegalArgumentException(name);
        });
        @Nullable KeyedStep keyed = steps.isKeyed(view.name()) ? steps.keyed(view.name(), 1) : null;
        Outbox out = emission -> {
            if (keyed != null && emission instanceof PartialBatch partials) {
                keyed.process(partials, row -> true);
            } else if (keyed != null && emission instanceof Emission.Watermark watermark) {
                keyed.advance(0, watermark.micros(), row -> true);
            }
            return true;
        };
        PartitionStep partition = steps.partition("s", 0);
        partition.process(steps.scan("s", new byte[0]).scanLines(bytes, 0, length, 0), out);
        partition.snapshot();
        partition.tick(out);
        if (keyed != null) {
            keyed.tick(row -> true);
            keyed.snapshot(0);
        }
        partition.advance(Long.MAX_VALUE, out);
    }
}
