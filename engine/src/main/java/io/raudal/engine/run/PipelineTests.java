package io.raudal.engine.run;

import io.raudal.engine.Detail;
import io.raudal.engine.Vector;
import io.raudal.engine.expression.Cells;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.row.TableRows;
import io.raudal.engine.run.TestResult.Difference;
import io.raudal.engine.step.AsideBatch;
import io.raudal.engine.step.Ledger;
import io.raudal.model.Column;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.PipelineTest;
import io.raudal.model.Stream;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tests of a pipeline file: the given events through a {@link BoundedRun}, each stream one partition, and the rows and counts
 * that come against the expected ones.
 */
public final class PipelineTests {
    private static final RunOptions OPTIONS = new RunOptions(1, 1 << 16);

    private final PipelinePlan plan;
    private final Function<String, TableRows> tables;

    /** @param tables the rows of a table by its name */
    public PipelineTests(PipelinePlan plan, Function<String, TableRows> tables) {
        this.plan = plan;
        this.tables = tables;
    }

    /** @param tests in the order of the file */
    public List<TestResult> run(List<PipelineTest> tests) {
        List<TestResult> results = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            results.add(new TestResult(tests.get(i).name(), i, differences(tests.get(i), "spec.tests[" + i + "]")));
        }
        return results;
    }

    private List<Difference> differences(PipelineTest test, String path) {
        Map<String, List<InputFile>> inputs = new LinkedHashMap<>();
        for (StreamPlan stream : plan.streams()) {
            List<String> events = test.given().get(stream.stream().name());
            if (events != null) {
                inputs.put(stream.stream().name(), List.of(input(stream.stream(), events)));
            }
        }
        Map<String, Rows> rows = new LinkedHashMap<>();
        plan.views().forEach(view -> rows.put(view.name(), new Rows(view, new ArrayList<>())));
        FirstReasons reasons = new FirstReasons();
        RunResult result = new BoundedRun(plan, tables, rows.keySet(), OPTIONS, reasons)
                .run(
                        inputs,
                        (view, columns, row) ->
                                Objects.requireNonNull(rows.get(view)).add(columns, row));

        List<Difference> differences = new ArrayList<>();
        for (InputFailure failure : result.failures()) {
            throw failure.error();
        }
        for (Rows came : rows.values()) {
            String view = came.view.name();
            List<Map<String, @Nullable Object>> expected = test.expect().get(view);
            if (expected != null) {
                compare(came.view, expected, came.rows, path + ".expect." + view, differences);
            }
        }
        result.failedRows()
                .forEach((view, failed) -> differences.add(new Difference(
                        path + ".expect." + view,
                        RunMessages.message(
                                "test.failed-rows",
                                Long.toString(failed.count()),
                                failed.first().inWords()))));
        result.ledgers().forEach((stream, ledger) -> count(test, ledger, reasons, path, differences));
        return differences;
    }

    private static void compare(
            ViewPlan view,
            List<Map<String, @Nullable Object>> expected,
            List<@Nullable Object[]> actual,
            String path,
            List<Difference> differences) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            String at = path + "[" + i + "]";
            if (i >= actual.size()) {
                differences.add(
                        new Difference(at, RunMessages.message("test.missing", ExpectedValue.json(expected.get(i)))));
            } else if (i >= expected.size()) {
                differences.add(new Difference(
                        path, RunMessages.message("test.unexpected", written(view.output(), actual.get(i)))));
            } else {
                compare(view, expected.get(i), actual.get(i), at, differences);
            }
        }
    }

    private static void compare(
            ViewPlan view,
            Map<String, @Nullable Object> expected,
            @Nullable Object[] actual,
            String path,
            List<Difference> differences) {
        expected.forEach((column, value) -> {
            int index = index(view.output(), column);
            if (index < 0) {
                String known = view.output().stream().map(Field::name).collect(Collectors.joining(", "));
                differences.add(
                        new Difference(path + "." + column, RunMessages.message("test.no-column", view.name(), known)));
            } else if (!ExpectedValue.matches(
                    value, actual[index], view.output().get(index).type())) {
                differences.add(new Difference(
                        path + "." + column,
                        RunMessages.message(
                                "test.value",
                                ExpectedValue.json(value),
                                value(view.output().get(index), actual[index]))));
            }
        });
    }

    private static void count(
            PipelineTest test, Ledger ledger, FirstReasons reasons, String path, List<Difference> differences) {
        Long late = test.late().get(ledger.stream());
        if (late != null && late != ledger.late()) {
            differences.add(new Difference(
                    path + ".late." + ledger.stream(),
                    RunMessages.message("test.late", late.toString(), Long.toString(ledger.late()))));
        }
        long dead = test.dead().getOrDefault(ledger.stream(), 0L);
        if (dead != ledger.dead()) {
            String expected = Long.toString(dead);
            String came = Long.toString(ledger.dead());
            Object first = reasons.dead.get(ledger.stream());
            differences.add(new Difference(
                    path + ".dead." + ledger.stream(),
                    first == null
                            ? RunMessages.message("test.dead-none", expected, came)
                            : RunMessages.message("test.dead", expected, came, first)));
        }
    }

    private static InputFile input(Stream stream, List<String> events) {
        StringBuilder text = new StringBuilder();
        if (stream.format() instanceof Format.Csv csv && csv.header()) {
            // Events of a test stand in the order of the columns.
            text.append(stream.columns().stream()
                            .filter(column -> column.expression() == null)
                            .map(column -> csv.quote()
                                    + name(column).replace("" + csv.quote(), "" + csv.quote() + csv.quote())
                                    + csv.quote())
                            .collect(Collectors.joining("" + csv.delimiter())))
                    .append('\n');
        }
        for (String event : events) {
            text.append(stream.format() instanceof Format.Json ? inOneLine(event) : event)
                    .append('\n');
        }
        return InputFile.of("given." + stream.name(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Between the tokens of JSON a line end is a space like others; in a text it stays, and the event is as malformed as in a file. */
    private static String inOneLine(String event) {
        StringBuilder line = new StringBuilder(event);
        boolean inText = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && inText) {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (c == '\n' && !inText) {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }

    private static String name(Column column) {
        return column.path().steps().get(0) instanceof FieldPath.Step.Name name ? name.name() : column.name();
    }

    private static int index(List<Field> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static String value(Field column, @Nullable Object value) {
        String object = written(List.of(column), new @Nullable Object[] {value});
        return object.substring(object.indexOf(':', column.name().length()) + 1, object.length() - 1);
    }

    private static String written(List<Field> columns, @Nullable Object[] values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowWriter writer = RowWriter.ndjson(columns, out);
        try {
            writer.write(values);
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    /** What came of a view. */
    private record Rows(ViewPlan view, List<@Nullable Object[]> rows) {
        void add(Vector[] columns, int row) {
            @Nullable Object[] values = new @Nullable Object[columns.length];
            for (int c = 0; c < values.length; c++) {
                values[c] = Cells.get(columns[c], row, view.output().get(c).type());
            }
            rows.add(values);
        }
    }

    /** Why the first event of a stream was dead: a text or a message. */
    private static final class FirstReasons implements RunListener {
        final Map<String, Object> dead = new HashMap<>();

        @Override
        public void aside(AsideBatch events) {
            for (int i = 0; i < events.size(); i++) {
                if (events.kind(i) == AsideBatch.Kind.DEAD) {
                    Detail detail = events.detail(i);
                    Object reason = detail == null
                            ? events.reason(i)
                            : RunMessages.message("test.reason", events.reason(i), detail.inWords());
                    dead.putIfAbsent(events.stream(), reason);
                }
            }
        }
    }
}
