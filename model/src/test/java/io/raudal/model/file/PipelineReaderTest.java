package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.model.Column;
import io.raudal.model.Dashboard;
import io.raudal.model.DataType;
import io.raudal.model.ErrorCode;
import io.raudal.model.FieldPath;
import io.raudal.model.Format;
import io.raudal.model.Panel;
import io.raudal.model.Pipeline;
import io.raudal.model.PipelineFile;
import io.raudal.model.PipelineTest;
import io.raudal.model.Position;
import io.raudal.model.RaudalException;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Stream;
import io.raudal.model.Table;
import io.raudal.model.TimestampFormat;
import io.raudal.model.Title;
import io.raudal.model.View;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PipelineReaderTest {
    static final String WHOLE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant-north, namespace: plants, labels: { team: a }, annotations: { note: b } }
            spec:
              streams:
                readings:
                  columns:
                    device: STRING NOT NULL
                    ts: TIMESTAMP
                    at: { type: TIMESTAMP(epoch_ms) NOT NULL, path: "meta.times[0]" }
                    day: { type: DATE, format: dd/MM/yyyy }
                    host: { type: STRING, path: '"id.orig_h"' }
                    fahrenheit: { type: DOUBLE, as: temperature * 1.8 + 32 }
                    temperature: DOUBLE
                  format: json
                  zone: Europe/Madrid
                  time: { column: ts, lateness: 5s, idle: 1m, ahead: PT2H }
                  key: device
                  id: { column: device, horizon: 1d }
                  partitions: ${PARTITIONS:-8}
                  retention: 1h30m
                  sources:
                    - file: data/*.ndjson.gz
                    - file: { path: events.log, mode: tail }
                    - file: { path: week.ndjson, mode: replay, speed: 60, shiftToNow: true }
                    - host: { every: 500ms, of: [network, cpu] }
                    - host: {}
                    - kafka:
                        brokers: "one:9092, [::1]:9093"
                        topic: readings.v1
                        from: 2026-01-31T13:00:00+01:00
                        tls: { ca: ca.pem, certificate: client.pem, key: client.key }
                        sasl: { mechanism: SCRAM-SHA-256, user: raudal, password: "${PASSWORD}" }
                        properties: { isolation.level: read_committed, fetch.max.bytes: 1000000 }
                    - kafka: { brokers: [a:1], topic: t, from: latest, tls: false }
                    - sse: { url: "https://example.org/events?x=1", headers: { Authorization: "Bearer ${PASSWORD}", X-Level: 5 }, event: change }
                    - mqtt:
                        url: ssl://my_broker
                        topic: [plant/+/readings, "plant/#", "#"]
                        qos: 2
                        clientId: north
                        group: raudals
                        user: raudal
                        password: ${PASSWORD}
                        tls: { ca: ca.pem }
                    - mqtt: { url: "tcp://10.0.0.1:1884", topic: t, version: 3 }
                flights:
                  format: { csv: { header: false, delimiter: "\\t", quote: "'", null: ["", NA, -999] } }
                  columns: { ts: TIMESTAMP, delay: BIGINT, late: { type: BOOLEAN, as: delay > 15 }, code: STRING }
                  time: { column: ts }
                  id: code
                trips:
                  format: csv
                  columns: { ts: { type: TIMESTAMP, path: pick.up }, fare: "DECIMAL(10,2)" }
                  time: { column: ts }
                lines:
                  format: { text: { pattern: '(?<at>\\S+) (?<ip>\\S+)' } }
                  columns: { ts: { type: TIMESTAMP, path: at }, ip: STRING }
                  time: { column: ts }
              tables:
                sites:
                  columns: { id: INT NOT NULL, name: STRING, share: DOUBLE }
                  rows: [ { id: 1, name: one, share: 0.5 }, { id: "2", name: ~ }, { id: 3.0, share: .nan } ]
                places: { columns: { id: INT }, file: places.csv }
                others: { columns: { id: INT }, file: others.dat, format: { csv: { delimiter: ";" } } }
                lists: { columns: { id: INT }, file: lists.ndjson.zst }
              views:
                hot:
                  sql: |
                    SELECT device
                    FROM readings
                  emit: final
                  retention: 90d
                  state: { ttl: 1d, keys: 1000000 }
                cold: { sql: SELECT 1 }
              dashboards:
                overview:
                  title: { en: Plant, es: Planta }
                  range: 6h
                  variables: [device]
                  panels:
                    - { title: Heat, view: hot, y: [avg_t, max_t], x: window_end, by: device, unit: °C, limit: 5, width: 12, height: 8 }
                    - { title: { es: Mapa }, sql: SELECT lat FROM plant_north.hot, chart: map, latitude: lat, longitude: lon, y: n, by: [device, site] }
                rest: { panels: [ { view: cold, chart: table } ] }
              tests:
                - name: all kinds
                  given:
                    readings:
                      - { device: "a,b", ts: "2026-01-01T00:00:01Z", temperature: 20.0, n: 007, big: 1e3, no: ~, t: true, l: [1, x], nan: .nan }
                      - '{"device": "b"}'
                    flights: [ { code: it's, delay: 5 }, { ts: "2026-01-01", code: NA }, "raw\\trecord" ]
                    lines: [ 2026-01-01 192.0.2.1 ]
                  expect:
                    hot: [ { device: a, n: 1, avg: 20.50, none: ~, on: on, list: [1] } ]
                    cold: []
                  late: { readings: 1 }
                  dead: { readings: 0, lines: 2 }
            """;

    private static final Path FILE = Path.of("plant.yaml");
    private static final PipelineReader READER = new PipelineReader(Map.of("PASSWORD", "hush"));

    @TempDir
    Path directory;

    @Test
    void everyKey_read_isInThePipeline() {
        Pipeline pipeline = READER.read(FILE, WHOLE).pipeline();
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
    void sources_read_areOfEveryKind() {
        Secret password = new Secret("hush");
        assertThat(READER.read(FILE, WHOLE).pipeline().stream("readings")
                        .orElseThrow()
                        .sources())
                .containsExactly(
                        new Source.File("data/*.ndjson.gz", new Source.File.Mode.Once()),
                        new Source.File("events.log", new Source.File.Mode.Tail()),
                        new Source.File("week.ndjson", new Source.File.Mode.Replay(60, true)),
                        new Source.Host(Duration.ofMillis(500), Set.of(Source.Host.Part.CPU, Source.Host.Part.NETWORK)),
                        new Source.Host(Duration.ofSeconds(1), Set.of(Source.Host.Part.values())),
                        new Source.Kafka(
                                List.of("one:9092", "[::1]:9093"),
                                "readings.v1",
                                new Source.Kafka.Start.At(Instant.parse("2026-01-31T12:00:00Z")),
                                new Source.Tls("ca.pem", "client.pem", "client.key"),
                                new Source.Kafka.Sasl(Source.Kafka.Sasl.Mechanism.SCRAM_SHA_256, "raudal", password),
                                Map.of("isolation.level", "read_committed", "fetch.max.bytes", "1000000")),
                        new Source.Kafka(List.of("a:1"), "t", new Source.Kafka.Start.Latest(), null, null, Map.of()),
                        new Source.Sse(
                                URI.create("https://example.org/events?x=1"),
                                Map.of("Authorization", new Secret("Bearer hush"), "X-Level", new Secret("5")),
                                "change"),
                        new Source.Mqtt(
                                "my_broker",
                                8883,
                                List.of("plant/+/readings", "plant/#", "#"),
                                2,
                                Source.Mqtt.Version.MQTT_5,
                                "north",
                                "raudals",
                                new Source.Mqtt.Login("raudal", password),
                                new Source.Tls("ca.pem", null, null)),
                        new Source.Mqtt(
                                "10.0.0.1",
                                1884,
                                List.of("t"),
                                1,
                                Source.Mqtt.Version.MQTT_3_1_1,
                                null,
                                null,
                                null,
                                null));
    }

    @Test
    void secrets_read_showNowhere() {
        PipelineFile file = READER.read(FILE, WHOLE);
        assertThat(file.toString()).doesNotContain("hush").contains("***");
    }

    @ParameterizedTest
    @CsvSource({
        "earliest, Earliest[]",
        "2026-01-31, At[time=2026-01-31T00:00:00Z]",
        "2026-01-31T12:00, At[time=2026-01-31T12:00:00Z]"
    })
    void startOfATopic_read_isAPosition(String written, String read) {
        String text = WHOLE.replace("from: latest", "from: \"" + written + '"');
        assertThat(READER.read(FILE, text).pipeline().streams().get(0).sources())
                .filteredOn(source ->
                        source instanceof Source.Kafka kafka && kafka.topic().equals("t"))
                .singleElement()
                .satisfies(source -> assertThat(((Source.Kafka) source).from()).hasToString(read));
    }

    @Test
    void dashboards_read_areInThePipeline() {
        Pipeline pipeline = READER.read(FILE, WHOLE).pipeline();
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
        Stream trips = READER.read(FILE, WHOLE).pipeline().stream("trips").orElseThrow();
        assertThat(trips.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(trips.time())
                .isEqualTo(new Stream.Time("ts", Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(1)));
        assertThat(trips.key()).isNull();
        assertThat(trips.id()).isNull();
        assertThat(trips.partitions()).isEqualTo(2);
        assertThat(trips.retention()).isEqualTo(Duration.ofDays(7));
        assertThat(trips.sources()).isEmpty();
        assertThat(trips.format()).isEqualTo(Format.Csv.DEFAULT);
        assertThat(READER.read(FILE, WHOLE).pipeline().stream("flights")
                        .orElseThrow()
                        .id())
                .isEqualTo(new Stream.Id("code", Duration.ofHours(1)));
    }

    @Test
    void formats_read_decideWhatAPathIs() {
        Pipeline pipeline = READER.read(FILE, WHOLE).pipeline();
        assertThat(pipeline.stream("flights").orElseThrow().format())
                .isEqualTo(new Format.Csv(false, '\t', '\'', List.of("", "NA", "-999")));
        assertThat(pipeline.stream("trips").orElseThrow().columns().get(0).path())
                .isEqualTo(FieldPath.of("pick.up"));
        assertThat(pipeline.stream("lines").orElseThrow().columns().get(0).path())
                .isEqualTo(FieldPath.of("at"));
    }

    @Test
    void tables_read_haveRowsOrFiles() {
        List<Table> tables = READER.read(FILE, WHOLE).pipeline().tables();
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
        PipelineTest test = READER.read(FILE, WHOLE).pipeline().tests().get(0);
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
        PipelineFile file = READER.read(FILE, WHOLE);
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
        String[] lines = WHOLE.split("(?<=\n)", -1);
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

    @Test
    void file_readWithByteOrderMarkAndWindowsLineEnds_isTheSame() throws IOException {
        Path file = directory.resolve("p.yaml");
        Files.writeString(file, "\uFEFF" + WHOLE.replace("\n", "\r\n"));
        PipelineFile read = READER.read(file);
        assertThat(read.file()).isEqualTo(file);
        assertThat(read.pipeline().toString())
                .isEqualTo(READER.read(FILE, WHOLE).pipeline().toString());
        assertThat(read.positions()).isEqualTo(READER.read(FILE, WHOLE).positions());
    }

    @Test
    void fileThatIsNoText_read_saysWhere() throws IOException {
        Path file = directory.resolve("p.yaml");
        Files.write(file, "kind: Pipeline\nname: ".getBytes(StandardCharsets.UTF_8));
        Files.write(file, concat(Files.readAllBytes(file), new byte[] {'n', (byte) 0xF1, 'o'}));
        assertThat(report(file)).isEqualTo(file + ":2:8: error: is not UTF-8 text; save it as UTF-8");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82});
        assertThat(report(file)).isEqualTo(file + ":1:4: error: is not UTF-8 text; save it as UTF-8");
        Files.write(file, "a: \u0000".getBytes(StandardCharsets.UTF_8));
        assertThat(report(file)).startsWith(file + ":1:4: error: has the control character U+0000");
        Files.write(file, new byte[0]);
        assertThat(report(file)).startsWith(file + ":1:1: error: is empty");
        Files.write(file, "# ".repeat(PipelineReader.MAX_BYTES).getBytes(StandardCharsets.UTF_8));
        assertThat(report(file)).startsWith(file + ":1:1: error: is larger than 1 MB");
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }

    private static String report(Path file) {
        return READER.draft(file).problems().stream()
                .map(problem -> problem.in(file, Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsNoFile_read_isUnreadableInput() {
        assertThatThrownBy(() -> READER.read(directory))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessage(directory + ": is a folder; name the file in it, such as " + directory + "/pipeline.yaml");
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> READER.read(missing))
                .isInstanceOfSatisfying(
                        RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_INPUT))
                .hasMessage(missing + ": there is no such file");
    }

    @Test
    void hugeValues_read_endSoon() {
        String text = WHOLE.replace("partitions: ${PARTITIONS:-8}", "partitions: 1e999999999")
                .replace("avg: 20.50", "avg: " + "9".repeat(100_000))
                .replace("DECIMAL(10,2)", "ARRAY<".repeat(20_000))
                .replace("lateness: 5s", "lateness: " + "1s".repeat(100_000))
                .replace("(?<at>", "(".repeat(1_000) + "(?<at>")
                .replace("dd/MM/yyyy", "y".repeat(100_000))
                .replace("SELECT 1", "\"" + "${NONE}".repeat(20_000) + "\"");
        assertThat(READER.draft(FILE, text).problems()).hasSize(6);
    }
}
