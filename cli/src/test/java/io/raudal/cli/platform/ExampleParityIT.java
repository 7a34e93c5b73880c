package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.raudal.cli.CommandRun;
import io.raudal.cli.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each example gives the same rows from {@code raudal run} over its file and from {@code raudal up}, to which the file was posted in
 * batches. A file is one partition of a run, so the stream has one here, and what is late is the same; and nothing is idle, for in a run
 * no clock moves the watermark. A run knows its end, live nobody does: an event far behind all others stands for it and makes all
 * windows before it final. Its own are left out.
 *
 * <p>The data come with the example, or are in the folder that the property {@code raudal.test.data} names; where they are in neither,
 * the events of the example's own test do, and this says so.
 */
@Timeout(300)
class ExampleParityIT {
    private static final int BATCH_CHARACTERS = 1 << 19;
    private static final String DATA = System.getProperty("raudal.test.data", "");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static UpProcess process;

    /** An example, its data, and an event that comes long after them and counts in no row view. */
    enum Example {
        WIKIPEDIA(
                "wikipedia-edits/wikiticker-2015-09-12-sampled.json.gz",
                "application/x-ndjson",
                "{\"time\":\"2015-12-31T00:00:00Z\",\"channel\":\"#none\",\"isRobot\":true}"),
        WEBLOG(
                "weblogs/apache-access-2015-05.log.gz",
                "application/octet-stream",
                "192.0.2.1 - - [31/Dec/2015:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"none\""),
        FLIGHTS(
                "flights/us-flights-2001q1.csv.gz",
                "text/csv",
                "time,delay,distance,origin,destination\n2001-12-31T00:00:00,0,0,ZZZ,ZZZ"),
        PLANT(
                "sensors/room-occupancy-2015-02.csv.gz",
                "text/csv",
                "time,temperature,humidity,light,co2,occupancy\n2015-12-31 00:00:00,20.0,20.0,20.0,20.0,0"),
        EARTHQUAKES(
                "earthquakes.ndjson.gz",
                "application/x-ndjson",
                "{\"id\":\"none\",\"properties\":{\"time\":1546214400000,\"type\":\"none\"}}"),
        DNS(
                "zeek-dns/zeek-dns-2018-03-24.jsonl.gz",
                "application/x-ndjson",
                "{\"ts\":\"2018-12-31T00:00:00Z\",\"uid\":\"none\"}");

        private final String data;
        private final String type;
        private final String last;

        Example(String data, String type, String last) {
            this.data = data;
            this.type = type;
            this.last = last;
        }

        String pipeline() {
            return name().toLowerCase(Locale.ROOT);
        }

        Path file() {
            return Pages.ROOT.resolve("examples").resolve(pipeline()).resolve("pipeline.yaml");
        }

        ObjectNode tree() throws IOException {
            return (ObjectNode) YAML.readTree(file().toFile());
        }

        String stream() throws IOException {
            return tree().at("/spec/streams").fieldNames().next();
        }

        List<String> views() throws IOException {
            List<String> views = new ArrayList<>();
            tree().at("/spec/views").fieldNames().forEachRemaining(views::add);
            return views;
        }

        /** Behind all its data, before its last event. */
        String end() {
            return (this == FLIGHTS ? "2001" : this == DNS || this == EARTHQUAKES ? "2018" : "2015")
                    + "-12-01T00:00:00Z";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        List<String> files = new ArrayList<>();
        for (Example example : Example.values()) {
            files.add(livePipeline(example).toString());
        }
        process = UpProcess.start(folder.resolve("data"), files.toArray(new String[0]))
                .ready();
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @ParameterizedTest
    @EnumSource
    void example_postedInBatches_givesTheRowsOfARun(Example example) throws Exception {
        List<String> lines = lines(example);
        List<Path> outputs = new ArrayList<>();
        JsonNode run = run(example, lines, outputs);

        String stream = example.pipeline() + "." + example.stream();
        String header = example.type.equals("text/csv") ? lines.get(0) + "\n" : "";
        StringBuilder batch = new StringBuilder(header);
        for (String line : lines.subList(header.isEmpty() ? 0 : 1, lines.size())) {
            batch.append(line).append('\n');
            if (batch.length() > BATCH_CHARACTERS) {
                post(example, batch.toString());
                batch = new StringBuilder(header);
            }
        }
        post(example, batch.toString());
        post(example, example.last);
        JsonNode ledger =
                process.settledLedger(stream, "received", run.path("received").asLong() + 1);
        for (String count : List.of("duplicate", "late", "dead", "lateReasons", "deadReasons")) {
            assertThat(ledger.path(count)).as("%s of %s", count, stream).isEqualTo(run.path(count));
        }
        for (Path output : outputs) {
            String view = output.getFileName().toString();
            List<String> expected = sorted(Files.readAllLines(output).stream().map(ExampleParityIT::json));
            process.await(
                    view + " is final",
                    () -> rows(example, view).path("open").asInt() == 0
                            && rows(example, view).path("rows").size() >= expected.size());
            JsonNode live = rows(example, view);
            assertThat(live.path("truncated").asBoolean()).isFalse();
            List<String> found = new ArrayList<>();
            live.path("rows").forEach(row -> found.add(row.toString()));
            assertThat(sorted(found.stream())).as(example + " " + view).isEqualTo(expected);
        }
    }

    /** Runs the example over its lines; its rows are in a file for each view, and its ledger is returned. */
    private static JsonNode run(Example example, List<String> lines, List<Path> outputs) throws IOException {
        Path input = Files.write(folder.resolve(example.pipeline()).resolve("input"), lines);
        List<String> arguments = new ArrayList<>(
                List.of("run", example.file().toString(), "--input", example.stream() + "=" + input, "-o", "json"));
        for (String view : example.views()) {
            Path output = folder.resolve(example.pipeline()).resolve(view);
            outputs.add(output);
            arguments.addAll(List.of("--output", view + "=" + output));
        }
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return JSON.readTree(run.errors()).at("/streams/" + example.stream());
    }

    private static void post(Example example, String body) throws IOException {
        HttpResponse<String> answer =
                process.post("/ingest/" + example.pipeline() + "/" + example.stream(), example.type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode rows(Example example, String view) {
        return process.json("/api/v1/views/" + example.pipeline() + "/" + view + "?limit=100000&to=" + example.end());
    }

    /** The example with one partition, without idleness, and without sources of its own. */
    private static Path livePipeline(Example example) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(example.pipeline()));
        try (Stream<Path> files = Files.list(example.file().resolveSibling("."))) {
            for (Path table :
                    files.filter(file -> file.toString().endsWith(".csv")).toList()) {
                Files.copy(table, copy.resolve(table.getFileName()));
            }
        }
        ObjectNode tree = example.tree();
        ObjectNode stream = (ObjectNode) tree.at("/spec/streams/" + example.stream());
        stream.put("partitions", 1).remove("sources");
        ((ObjectNode) stream.path("time")).put("idle", "1h");
        return Files.writeString(copy.resolve("pipeline.yaml"), YAML.writeValueAsString(tree));
    }

    private static List<String> lines(Example example) throws IOException {
        for (Path data : List.of(example.file().resolveSibling(example.data), Path.of(DATA, example.data))) {
            if (Files.exists(data)) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(data))) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
                }
            }
        }
        System.out.println(
                "ExampleParityIT: " + example.data
                        + " is not here (-Draudal.test.data=FOLDER names where it is); the example's own test gives the events");
        List<String> lines = new ArrayList<>();
        if (example.type.equals("text/csv")) {
            lines.add(example.last.lines().findFirst().orElseThrow());
        }
        for (JsonNode event : example.tree().at("/spec/tests/0/given/" + example.stream())) {
            lines.add(event.isTextual() ? event.asText() : event.toString());
        }
        return lines;
    }

    private static String json(String row) {
        try {
            return JSON.readTree(row).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sorted(Stream<String> rows) {
        return rows.sorted().toList();
    }
}
