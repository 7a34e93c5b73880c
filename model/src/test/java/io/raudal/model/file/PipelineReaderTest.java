package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.Column;
import io.raudal.model.Dashboard;
import io.raudal.model.DataType;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Panel;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.PipelineTest;
import io.raudal.model.Position;
import io.raudal.model.RaudalException;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.TimestampFormat;
import io.raudal.model.Title;
import io.raudal.model.View;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipelineReaderTest {
    private static final Path FILE = Path.of("plant.yaml");
    private static final PipelineReader READER = new PipelineReader(Map.of("PASSWORD", "hush"));

    @Test
    void everyKey_read_isInThePipeline() {
        Pipeline pipeline = READER.read(FILE, WholePipeline.TEXT).pipeline();
        assertThat(pipeline.name()).isEqualTo("plant-north");
        assertThat(pipeline.streams())
                .extracting(Stream::name)
                .containsExactly("readings", "flights", "trips", "lines");
        Stream readings = pipeline.stream("readings").orElseThrow();
        assertThat(readings.columns())
                .containsExactly(
                        new Column(
                                "device",
                                DataType.Simple.STRING,
                                true,
                                FieldPath.of("device"),
                                new TimestampFormat.Iso(),
                                null),
                        Column.of("ts", DataType.Simple.TIMESTAMP),
                        new Column(
                                "at",
                                DataType.Simple.TIMESTAMP,
                                true,
                                FieldPath.parse("meta.times[0]").orElseThrow(),
                                new TimestampFormat.Epoch(TimestampFormat.Epoch.Unit.MILLIS),
                                null),
                        new Column(
                                "day",
                                DataType.Simple.DATE,
                                false,
                                FieldPath.of("day"),
                                new TimestampFormat.Pattern("dd/MM/yyyy"),
                                null),
                        new Column(
                                "host",
                                DataType.Simple.STRING,
                                false,
                                FieldPath.of("id.orig_h"),
                                new TimestampFormat.Iso(),
                                null),
                        new Column(
                                "fahrenheit",
                                DataType.Simple.DOUBLE,
                                false,
                                FieldPath.of("fahrenheit"),
                                new TimestampFormat.Iso(),
                                "temperature * 1.8 + 32"),
                        Column.of("temperature", DataType.Simple.DOUBLE));
        assertThat(readings.zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(readings.time())
                .isEqualTo(new Stream.Time("ts", Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofHours(2)));
        assertThat(readings.key()).isEqualTo("device");
        assertThat(readings.id()).isEqualTo(new Stream.Id("device", Duration.ofDays(1)));
        assertThat(readings.partitions()).isEqualTo(8);
        assertThat(readings.retention()).isEqualTo(Duration.ofMinutes(90));
        assertThat(readings.sources()).hasSize(10);
        assertThat(pipeline.views())
                .containsExactly(
                        new View(
                                "hot",
                                "SELECT device\nFROM readings\n",
                                View.Emit.FINAL,
                                Duration.ofDays(90),
                                new View.State(Duration.ofDays(1), 1_000_000)),
                        new View("cold", "SELECT 1", View.Emit.LIVE, null, null));
    }

    @Test
    void dashboards_read_areInThePipeline() {
        Pipeline pipeline = READER.read(FILE, WholePipeline.TEXT).pipeline();
        assertThat(pipeline.dashboards())
                .containsExactly(
                        new Dashboard(
                                "overview",
                                new Title("Plant", "Planta"),
                                Duration.ofHours(6),
                                List.of("device"),
                                List.of(
                                        new Panel(
                                                new Title("Heat", "Heat"),
                                                new Panel.Rows.OfView("hot"),
                                                Panel.Chart.LINE,
                                                new Panel.Columns(
                                                        "window_end",
                                                        List.of("avg_t", "max_t"),
                                                        List.of("device"),
                                                        null,
                                                        null),
                                                "°C",
                                                5,
                                                12,
                                                8),
                                        new Panel(
                                                new Title("Mapa", "Mapa"),
                                                new Panel.Rows.OfSql("SELECT lat FROM plant_north.hot"),
                                                Panel.Chart.MAP,
                                                new Panel.Columns(
                                                        null, List.of("n"), List.of("device", "site"), "lat", "lon"),
                                                null,
                                                null,
                                                6,
                                                4))),
                        new Dashboard(
                                "rest",
                                null,
                                Duration.ofHours(1),
                                List.of(),
                                List.of(new Panel(
                                        null,
                                        new Panel.Rows.OfView("cold"),
                                        Panel.Chart.TABLE,
                                        new Panel.Columns(null, List.of(), List.of(), null, null),
                                        null,
                                        null,
                                        6,
                                        4))));
        assertThat(pipeline.dashboard("rest")).isPresent();
    }

    @Test
    void keysLeftOut_read_haveTheirDefaults() {
        Stream trips =
                READER.read(FILE, WholePipeline.TEXT).pipeline().stream("trips").orElseThrow();
        assertThat(trips.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(trips.time())
                .isEqualTo(new Stream.Time("ts", Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(1)));
        assertThat(trips.key()).isNull();
        assertThat(trips.id()).isNull();
        assertThat(trips.partitions()).isEqualTo(2);
        assertThat(trips.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(trips.sources()).isEmpty();
        assertThat(trips.format()).isEqualTo(Format.Csv.DEFAULT);
        assertThat(READER.read(FILE, WholePipeline.TEXT).pipeline().stream("flights")
                        .orElseThrow()
                        .id())
                .isEqualTo(new Stream.Id("code", Duration.ofHours(1)));
    }

    @Test
    void formats_read_decideWhatAPathIs() {
        Pipeline pipeline = READER.read(FILE, WholePipeline.TEXT).pipeline();
        assertThat(pipeline.stream("flights").orElseThrow().format())
                .isEqualTo(new Format.Csv(false, '\t', '\'', List.of("", "NA", "-999")));
        assertThat(pipeline.stream("trips").orElseThrow().columns().get(0).path())
                .isEqualTo(FieldPath.of("pick.up"));
        assertThat(pipeline.stream("lines").orElseThrow().columns().get(0).path())
                .isEqualTo(FieldPath.of("at"));
    }

    @Test
    void tables_read_haveRowsOrFiles() {
        List<Table> tables = READER.read(FILE, WholePipeline.TEXT).pipeline().tables();
        assertThat(tables.get(0).rows().get(0))
                .isEqualTo(Map.of("id", BigDecimal.ONE, "name", "one", "share", new BigDecimal("0.5")));
        assertThat(tables.get(0).rows().get(1)).containsEntry("id", "2").containsEntry("name", null);
        assertThat(tables.get(0).rows().get(2)).containsEntry("share", Double.NaN);
        assertThat(tables.get(1))
                .extracting(Table::file, Table::format)
                .containsExactly("places.csv", Format.Csv.DEFAULT);
        assertThat(tables.get(2).format()).isEqualTo(new Format.Csv(true, ';', '"', List.of("")));
        assertThat(tables.get(3).format()).isEqualTo(new Format.Json());
    }

    @Test
    void givenMaps_read_areWrittenInTheFormatOfTheirStream() {
        PipelineTest test =
                READER.read(FILE, WholePipeline.TEXT).pipeline().tests().get(0);
        assertThat(test.given().get("readings"))
                .containsExactly(
                        "{\"device\":\"a,b\",\"ts\":\"2026-01-01T00:00:01Z\",\"temperature\":20.0,\"n\":7,\"big\":1e3,\"no\":null,"
                                + "\"t\":true,\"l\":[1,\"x\"],\"nan\":\"NaN\"}",
                        "{\"device\": \"b\"}");
        assertThat(test.given().get("flights")).containsExactly("\t5\t'it''s'", "2026-01-01\t\t'NA'", "raw\trecord");
        assertThat(test.given().get("lines")).containsExactly("2026-01-01 192.0.2.1");
        Map<String, Object> row = test.expect().get("hot").get(0);
        assertThat(row)
                .containsEntry("avg", new BigDecimal("20.50"))
                .containsEntry("on", "on")
                .containsEntry("none", null);
        assertThat(row).containsEntry("list", List.of(BigDecimal.ONE));
        assertThat(test.expect().get("cold")).isEmpty();
        assertThat(test.late()).isEqualTo(Map.of("readings", 1L));
        assertThat(test.dead()).isEqualTo(Map.of("readings", 0L, "lines", 2L));
    }

    @Test
    void everyValue_read_hasItsPlace() {
        PipelineFile file = READER.read(FILE, WholePipeline.TEXT);
        assertPlace(file, "spec.streams.readings.columns.device", "STRING NOT NULL");
        assertPlace(file, "spec.streams.readings.columns.at.type", "TIMESTAMP(epoch_ms)");
        assertPlace(file, "spec.streams.readings.sources[0].file", "data/*.ndjson.gz");
        assertPlace(file, "spec.tests[0].given.readings[1]", "'{\"device\": \"b\"}'");
        assertPlace(file, "spec.views.hot.sql", "|\n");
        assertPlaceInText(file, "spec.views.hot.sql", new Position(2, 6), "readings\n");
        assertPlaceInText(
                file,
                "spec.streams.readings.columns.fahrenheit.as",
                new Position(1, 13),
                "* 1.8 + 32 }".substring(0, 5));
    }

    private static void assertPlace(PipelineFile file, String path, String text) {
        assertThat(at(file.positions().of(path))).as(path).startsWith(text);
    }

    private static void assertPlaceInText(PipelineFile file, String path, Position inside, String text) {
        assertThat(at(file.positions().inText(path, inside))).as(path).startsWith(text);
    }

    private static String at(Position position) {
        String[] lines = WholePipeline.TEXT.split("(?<=\n)", -1);
        return lines[position.line() - 1].substring(position.column() - 1);
    }

    @Test
    void aliases_read_standForWhatTheyName() {
        Pipeline pipeline = READER.read(FILE, """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: plant }
                spec:
                  streams:
                    one: { columns: &columns { ts: TIMESTAMP }, time: &time { column: ts } }
                    two: { columns: *columns, time: *time }
                """).pipeline();
        assertThat(pipeline.streams().get(1).columns())
                .isEqualTo(pipeline.streams().get(0).columns());
    }

    @Test
    void aliases_ofScalars_standForWhatTheyName() {
        Stream stream = READER.read(FILE, """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: plant }
                spec:
                  streams:
                    one:
                      columns: { ts: &time TIMESTAMP, a: &number DOUBLE, b: *number, c: &text "STRING", d: *text, e: *time }
                      time: { column: ts, lateness: &l 5s, idle: *l }
                """).pipeline().streams().get(0);

        assertThat(stream.columns())
                .extracting(column -> column.type().toString())
                .containsExactly("TIMESTAMP", "DOUBLE", "DOUBLE", "STRING", "STRING", "TIMESTAMP");
        assertThat(stream.time().idle()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void wrongParts_drafted_areLeftOutAndNamed() {
        PipelineDraft draft = READER.draft(FILE, """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: plant }
                spec:
                  streams:
                    good: { columns: { ts: TIMESTAMP }, time: { column: ts } }
                    bad: { columns: { ts: TIMESTAM }, time: { column: ts } }
                    readable: { columns: { ts: TIMESTAMP }, time: { column: ts, latenes: 5s }, key: t }
                  views:
                    on_good: { sql: SELECT goods FROM good }
                    on_bad: { sql: SELECT ts FROM bad }
                    on_view: { sql: "SELECT ts FROM `on_bad`" }
                    checked: { sql: SELECT ts FROM good, emit: never, retenton: 1d }
                    stateless: { sql: SELECT ts FROM good, state: 1d }
                    good: { sql: SELECT ts FROM good }
                  dashboards:
                    good: { panels: [ { view: on_good, y: goods } ] }
                    bad: { panels: [ { view: on_good, y: goods }, { view: on_view, y: ts } ] }
                  tests:
                    - { name: good, given: { good: [] }, expect: { on_good: [] } }
                    - { name: bad, given: { readable: [] }, expect: { on_good: [] } }
                """);
        Pipeline sound = draft.sound().pipeline();
        assertThat(sound.streams()).extracting(Stream::name).containsExactly("good", "readable");
        assertThat(sound.views())
                .extracting(View::name)
                .containsExactly("on_good", "on_bad", "on_view", "checked", "good");
        assertThat(sound.dashboards()).extracting(Dashboard::name).containsExactly("good", "bad");
        assertThat(sound.tests()).extracting(PipelineTest::name).containsExactly("good");
        assertThat(draft.wrong()).containsExactlyInAnyOrder("bad", "stateless");
        assertThat(draft.problems()).hasSize(7);
        assertThatThrownBy(draft::whole)
                .isInstanceOf(RaudalException.class)
                .hasMessageContaining("plant.yaml:7:27: error: ");
    }
}
