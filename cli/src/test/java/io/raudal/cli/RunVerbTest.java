package io.raudal.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import io.raudal.cli.verb.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code raudal run} from files to rows, ledger and exit code, with inputs and outputs as bad as they come. */
class RunVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING NOT NULL, ts: TIMESTAMP, v: DOUBLE, n: BIGINT }
                  time: { column: ts, lateness: 5s }
              views:
                counts:
                  sql: |
                    SELECT device, window_start, COUNT(*) AS n, MAX(v) AS top
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                high:
                  sql: SELECT device, ts, v FROM readings WHERE v > 10
            """;
    private static final String EVENTS = events(
            "a",
            "2026-01-01T00:00:01Z",
            1,
            "b",
            "2026-01-01T00:00:02Z",
            20,
            "a",
            "2026-01-01T00:00:12Z",
            30,
            "b",
            "2026-01-01T00:00:03Z",
            2);
    private static final String ROWS = """
            {"device":"a","window_start":"2026-01-01T00:00:00Z","n":1,"top":1.0}
            {"device":"b","window_start":"2026-01-01T00:00:00Z","n":1,"top":20.0}
            {"device":"a","window_start":"2026-01-01T00:00:10Z","n":1,"top":30.0}
            """;

    @TempDir
    private Path folder;

    private Path pipeline;

    @BeforeEach
    void writePipeline() throws IOException {
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
    }

    @Test
    void rows_ofAView_comeWithALedgerThatAddsUp() throws IOException {
        CommandRun run = run("--output", "counts", "--input", file("in.ndjson", EVENTS));

        assertThat(run.output()).isEqualTo(ROWS);
        assertThat(run.errors()).isEqualTo("""
                        stream     received     delivered     duplicate       late     dead
                        readings          4  =          3  +          0  +       1  +     0
                        view      delivered          used      filtered     failed
                        counts            3  =          3  +          0  +       0
                        readings: 1 late (lateness)
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void event_thatFailsInSeveralViews_isInTheFileOnceWithAllOfThem() throws IOException {
        Files.writeString(pipeline, """
                    third:
                      sql: SELECT device, CAST(device AS INT) AS i FROM readings
                    fourth:
                      sql: SELECT device, CAST(device AS DATE) AS d FROM readings WHERE v > 10
                """, StandardOpenOption.APPEND);
        Path dead = folder.resolve("dead");
        run(
                "--output",
                "third",
                "--output",
                "fourth=" + folder.resolve("fourth"),
                "--dead",
                dead.toString(),
                "--input",
                file("in.ndjson", EVENTS));

        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(dead)) {
            events.add(JSON.readTree(line));
        }
        assertThat(events).extracting(event -> event.get("record").asInt()).containsExactly(1, 2, 3);
        assertThat(events).extracting(event -> event.get("view").asText()).containsExactly("third", "third", "third");
        assertThat(events.get(0).has("otherViews")).isFalse();
        JsonNode other = events.get(1).get("otherViews").get(0);
        assertThat(other.get("view").asText()).isEqualTo("fourth");
        assertThat(other.get("reason").asText()).isEqualTo("failed");
        assertThat(other.get("detail").asText()).contains("DATE");
    }

    @Test
    void input_namedByALinkToo_isToldAsTheSameFile() throws IOException {
        String input = file("in.ndjson", EVENTS);
        Path link = Files.createLink(folder.resolve("link.ndjson"), Path.of(input));

        assertThat(run("--output", "high", "--input", input, "--input", link.toString())
                        .errors())
                .contains(link + ": is read twice, for " + input + " is the same file");
    }

    @Test
    void ledger_ofEventsThatFail_namesTheExpression() throws IOException {
        Files.writeString(pipeline, PIPELINE.replace("WHERE v > 10", "WHERE 10 / n > 1"));
        String events = "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"n\":0}\n".repeat(2)
                + "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"n\":1}\n";
        CommandRun lines = run("--output", "high", "--input", file("in.ndjson", events));
        assertThat(lines.errors())
                .contains("high: 2 failed ((10 / n) > 1)\n")
                .contains("high              3  =          1  +          0  +       2");
        CommandRun document = run("--output", "high", "-o", "json", "--input", file("in.ndjson", events));
        assertThat(JSON.readTree(document.errors()).at("/streams/readings/views/high/failedReasons"))
                .hasToString("{\"(10 / n) > 1\":2}");
    }

    @Test
    void pipelineFile_fromStandardInput_isReadOnce() throws IOException {
        String input = file("in.ndjson", EVENTS);
        Map<String, String> english = Map.of("LC_ALL", "C");
        CommandRun rows = CommandRun.of(english, PIPELINE, List.of("run", "-", "--output", "counts", "--input", input));
        CommandRun twice = CommandRun.of(english, PIPELINE, List.of("run", "-", "--output", "counts", "--input", "-"));
        CommandRun wrong = CommandRun.of(english, PIPELINE.replace("5s", "-5s"), List.of("validate", "-"));
        CommandRun apply = CommandRun.of(english, PIPELINE, List.of("apply", "-"));

        assertThat(rows.output()).isEqualTo(ROWS);
        assertThat(twice.errors()).contains("standard input can be read once only");
        assertThat(wrong.errors())
                .startsWith("-:8:37: error: spec.streams.readings.time.lateness: must be at least 0s");
        assertThat(List.of(rows.exitCode(), twice.exitCode(), wrong.exitCode(), apply.exitCode()))
                .containsExactly(ExitCode.OK, ExitCode.USAGE, ExitCode.FAILED, ExitCode.USAGE);
    }

    @Test
    void rows_asCsv_haveAHeader() throws IOException {
        CommandRun run = run("--output", "high", "--format", "csv", "--input", file("in.ndjson", EVENTS));

        assertThat(run.output()).isEqualTo("device,ts,v\nb,2026-01-01T00:00:02Z,20.0\na,2026-01-01T00:00:12Z,30.0\n");
    }

    @Test
    void rows_ofSeveralViews_goToTheirFiles() throws IOException {
        Path high = folder.resolve("high.ndjson");
        CommandRun run = run("--output", "counts", "--output", "high=" + high, "--input", file("in.ndjson", EVENTS));

        assertThat(run.output()).isEqualTo(ROWS);
        assertThat(Files.readAllLines(high)).hasSize(2);
        assertThat(partialFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "8"})
    void rows_withAnyThreads_areTheSame(String threads) throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            events.append(events(
                    "d" + i % 97, String.format("2026-01-01T%02d:%02d:%02dZ", i / 3600, i / 60 % 60, i % 60), i % 31));
        }
        String input = file("in.ndjson", events.toString());

        assertThat(run("--output", "counts", "--threads", threads, "--input", input)
                        .output())
                .isEqualTo(run("--output", "counts", "--threads", "3", "--input", input)
                        .output())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gzip, in.gz", "gzip, in.ndjson", "zstd, in.zst", "zstd, in.gz"})
    void input_packed_isKnownByItsBytes(String packing, String name) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing.equals("gzip") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
            out.write(EVENTS.getBytes(UTF_8));
        }

        assertThat(run("--output", "counts", "--input", file(name, packed.toByteArray()))
                        .output())
                .isEqualTo(ROWS);
    }

    @Test
    void input_glob_isEachFileAPartition() throws IOException {
        file("part-1.ndjson", events("a", "2026-01-01T00:00:01Z", 1));
        file("part-2.ndjson", events("a", "2026-01-01T00:00:31Z", 2));
        file("other.ndjson", events("x", "2026-01-01T00:00:31Z", 2));
        CommandRun run = run("--output", "counts", "--input", "readings=" + folder.resolve("part-*.ndjson"));

        assertThat(run.output().lines()).hasSize(2).allMatch(row -> row.contains("\"device\":\"a\""));
    }

    @Test
    void input_notNamed_isTheStreamsSources() throws IOException {
        file("in.ndjson", EVENTS);
        Files.writeString(
                pipeline, PIPELINE.replace("lateness: 5s }", "lateness: 5s }\n      sources: [ { file: in.ndjson } ]"));

        assertThat(run("--output", "counts").output()).isEqualTo(ROWS);
    }

    @Test
    void sources_ofManyKinds_areReadWhereTheyAreFiles() throws IOException {
        file("in.ndjson", EVENTS);
        String sources = "lateness: 5s }\n      sources:\n        - host: {}\n";
        String replay = "        - file: { path: in.ndjson, mode: replay, speed: 60, shiftToNow: true }\n";
        Files.writeString(pipeline, PIPELINE.replace("lateness: 5s }", sources + replay));
        assertThat(run("--output", "counts").output()).isEqualTo(ROWS);

        Files.writeString(pipeline, PIPELINE.replace("lateness: 5s }", sources));
        CommandRun run = run("--output", "counts");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("readings has no files to run over, only host");
    }

    @Test
    void lateAndDead_events_areWrittenWithReasonAndPlace() throws IOException {
        Path late = folder.resolve("late");
        Path dead = folder.resolve("dead");
        String input = file("in.ndjson", (EVENTS + "{broken\n{\"device\":\"\u00e9\"}\n").getBytes(ISO_8859_1));
        CommandRun run =
                run("--output", "counts", "--late", late.toString(), "--dead", dead.toString(), "--input", input);

        assertThat(run.exitCode()).isZero();
        JsonNode first = JSON.readTree(Files.readAllLines(late).get(0));
        assertThat(first.get("stream").asText()).isEqualTo("readings");
        assertThat(first.get("reason").asText()).isEqualTo("lateness");
        assertThat(first.get("record").asInt()).isEqualTo(4);
        assertThat(first.get("input").asText()).isEqualTo(input);
        assertThat(JSON.readTree(first.get("raw").asText()).get("v").asInt()).isEqualTo(2);
        List<String> deads = Files.readAllLines(dead);
        assertThat(JSON.readTree(deads.get(0)).get("reason").asText()).isEqualTo("malformed");
        assertThat(JSON.readTree(deads.get(0)).get("raw").asText()).isEqualTo("{broken");
        assertThat(JSON.readTree(deads.get(1)).get("reason").asText()).isEqualTo("encoding");
        assertThat(JSON.readTree(deads.get(1)).get("rawBase64").binaryValue())
                .isEqualTo("{\"device\":\"\u00e9\"}".getBytes(ISO_8859_1));
    }

    @Test
    void events_ofAllBadKinds_areDeadWithTheirReasonsAndTheRestIsUsed() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        bad(lines, reasons, "malformed", "{\"device\":\"a\",\"ts\":");
        bad(lines, reasons, "malformed", "{\"device\":\"a\"," + "\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}");
        bad(lines, reasons, "malformed", "{\"device\":\"a\u0000\",\"ts\":\"2026-01-01T00:00:01Z\"}");
        bad(lines, reasons, "malformed", "nothing");
        bad(lines, reasons, "type", "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"v\":\"warm\"}");
        bad(lines, reasons, "type", "{\"device\":\"a\",\"ts\":\"yesterday\",\"v\":1}");
        bad(lines, reasons, "type", "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"v\":{}}");
        bad(lines, reasons, "not-null", "{\"ts\":\"2026-01-01T00:00:01Z\",\"v\":1}");
        bad(lines, reasons, "no-time", "{\"device\":\"a\",\"v\":1}");
        lines.add("{\"device\":\"\u00fc\",\"ts\":\"2026-01-01T00:00:01Z\"}".getBytes(ISO_8859_1));
        reasons.add("encoding");
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(EVENTS.getBytes(UTF_8));
        for (byte[] line : lines) {
            input.write(line);
            input.write('\n');
        }
        // The last of duplicate keys wins, tiny numbers are 0, and 20 MB are no reason to die.
        input.write(("{\"device\":\"z\",\"device\":\"a\",\"ts\":\"2026-01-01T00:00:13Z\",\"v\":1e-999,\"pad\":\""
                        + "x".repeat(20 << 20) + "\"}\n")
                .getBytes(UTF_8));
        Path dead = folder.resolve("dead");
        CommandRun run = run(
                "-o",
                "json",
                "--output",
                "counts",
                "--dead",
                dead.toString(),
                "--input",
                file("in", input.toByteArray()));

        assertThat(run.exitCode()).isZero();
        JsonNode ledger = JSON.readTree(run.errors()).at("/streams/readings");
        List<String> found = new ArrayList<>();
        for (String line : Files.readAllLines(dead)) {
            found.add(JSON.readTree(line).get("reason").asText());
        }
        assertThat(found).isEqualTo(reasons);
        assertThat(ledger.get("received").asInt()).isEqualTo(5 + reasons.size());
        assertThat(ledger.get("dead").asInt()).isEqualTo(reasons.size());
        assertThat(run.output()).isEqualTo(ROWS.replace("00:00:10Z\",\"n\":1", "00:00:10Z\",\"n\":2"));
    }

    @Test
    void inputs_thatCannotBeRead_areToldAndTheRestIsProcessed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(EVENTS.repeat(100).getBytes(UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        CommandRun run = run(
                "--output", "counts",
                "--input", file("in.ndjson", EVENTS),
                "--input", folder.resolve("none.ndjson").toString(),
                "--input", folder.toString(),
                "--input", folder.resolve("*.none").toString(),
                "--input", file("cut.gz", cut),
                "--input", file("empty.ndjson", ""));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.errors())
                .contains("none.ndjson: there is no such file")
                .contains(folder + ": is a folder")
                .contains("*.none: matches no file")
                .contains("cut.gz: ")
                .doesNotContain("empty.ndjson");
        assertThat(run.output()).contains("\"device\":\"a\"");
    }

    @Test
    void inputs_noneOfWhichIsThere_fail() {
        CommandRun run =
                run("--output", "counts", "--input", folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.errors()).contains("none: there is no such file");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void output_thatCannotBeWritten_failsAndNamesIt() throws IOException {
        CommandRun run = run("--output", "high=/dev/full", "--input", file("in.ndjson", EVENTS));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.errors()).startsWith("raudal: /dev/full: cannot be written: ");
    }

    @Test
    void output_ofAFailedRun_isNotThere() throws IOException {
        Path rows = folder.resolve("rows");
        CommandRun run = run(
                "--output", "counts=" + rows, "--late", "/dev/full", "--input", file("in.ndjson", EVENTS.repeat(3)));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(rows).doesNotExist();
        assertThat(partialFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--input in | --output: must name the view to print; choose one of counts, high",
                "--input in --output count | count: is no view; did you mean counts?",
                "--input in --output xyz | xyz: is no view; choose one of counts, high",
                "--input in --output counts --output high | --output: only one view can be printed, got counts, high",
                "--input in --output counts --output counts=x | --output: counts is named twice",
                "--output counts | the stream readings has no input; give it one with --input readings=FILE",
                "--input - --input - --output counts | --input: standard input can be read once only",
                "--input reading=in --output counts | --input: reading is no stream; did you mean readings?",
                "--input readings= --output counts | --input: needs the name of a file, got readings=",
                "--input in --output counts= | --output: needs the name of a file, got counts=",
                "--input in --output counts --threads 0 | --threads: must be a whole number of at least 1, got 0",
                "--input in --output counts --format xml | --format: must be one of ndjson, csv, got xml"
            })
    void usage_wrong_isToldBeforeAnythingIsRead(String arguments, String message) {
        CommandRun run = run(arguments.trim().split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors()).startsWith("raudal: " + message).contains("'raudal run --help'");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void late_withoutAName_isAUsageError() throws IOException {
        CommandRun run = run("--output", "counts", "--input", file("in.ndjson", EVENTS), "--late", "");

        assertThat(run.errors()).startsWith("raudal: --late: needs the name of a file, got ''");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void input_twice_isTold() throws IOException {
        String input = file("in.ndjson", EVENTS);
        CommandRun run = run("--output", "counts", "--input", input, "--input", "readings=" + folder + "/*.ndjson");

        assertThat(run.errors()).startsWith(input + ": is read twice, for " + input + " is the same file\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void input_withAnEqualsSignInItsName_isFound() throws IOException {
        Files.createDirectories(folder.resolve("day=1"));
        file("day=1/in.ndjson", EVENTS);
        Path here = Path.of("").toAbsolutePath();
        String relative = here.relativize(folder.toAbsolutePath()).toString();
        CommandRun run = run("--output", "counts", "--input", relative + "/day=*/in.ndjson");

        assertThat(run.output()).isEqualTo(ROWS);
    }

    @Test
    void validate_tablesFilesThatAreNoUse_areProblemsWhereTheyAreNamed() throws IOException {
        Files.writeString(folder.resolve("numbers.csv"), "k,n\na,1\nb,many\n");
        Files.writeString(pipeline, PIPELINE + """
                  tables:
                    absent: { columns: { k: STRING }, file: absent.csv }
                    numbers: { columns: { k: STRING, n: BIGINT }, file: numbers.csv }
                """);
        CommandRun run = CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("validate", pipeline.toString()));

        assertThat(run.errors().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("spec.tables.absent.file: table absent: there is no file ", "absent.csv"),
                        line -> assertThat(line)
                                .contains("spec.tables.numbers.file: table numbers: 1 row of ", "numbers.csv"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void run_tablesFilesThatAreNoUse_areProblemsWhereTheyAreNamed() throws IOException {
        Files.writeString(folder.resolve("numbers.csv"), "k,n\na,1\nb,many\nc,more\n");
        Files.writeString(folder.resolve("empty.csv"), "");
        Files.writeString(pipeline, PIPELINE + """
                    joined:
                      sql: SELECT r.device, t.n FROM readings r JOIN absent t ON r.device = t.k
                    lost:
                      sql: SELECT r.device, t.n FROM readings r JOIN hollow t ON r.device = t.k
                  tables:
                    absent: { columns: { k: STRING, n: INT }, file: absent.csv }
                    numbers: { columns: { k: STRING, n: BIGINT }, file: numbers.csv }
                    hollow: { columns: { k: STRING, n: INT }, file: empty.csv }
                """);
        String input = file("in.ndjson", EVENTS);
        CommandRun refused = run("--output", "joined", "--input", input);
        CommandRun empty = run("--output", "lost", "--input", input);

        assertThat(refused.errors().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(pipeline + ":")
                                .contains(": error: spec.tables.absent.file: table absent: there is no file "),
                        line -> assertThat(line)
                                .contains("spec.tables.numbers.file: table numbers: 2 rows of ", "2: n", "; 3: n")
                                .doesNotContain("  "));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(empty.errors()).contains(": warning: spec.tables.hollow.file: has no rows");
        assertThat(empty.exitCode()).isZero();
        assertThat(CommandRun.of("validate", pipeline.toString()).errors())
                .contains("spec.tables.hollow.file: has no rows", "spec.tables.absent.file");
    }

    private static void bad(List<byte[]> lines, List<String> reasons, String reason, String line) {
        lines.add(line.getBytes(UTF_8));
        reasons.add(reason);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", pipeline.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(Map.of("LC_ALL", "C"), "", all);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private List<Path> partialFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    /** @param values device, time and value of each event */
    private static String events(Object... values) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < values.length; i += 3) {
            events.append(String.format(
                    "{\"device\":\"%s\",\"ts\":\"%s\",\"v\":%s}%n", values[i], values[i + 1], values[i + 2]));
        }
        return events.toString();
    }
}
