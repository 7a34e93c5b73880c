package io.raudal.cli;

import static io.raudal.cli.RunFolder.EVENTS;
import static io.raudal.cli.RunFolder.PIPELINE;
import static io.raudal.cli.RunFolder.ROWS;
import static io.raudal.cli.RunFolder.events;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code raudal run} from files to rows, ledger and exit code. */
class RunVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private RunFolder plant;

    @BeforeEach
    void writePipeline() throws IOException {
        plant = RunFolder.in(folder);
    }

    @Test
    void rows_ofAView_comeWithALedgerThatAddsUp() throws IOException {
        CommandRun run = plant.run("--output", "counts", "--input", plant.file("in.ndjson", EVENTS));

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
    void ledger_ofEventsThatFail_namesTheExpression() throws IOException {
        Files.writeString(plant.pipeline(), PIPELINE.replace("WHERE v > 10", "WHERE 10 / n > 1"));
        String events = "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"n\":0}\n".repeat(2)
                + "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\",\"n\":1}\n";
        CommandRun lines = plant.run("--output", "high", "--input", plant.file("in.ndjson", events));
        assertThat(lines.errors())
                .contains("high: 2 failed ((10 / n) > 1)\n")
                .contains("high              3  =          1  +          0  +       2");
        CommandRun document = plant.run("--output", "high", "-o", "json", "--input", plant.file("in.ndjson", events));
        assertThat(JSON.readTree(document.errors()).at("/streams/readings/views/high/failedReasons"))
                .hasToString("{\"(10 / n) > 1\":2}");
    }

    @Test
    void pipelineFile_fromStandardInput_isReadOnce() throws IOException {
        String input = plant.file("in.ndjson", EVENTS);
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
        CommandRun run = plant.run("--output", "high", "--format", "csv", "--input", plant.file("in.ndjson", EVENTS));

        assertThat(run.output()).isEqualTo("device,ts,v\nb,2026-01-01T00:00:02Z,20.0\na,2026-01-01T00:00:12Z,30.0\n");
    }

    @Test
    void rows_ofSeveralViews_goToTheirFiles() throws IOException {
        Path high = folder.resolve("high.ndjson");
        CommandRun run =
                plant.run("--output", "counts", "--output", "high=" + high, "--input", plant.file("in.ndjson", EVENTS));

        assertThat(run.output()).isEqualTo(ROWS);
        assertThat(Files.readAllLines(high)).hasSize(2);
        assertThat(plant.partialFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "8"})
    void rows_withAnyThreads_areTheSame(String threads) throws IOException {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            events.append(events(
                    "d" + i % 97, String.format("2026-01-01T%02d:%02d:%02dZ", i / 3600, i / 60 % 60, i % 60), i % 31));
        }
        String input = plant.file("in.ndjson", events.toString());

        assertThat(plant.run("--output", "counts", "--threads", threads, "--input", input)
                        .output())
                .isEqualTo(plant.run("--output", "counts", "--threads", "3", "--input", input)
                        .output())
                .isNotEmpty();
    }

    @Test
    void output_thatCannotBeWritten_failsAndNamesIt() throws IOException {
        CommandRun run = plant.run("--output", "high=/dev/full", "--input", plant.file("in.ndjson", EVENTS));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.errors()).startsWith("raudal: /dev/full: cannot be written: ");
    }

    @Test
    void output_ofAFailedRun_isNotThere() throws IOException {
        Path rows = folder.resolve("rows");
        CommandRun run = plant.run(
                "--output",
                "counts=" + rows,
                "--late",
                "/dev/full",
                "--input",
                plant.file("in.ndjson", EVENTS.repeat(3)));

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(rows).doesNotExist();
        assertThat(plant.partialFiles()).isEmpty();
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
        CommandRun run = plant.run(arguments.trim().split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errors()).startsWith("raudal: " + message).contains("'raudal run --help'");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void usage_wrongInManyPlaces_isToldAtOnce() {
        CommandRun run = plant.run(
                "--input",
                "reading=in",
                "--input",
                "other=in",
                "--output",
                "count",
                "--output",
                "high=" + folder,
                "--dead",
                folder.toString());

        assertThat(run.errors()).isEqualTo("""
                raudal: count: is no view; did you mean counts?
                raudal: $: is a folder; name a file
                raudal: $: is a folder; name a file
                raudal: --input: reading is no stream; did you mean readings?
                raudal: --input: other is no stream; choose one of readings
                raudal: see 'raudal run --help'
                """.replace("$", folder.toString()));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void outputs_thatCannotBeWritten_areToldAtOnceAndLeaveNothing() throws IOException {
        CommandRun run = plant.run(
                "--output",
                "counts=" + folder.resolve("rows"),
                "--late",
                folder.resolve("none/late").toString(),
                "--dead",
                folder.resolve("none/dead").toString(),
                "--input",
                plant.file("in.ndjson", EVENTS));

        assertThat(run.errors())
                .isEqualTo("""
                raudal: $/late: cannot be written: there is no such folder; nothing of it was kept
                raudal: $/dead: cannot be written: there is no such folder; nothing of it was kept
                """.replace("$", folder.resolve("none").toString()));
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(folder.resolve("rows")).doesNotExist();
        assertThat(plant.partialFiles()).isEmpty();
    }

    @Test
    void input_asAParameter_isToldTheOption() {
        CommandRun run = plant.run("in.ndjson");

        assertThat(run.errors())
                .startsWith("raudal: in.ndjson: is one parameter too many for run; "
                        + "an input is given with --input in.ndjson\n");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void rejected_inSpanish_agreesWithItsCount() {
        Locale spanish = new Locale("es");

        assertThat(Texts.message("ledger.rejected", "readings", "1").in(spanish))
                .isEqualTo("readings: 1 no admitido, que no llegó a recibirse");
        assertThat(Texts.message("ledger.rejected", "readings", "1.000").in(spanish))
                .isEqualTo("readings: 1.000 no admitidos, que no llegaron a recibirse");
    }

    @Test
    void late_withoutAName_isAUsageError() throws IOException {
        CommandRun run = plant.run("--output", "counts", "--input", plant.file("in.ndjson", EVENTS), "--late", "");

        assertThat(run.errors()).startsWith("raudal: --late: needs the name of a file, got ''");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
