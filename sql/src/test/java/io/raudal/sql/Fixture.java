package io.raudal.sql;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.TimestampFormat;
import io.raudal.model.View;
import io.raudal.plan.PipelinePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pipeline with a stream {@code readings} of every type, a stream {@code other} and a table {@code devices}. */
final class Fixture {
    private final List<Column> columns = new ArrayList<>(List.of(
            new Column("device", DataType.Simple.STRING, true, FieldPath.of("device"), new TimestampFormat.Iso(), null),
            Column.of("site", DataType.Simple.STRING),
            Column.of("ts", DataType.Simple.TIMESTAMP),
            Column.of("temperature", DataType.Simple.DOUBLE),
            Column.of("n", DataType.Simple.INT),
            Column.of("big", DataType.Simple.BIGINT),
            Column.of("price", new DataType.Decimal(10, 2)),
            Column.of("ok", DataType.Simple.BOOLEAN),
            Column.of("d", DataType.Simple.DATE),
            Column.of("t", DataType.Simple.TIME),
            Column.of("tags", new DataType.Array(DataType.Simple.STRING)),
            Column.of("attrs", new DataType.Map(DataType.Simple.DOUBLE)),
            Column.of("doc", DataType.Simple.JSON),
            Column.of("value", DataType.Simple.DOUBLE),
            Column.of("numbers", new DataType.Array(DataType.Simple.INT)),
            Column.of("later", DataType.Simple.TIMESTAMP)));
    private final List<View> views = new ArrayList<>();
    private final Map<String, List<Positions.Run>> texts = new HashMap<>();

    static Stream stream(String name, List<Column> columns) {
        Duration second = Duration.ofSeconds(1);
        return new Stream(
                name,
                columns,
                new Format.Json(),
                ZoneOffset.UTC,
                new Stream.Time("ts", second, second, second),
                null,
                null,
                2,
                Duration.ofDays(7),
                List.of());
    }

    Fixture computed(String name, DataType type, String expression) {
        columns.add(new Column(name, type, false, FieldPath.of(name), new TimestampFormat.Iso(), expression));
        texts.put("spec.streams.readings.columns." + name + ".as", lines(expression));
        return this;
    }

    Fixture view(String name, String sql) {
        return view(name, sql, null);
    }

    Fixture view(String name, String sql, View.@Nullable State state) {
        return view(name, sql, View.Emit.LIVE, state);
    }

    private Fixture view(String name, String sql, View.Emit emit, View.@Nullable State state) {
        views.add(new View(name, sql, emit, null, state));
        texts.put("spec.views." + name + ".sql", lines(sql));
        return this;
    }

    Fixture atItsEnd(String name, String sql) {
        return view(name, sql, View.Emit.FINAL, null);
    }

    Fixture unbounded(String name, String sql) {
        return view(name, sql, new View.State(Duration.ofDays(1), 100));
    }

    /** Each line stands where it is in the text. */
    private static List<Positions.Run> lines(String text) {
        List<Positions.Run> runs = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Position start = new Position(runs.size() + 1, 1);
            runs.add(new Positions.Run(start, start, line.length()));
        }
        return runs;
    }

    /** The plan of SQL without errors. */
    PipelinePlan plan() {
        return plan(compile());
    }

    static PipelinePlan plan(Compilation compilation) {
        return Objects.requireNonNull(compilation.plan(), () -> text(compilation.problems(), Locale.ROOT));
    }

    Compilation compile() {
        Table devices = new Table(
                "devices",
                List.of(
                        Column.of("id", DataType.Simple.STRING),
                        Column.of("name", DataType.Simple.STRING),
                        Column.of("level", DataType.Simple.INT)),
                null,
                new Format.Json(),
                List.of());
        List<Column> other =
                List.of(Column.of("ts", DataType.Simple.TIMESTAMP), Column.of("device", DataType.Simple.STRING));
        Pipeline pipeline = new Pipeline(
                "plant-north",
                List.of(stream("readings", columns), stream("other", other)),
                List.of(devices),
                views,
                List.of(),
                List.of());
        return SqlCompiler.compile(
                new PipelineFile(Path.of("pipeline.yaml"), pipeline, new Positions(Map.of(), texts)));
    }

    /** The problems, one a line: place, severity, text in English. */
    static String text(List<Problem> problems, Locale locale) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            text.append(problem.position().line())
                    .append(':')
                    .append(problem.position().column())
                    .append(problem.severity() == Problem.Severity.WARNING ? " warning " : " ")
                    .append(problem.rule().in(locale));
            if (problem.remedy() != null) {
                text.append("; ").append(problem.remedy().in(locale));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
