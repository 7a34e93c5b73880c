package io.raudal.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.raudal.cli.verb.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send, one whole command a case: an event is used, or dead with its reason; an input that is wrong is told. */
class BadInputTest {
    private static final String TIME = "\"ts\":1767225601000000";
    private static final String GOOD = "{" + TIME + ",\"k\":\"good\"}\n";
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: bad }
            spec:
              streams:
                events:
                  columns:
                    k: STRING
                    ts: TIMESTAMP(epoch_us)
                    i: INT
                    d: DOUBLE
                    m: "DECIMAL(10,2)"
                    f: BOOLEAN
                    day: DATE
                    a: ARRAY<INT>
                    j: JSON
                  time: { column: ts, lateness: 5s }
                cells:
                  format: { csv: { header: true } }
                  columns: { k: STRING, ts: TIMESTAMP, name: { type: STRING, path: "full name" } }
                  time: { column: ts, lateness: 5s }
              views:
                rows_of: { sql: "SELECT k, i, d, m, f, `day`, a, j FROM events" }
                tumbles:
                  sql: |
                    SELECT window_start, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end
                sessions:
                  sql: |
                    SELECT window_start, COUNT(*) AS n
                    FROM TABLE(SESSION(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end
                names: { sql: "SELECT k, name FROM cells" }
            """;

    @TempDir
    private Path folder;

    private Path pipeline;

    @BeforeEach
    void writePipeline() throws IOException {
        pipeline = Files.writeString(folder.resolve("bad.yaml"), PIPELINE);
    }

    /** Text in ISO-8859-1, so that a case can hold any byte. */
    static Stream<Arguments> deadEvents() {
        String deep = "\"zz\":" + "[".repeat(1000) + "]".repeat(1000);
        return Stream.of(
                Arguments.of("malformed", "{" + TIME + ",\"i\":0123}"),
                Arguments.of("malformed", "{" + TIME + ",\"i\":1.}"),
                Arguments.of("malformed", "{" + TIME + ",\"i\":NaN}"),
                Arguments.of("malformed", "{" + TIME + ",}"),
                Arguments.of("malformed", "{" + TIME + "}{" + TIME + "}"),
                Arguments.of("malformed", "{" + TIME + "}\0"),
                Arguments.of("malformed", "{" + TIME + ",\"k\":\"a\0b\"}"),
                Arguments.of("malformed", "{" + TIME + ",\"zz\":\"a\tb\"}"),
                Arguments.of("malformed", "{" + TIME + ",\"k\":\"\\x\"}"),
                Arguments.of("malformed", "{" + TIME + "," + deep + "}"),
                Arguments.of("malformed", "{" + TIME + ",\"zz\":" + "[".repeat(100_000)),
                Arguments.of("malformed", "[{" + TIME + "}]"),
                Arguments.of("malformed", "\u00ef\u00bb\u00bf{" + TIME + "}"),
                Arguments.of("encoding", "{" + TIME + ",\"k\":\"\u00ff\"}"),
                Arguments.of("encoding", "{" + TIME + ",\"zz\":{\"q\":[\"\u00ed\u00a0\u0080\"]}}"),
                Arguments.of("encoding", "{" + TIME + ",\"z\u00c0\u0080\":1}"),
                Arguments.of("type", "{" + TIME + ",\"i\":25.5}"),
                Arguments.of("type", "{" + TIME + ",\"i\":2147483648}"),
                Arguments.of("type", "{" + TIME + ",\"i\":1e-400}"),
                Arguments.of("type", "{" + TIME + ",\"i\":1,\"i\":\"bad\"}"),
                Arguments.of("type", "{" + TIME + ",\"d\":1e400}"),
                Arguments.of("type", "{" + TIME + ",\"d\":\"0x10\"}"),
                Arguments.of("type", "{" + TIME + ",\"m\":123456789.00}"),
                Arguments.of("type", "{" + TIME + ",\"m\":1.005}"),
                Arguments.of("type", "{" + TIME + ",\"f\":1}"),
                Arguments.of("type", "{" + TIME + ",\"day\":\"2023-02-29\"}"),
                Arguments.of("type", "{" + TIME + ",\"k\":{}}"),
                Arguments.of("type", "{" + TIME + ",\"a\":[1,2.5]}"),
                Arguments.of("type", "{\"ts\":9223372036854775807}"),
                Arguments.of("type", "{\"ts\":-9223372036854775807}"),
                Arguments.of("no-time", "{}"),
                Arguments.of("no-time", "{\"ts\":null}"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("deadEvents")
    void event_thatIsBad_isDeadWithItsReasonAndTheNextIsUsed(String reason, String event) throws IOException {
        Path input = Files.write(folder.resolve("in"), (GOOD + event + "\n" + GOOD).getBytes(ISO_8859_1));
        Path dead = folder.resolve("dead");
        CommandRun run = run("--input", "events=" + input, "--output", "rows_of", "--dead", dead.toString());

        assertThat(run.errors()).contains("events: 1 dead (" + reason + ")");
        assertThat(run.output().lines()).hasSize(2).allMatch(row -> row.startsWith("{\"k\":\"good\""));
        assertThat(Files.readAllLines(dead)).singleElement().asString().contains("\"record\":2,");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void event_cutOffAnywhere_isMalformed() throws IOException {
        String event = "{" + TIME + ",\"k\":\"a\\u00e9\",\"d\":-1.5e3,\"a\":[1,null],\"j\":{\"z\":true}}";
        StringBuilder events = new StringBuilder();
        for (int length = 1; length < event.length(); length++) {
            events.append(event, 0, length).append('\n');
        }
        CommandRun run = run("--input", "events=" + file("in", events + GOOD), "--output", "rows_of");

        assertThat(run.errors()).contains("events: " + (event.length() - 1) + " dead (malformed)");
        assertThat(run.output().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tumbles", "sessions"})
    void time_nearTheEndsOfItsRange_isDeadAndHoldsNothingUp(String view) throws IOException {
        String events = "{\"ts\":-9223372036854775807}\n{\"ts\":0}\n{\"ts\":9223372036854775807}\n{\"ts\":1000000}\n";
        CommandRun run = run("--input", "events=" + file("in", events), "--output", view);

        assertThat(run.output()).isEqualTo("{\"window_start\":\"1970-01-01T00:00:00Z\",\"n\":2}\n");
        assertThat(run.errors()).contains("events: 2 dead (type)").doesNotContain("late (");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k,ts\n",
                "k,ts",
                "k,ts,full name\rx,2026-01-01T00:00:00Z,y\r",
                "k;ts;full name\na;2026-01-01T00:00:00Z;n\n",
                "k,ts,\"full name\nunclosed"
            })
    void header_thatLacksAColumn_isToldEvenWithoutRecords(String cells) throws IOException {
        CommandRun run = run("--input", "cells=" + file("in.csv", cells), "--output", "names");

        assertThat(run.errors()).startsWith("raudal: ").contains("in.csv: ", "header");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.output()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k,ts,full name", "k,ts,full name\n", "\n\n"})
    void cells_withoutRecords_areNoFailure(String cells) throws IOException {
        CommandRun run = run("--input", "cells=" + file("in.csv", cells), "--output", "names");

        assertThat(run.exitCode()).as(run.errors()).isZero();
    }

    @Test
    void header_withANameTwice_isRefusedWithBothPlaces() throws IOException {
        String cells = "k,ts,full name,k\na,2026-01-01T00:00:00Z,n,b\n";
        CommandRun run = run("--input", "cells=" + file("in.csv", cells), "--output", "names");

        assertThat(run.errors())
                .contains(
                        "in.csv: column k: the header has k more than once, in the cells 1, 4; give each cell a name");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.output()).isEmpty();
    }

    @Test
    void mark_atTheHead_isSkippedOnce() throws IOException {
        Path dead = folder.resolve("dead");
        for (int marks = 1; marks <= 3; marks++) {
            String events = "\ufeff".repeat(marks) + GOOD + GOOD;
            CommandRun run =
                    run("--input", "events=" + file("in", events), "--output", "rows_of", "--dead", dead.toString());

            assertThat(run.output().lines()).hasSize(marks == 1 ? 2 : 1);
            assertThat(Files.readAllLines(dead))
                    .hasSize(marks == 1 ? 0 : 1)
                    .allSatisfy(event ->
                            assertThat(event).contains("\"reason\":\"malformed\"", "byte order mark", "\"record\":1,"));
        }
    }

    @Test
    void packedInput_thatIsBroken_isToldInTheUsersLanguageWithItsPlace() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(GOOD.getBytes(ISO_8859_1));
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(GOOD.getBytes(ISO_8859_1));
        }
        for (byte[] whole : List.of(gzip.toByteArray(), zstd.toByteArray())) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 4));
            String what = whole[0] == 0x1F ? "gzip" : "zstd";
            String where = cut + ": los datos " + what + " se interrumpen en el byte " + (whole.length - 4);
            Map<String, String> spanish = Map.of("LC_ALL", "es_ES.UTF-8");
            CommandRun run = CommandRun.of(
                    spanish,
                    "",
                    List.of("run", pipeline.toString(), "--input", "events=" + cut, "--output", "rows_of"));
            assertThat(run.errors())
                    .startsWith("raudal: " + where.replace(": los", ": no se puede leer hasta el final: los")
                            + "; se usó lo anterior\n");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);

            CommandRun infer = CommandRun.of(spanish, "", List.of("infer", cut.toString()));
            assertThat(infer.errors()).isEqualTo("raudal: " + where + "\n");
            assertThat(infer.exitCode()).isEqualTo(ExitCode.FAILED);
        }
    }

    /** Heads as these programs write them; the rest does not matter. */
    static Stream<Arguments> foreignFormats() {
        return Stream.of(
                Arguments.of("PK\3\4\24\0", "packed with ZIP", "unzip -p FILE"),
                Arguments.of("BZh91AY&SY\0\0", "packed with bzip2", "bzip2 -dc FILE"),
                Arguments.of("BZh1\u0017rE8P\u0090\0\0\0\0", "packed with bzip2", "bzip2 -dc FILE"),
                Arguments.of("\u00fd7zXZ\0\0\4", "packed with xz", "xz -dc FILE"),
                Arguments.of("7z\u00bc\u00af'\u001c\0\4", "packed with 7z", "7z x -so FILE"),
                Arguments.of("\u00ff\u00fe{\0\"\0", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 FILE"),
                Arguments.of("\u00fe\u00ff\0{\0\"", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 FILE"),
                Arguments.of("\u00ff\u00fe\0\0{\0\0\0", "text in UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"),
                Arguments.of("\0\0\u00fe\u00ff\0\0\0{", "text in UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"));
    }

    @ParameterizedTest(name = "{index}: {1}")
    @MethodSource("foreignFormats")
    void input_inAFormatThatIsNotRead_isToldWithWhatToDo(String head, String what, String command) throws IOException {
        Path foreign = Files.write(folder.resolve("foreign"), (head + GOOD).getBytes(ISO_8859_1));
        String said = foreign + ": is " + what + ", ";
        CommandRun run =
                run("--input", "events=" + foreign, "--input", "events=" + file("good", GOOD), "--output", "rows_of");
        assertThat(run.errors()).contains(said, command + " | raudal ... -").doesNotContain("dead (");
        assertThat(run.output().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);

        CommandRun infer = CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("infer", foreign.toString()));
        assertThat(infer.errors()).startsWith("raudal: " + said).contains(command);
        assertThat(infer.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void input_inAFormatThatIsNotRead_isToldInTheUsersLanguageAndInTables() throws IOException {
        Path foreign = Files.write(folder.resolve("foreign"), "\u00fd7zXZ\0".getBytes(ISO_8859_1));
        Map<String, String> spanish = Map.of("LC_ALL", "es_ES.UTF-8");
        CommandRun infer = CommandRun.of(spanish, "", List.of("infer", foreign.toString()));
        assertThat(infer.errors())
                .isEqualTo("raudal: " + foreign
                        + ": está comprimido con xz, que no se lee; descomprímelo, por ejemplo así:"
                        + " xz -dc ARCHIVO | raudal ... -\n");

        Files.writeString(pipeline, PIPELINE.replace("  views:\n", """
                  tables:
                    places: { file: foreign, format: json, columns: { id: STRING, name: STRING } }
                  views:
                    named: { sql: "SELECT e.k, p.name FROM events e JOIN places p ON e.k = p.id" }
                """));
        CommandRun run = run("--input", "events=" + file("good", GOOD), "--output", "named");
        assertThat(run.errors())
                .contains("spec.tables.places.file: is packed with xz, ", "got foreign; keep it as CSV");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    /** Heads that are almost those of other formats are text. */
    @ParameterizedTest
    @ValueSource(strings = {"", "B", "BZh", "BZh9", "BZh91AY&S", "BZh9,PK\n", "PK", "PK\n", "7z\n", "7zXZ"})
    void input_thatBeginsAlmostLikeAnotherFormat_isRead(String head) throws IOException {
        CommandRun run = run("--input", "events=" + file("in", head + "\n" + GOOD), "--output", "rows_of");

        assertThat(run.output().lines()).hasSize(1);
        assertThat(run.errors()).doesNotContain("packed");
        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.of("infer", file("short", head)).errors()).doesNotContain("packed");
    }

    @Test
    void output_thatIsWhatTheRunReads_isRefusedAndNothingIsTouched() throws IOException {
        String input = file("in", GOOD);
        String unread = file("unread", "k\n");
        String table = file("names.csv", "k,name\na,b\n");
        String around = folder + "/../" + folder.getFileName() + "/in";
        String tables = PIPELINE + """
                  tables:
                    names_of: { columns: { k: STRING, name: STRING }, file: names.csv }
                    lost: { columns: { k: STRING }, file: none.csv }
                """;
        Files.writeString(pipeline, tables);
        for (String source : List.of(input, unread, table, pipeline.toString(), around)) {
            CommandRun run = run(
                    "--input",
                    "events=" + input,
                    "--input",
                    "cells=" + unread,
                    "--output",
                    "rows_of",
                    "--dead",
                    source);

            assertThat(run.errors())
                    .isEqualTo("raudal: " + source + ": is what the run reads; name another file for its output\n"
                            + "raudal: see 'raudal run --help'\n");
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        }
        assertThat(Files.readString(Path.of(input))).isEqualTo(GOOD);
        assertThat(Files.readString(Path.of(unread))).isEqualTo("k\n");
        assertThat(Files.readString(Path.of(table))).isEqualTo("k,name\na,b\n");
        assertThat(Files.readString(pipeline)).isEqualTo(tables);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void outputs_thatAreOneFile_areRefused() throws IOException {
        String rows = folder.resolve("rows").toString();
        CommandRun run = run("--input", "events=" + file("in", GOOD), "--output", "rows_of=" + rows, "--dead", rows);

        assertThat(run.errors()).contains(rows + ": is where another output goes already; name another");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(folder).isDirectoryNotContaining("glob:**rows*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000{\u0000", "{\"k\":\"\u00ff\"}", "{\"\u00ed\u00a0\u0080\":1}", "{\"k\":\"\u00c0\u0080\"}"})
    void sample_thatIsNoUtf8_countsAsUnreadable(String line) throws IOException {
        Path sample = Files.write(folder.resolve("sample.ndjson"), (GOOD + line + "\n" + GOOD).getBytes(ISO_8859_1));
        CommandRun run = CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("infer", sample.toString()));

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("# 2 events", "that cannot be read and would be dead: 1");
    }

    @Test
    void sample_withHugeValues_isRead() throws IOException {
        String huge = "{" + TIME + ",\"k\":\"" + "x".repeat(20_100_000) + "\"}\n{" + TIME + ",\"d\":" + "1".repeat(2000)
                + "}\n";
        CommandRun run = CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("infer", file("sample.ndjson", huge)));

        assertThat(run.exitCode()).as(run.errors()).isZero();
        assertThat(run.output()).contains("# 2 events");
    }

    @Test
    void sql_nestedTooDeeply_saysSo() throws IOException {
        String sql = "SELECT " + "(".repeat(3000) + "1" + ")".repeat(3000) + " AS x FROM events";
        String deep = PIPELINE.replace("SELECT k, name FROM cells", sql);
        CommandRun run = CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("validate", file("deep.yaml", deep)));

        assertThat(run.errors())
                .contains("spec.views.names.sql: the SQL is nested too deeply; divide it into several views");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    private CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", pipeline.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(Map.of("LC_ALL", "C"), "", all);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
