package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.Column;
import io.raudal.model.DataType;
import io.raudal.model.Format;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.Position;
import io.raudal.model.Positions;
import io.raudal.model.Problem;
import io.raudal.model.Table;
import io.raudal.model.View;
import io.raudal.model.file.PipelineDraft;
import io.raudal.model.file.PipelineReader;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.StreamPlan;
import io.raudal.plan.ViewPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlCompilerTest {

    @Test
    void views_thatReadEachOther_comeBehindThoseTheyRead() {
        PipelinePlan plan = new Fixture()
                .view("c", "SELECT ts, device FROM b")
                .view("b", "SELECT ts, device FROM a")
                .view("a", "SELECT ts, device FROM readings")
                .plan();
        assertThat(plan.views().stream().map(ViewPlan::name)).containsExactly("a", "b", "c");
    }

    @Test
    void views_inACycle_areOneProblem() {
        Compilation compilation = new Fixture()
                .view("a", "SELECT ts FROM b")
                .view("b", "SELECT ts FROM c")
                .view("c", "SELECT ts FROM a")
                .view("d", "SELECT ts FROM a")
                .compile();
        assertThat(Fixture.text(compilation.problems(), Locale.ROOT))
                .isEqualTo("1:16 a reads itself by way of other views; take one reading out\n");
        assertThat(compilation.problems().get(0).path()).isEqualTo("spec.views.c.sql");
    }

    @Test
    void expressions_ofAStreamWithAnotherFault_areChecked() {
        PipelineDraft draft = new PipelineReader(Map.of()).draft(Path.of("in.yaml"), """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: p }
                spec:
                  streams:
                    b:
                      columns:
                        ts: TIMESTAMP
                        k: STRING
                        odd: WORD
                        c: { type: INT, as: UPPER(k) }
                        e: { type: INT, as: COUNT(*) }
                        f: { type: INT, as: "odd + 1" }
                        g: { type: STRING, as: "missing" }
                        h: { type: STRING, as: UPPER(k), path: x }
                      time: { column: k }
                  views:
                    v: { sql: SELECT nothing FROM b }
                """);
        assertThat(draft.problems().stream().map(Problem::path))
                .containsExactly(
                        "spec.streams.b.columns.odd", "spec.streams.b.columns.h.path", "spec.streams.b.time.column");
        assertThat(SqlCompiler.compile(draft).problems().stream().map(Problem::path))
                .containsExactly(
                        "spec.streams.b.columns.c.as", "spec.streams.b.columns.e.as", "spec.streams.b.columns.g.as");
    }

    @Test
    void problems_ofAllViews_comeTogether() {
        Compilation compilation = new Fixture()
                .view("a", "SELECT devise FROM readings")
                .view("b", "SELECT device FROM reading")
                .view("c", "SELECT anything, x.y, COUNT(*) FROM a")
                .computed("k", DataType.Simple.INT, "UPER(site)")
                .compile();
        assertThat(compilation.problems().stream().map(Problem::path))
                .containsExactlyInAnyOrder(
                        "spec.views.a.sql", "spec.views.b.sql", "spec.streams.readings.columns.k.as");
        assertThat(compilation.plan()).isNull();
    }

    @Test
    void problems_inSpanish_sayTheSame() {
        Compilation compilation = new Fixture()
                .view("a", "SELECT devise FROM readings ORDER BY 1")
                .compile();
        assertThat(Fixture.text(compilation.problems(), Locale.forLanguageTag("es")))
                .isEqualTo("""
                        1:8 columna desconocida devise; ¿quisiste decir device?
                        1:29 ORDER BY no va en vistas: las filas salen en el orden de su ventana y su clave; quítalo; raudal run ordena las filas
                        """);
    }

    @Test
    void problems_haveTheirPlaceInTheFile() {
        Pipeline pipeline = new Pipeline(
                "p",
                List.of(Fixture.stream("s", List.of(Column.of("ts", DataType.Simple.TIMESTAMP)))),
                List.of(),
                List.of(new View("v", "SELECT ts\nFROM s\nWHERE x", View.Emit.LIVE, null, null)),
                List.of(),
                List.of());
        Positions positions = new Positions(
                Map.of("spec.views.v.sql", new Position(11, 12)),
                Map.of(
                        "spec.views.v.sql",
                        List.of(
                                new Positions.Run(new Position(1, 1), new Position(12, 9), 9),
                                new Positions.Run(new Position(3, 1), new Position(14, 9), 7))));
        Compilation compilation = SqlCompiler.compile(new PipelineFile(Path.of("p.yaml"), pipeline, positions));
        assertThat(compilation.problems().get(0).position()).isEqualTo(new Position(14, 15));
    }

    @Test
    void warnings_leaveThePlan() {
        Compilation compilation = new Fixture()
                .unbounded("v", "SELECT device, AVG(n) AS a FROM readings GROUP BY device")
                .compile();
        assertThat(compilation.plan()).isNotNull();
        assertThat(compilation.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.severity()).isEqualTo(Problem.Severity.WARNING));
    }

    @Test
    void state_ofAWindowView_isAWarning() {
        Compilation compilation =
                new Fixture().unbounded("v", "SELECT device FROM readings").compile();
        assertThat(Fixture.text(compilation.problems(), Locale.ROOT))
                .isEqualTo("1:1 warning state is only used by a GROUP BY without a window; leave it out\n");
    }

    @Test
    void emitFinal_isAWarningWhereNoRowWaitsForAnEnd() {
        String rows = "SELECT device FROM readings";
        String windows = "SELECT COUNT(*) AS c FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' HOUR))"
                + " GROUP BY window_start, window_end";
        assertThat(Fixture.text(new Fixture().atItsEnd("v", rows).compile().problems(), Locale.ROOT))
                .isEqualTo(
                        "1:1 warning emit: final changes nothing here, as each row of this view is final when it comes;"
                                + " leave it out, or aggregate over a window\n");
        assertThat(new Fixture().atItsEnd("v", windows).compile().problems()).isEmpty();
    }

    @Test
    void columns_thatAreUsed_areKnown() {
        StreamPlan stream = new Fixture()
                .view(
                        "v",
                        "SELECT s, window_end FROM (SELECT *, temperature AS unused FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' HOUR)) AS w JOIN devices ON site = id WHERE ok) AS x (device, s, ts, a, n, big, price, ok, d, t, tags, attrs, doc, v, numbers, later, window_start, window_end, window_time, id, name, level, u) GROUP BY s, window_start, window_end HAVING COUNT(*) > 1")
                .plan()
                .streams()
                .get(0);
        // device is NOT NULL, then site, ts and ok
        assertThat(stream.used()).containsExactly(0, 1, 2, 7);
    }

    @Test
    void computedColumns_areCompiledWhereTheyAreUsed() {
        PipelinePlan plan = new Fixture()
                .computed("minutes", DataType.Simple.BIGINT, "n / 60")
                .computed("upper_site", DataType.Simple.STRING, "UPPER(site)")
                .view("v", "SELECT minutes FROM readings")
                .plan();
        StreamPlan stream = plan.streams().get(0);
        assertThat(stream.computed()).containsOnlyKeys(16);
        assertThat(PlanText.of(stream.computed().get(16))).isEqualTo("cast(DIVIDE(#4, 60:INT): BIGINT)");
        assertThat(stream.used()).containsExactly(0, 2, 4, 16);
        PlanCheck.check(plan);
    }

    @Test
    void computedColumns_withProblems_areReportedWithPlaces() {
        Compilation compilation = new Fixture()
                .computed("a", DataType.Simple.INT, "n + 1")
                .computed("b", DataType.Simple.INT, "a + 1")
                .computed("c", DataType.Simple.INT, "temperature")
                .computed("e", DataType.Simple.INT, "COUNT(*)")
                .computed("f", DataType.Simple.INT, "n +")
                .computed("g", DataType.Simple.INT, "(SELECT 1)")
                .computed("h", DataType.Simple.JSON, "tags")
                .computed("i", DataType.Simple.INT, "* 2")
                .compile();
        assertThat(Fixture.text(compilation.problems(), Locale.ROOT)).isEqualTo("""
                        1:1 a computed column cannot name another one: a; repeat its expression
                        1:1 the expression is DOUBLE, the column is INT; write CAST(... AS INT), or declare the column DOUBLE
                        1:1 aggregate COUNT cannot stand in as; put a condition on an aggregate in HAVING
                        1:1 the expression is ARRAY<STRING>, the column is JSON, which no expression makes; declare the column ARRAY<STRING>
                        1:1 * begins no expression; start with a column, a value or a function
                        1:2 a query as a value is not supported; join with a table, or make it a view
                        1:3 the SQL ends behind +; write what belongs behind it
                        """);
    }

    @Test
    void compile_twice_givesTheSamePlan() {
        Fixture fixture = new Fixture()
                .view(
                        "v",
                        "SELECT device, window_end, COUNT(*) AS c FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' HOUR)) GROUP BY device, window_start, window_end");
        assertThat(fixture.compile()).isEqualTo(fixture.compile());
    }

    @Test
    void tables_andStreams_areInThePlan() {
        Table table = new Table("t", List.of(), null, new Format.Json(), List.of());
        Pipeline pipeline = new Pipeline(
                "p",
                List.of(Fixture.stream("s", List.of(Column.of("ts", DataType.Simple.TIMESTAMP)))),
                List.of(table),
                List.of(),
                List.of(),
                List.of());
        PipelinePlan plan = Fixture.plan(
                SqlCompiler.compile(new PipelineFile(Path.of("p.yaml"), pipeline, new Positions(Map.of(), Map.of()))));
        assertThat(plan.tables()).containsExactly(table);
        assertThat(plan.streams().get(0).used()).containsExactly(0);
    }
}
