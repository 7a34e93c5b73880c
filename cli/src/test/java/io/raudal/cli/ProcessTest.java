package io.raudal.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.ExitCode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: standard input, signals, a pipe whose reader goes, a full disk. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING NOT NULL, ts: TIMESTAMP }
                  time: { column: ts, lateness: 5s }
              views:
                all:
                  sql: SELECT device, ts FROM readings
            """;
    private static final String EVENT = "{\"device\":\"a\",\"ts\":\"2026-01-01T00:00:01Z\"}\n";

    @TempDir
    private Path folder;

    private Path pipeline;

    @BeforeEach
    void writePipeline() throws IOException {
        pipeline = Files.writeString(folder.resolve("plant.yaml"), PIPELINE);
    }

    @Test
    void standardInput_isAnInput() throws Exception {
        Process process = start("run", pipeline.toString(), "--input", "-");
        try (OutputStream in = process.getOutputStream()) {
            in.write(EVENT.repeat(3).getBytes(UTF_8));
        }

        assertThat(process.inputReader(UTF_8).lines()).hasSize(3);
        assertThat(exitCode(process)).isZero();
    }

    /** The names that a shell gives to {@code <(...)} and {@code >(...)} are such links: they can be opened and lead to no path. */
    @Test
    void pipes_thatLinksLeadTo_areInputAndOutput() throws Exception {
        Process process = start("run", pipeline.toString(), "--input", "/dev/fd/0", "--output", "all=/dev/fd/1");
        try (OutputStream in = process.getOutputStream()) {
            in.write(EVENT.repeat(3).getBytes(UTF_8));
        }

        assertThat(process.inputReader(UTF_8).lines()).hasSize(3);
        assertThat(exitCode(process)).isZero();
    }

    @Test
    void descriptors_thatAreRedirected_areWrittenBehindWhatIsThere() throws Exception {
        Path input = Files.writeString(folder.resolve("in.ndjson"), EVENT + "{broken\n");
        Path before = folder.resolve("before");
        String rows = "all=" + folder.resolve("rows");
        for (String name : List.of("/dev/stdout", "/dev/stderr", "/proc/self/fd/1", "-")) {
            Files.writeString(before, "before\n");
            ProcessBuilder builder =
                    builder("run", pipeline.toString(), "--input", input.toString(), "--output", rows, "--dead", name);
            Redirect appended = Redirect.appendTo(before.toFile());
            Process process = (name.equals("/dev/stderr")
                            ? builder.redirectError(appended)
                            : builder.redirectOutput(appended))
                    .start();

            assertThat(exitCode(process)).as(name).isZero();
            assertThat(Files.readAllLines(before))
                    .as(name)
                    .startsWith("before")
                    .anyMatch(line -> line.contains("{broken"));
        }
    }

    @Test
    void output_thatIsTheFileOfARedirect_isRefused() throws Exception {
        Path input = Files.writeString(folder.resolve("in.ndjson"), EVENT);
        Path same = folder.resolve("same");
        List<String> arguments =
                List.of("run", pipeline.toString(), "--input", input.toString(), "--dead", same.toString());
        Files.writeString(same, "before\n");
        Process out = builder(arguments.toArray(String[]::new))
                .redirectOutput(Redirect.appendTo(same.toFile()))
                .start();
        assertThat(exitCode(out)).isEqualTo(ExitCode.USAGE);
        assertThat(out.errorReader(UTF_8).readLine())
                .isEqualTo("raudal: " + same + ": is where another output goes already; name another");
        assertThat(same).hasContent("before\n");

        Process errors = builder(arguments.toArray(String[]::new))
                .redirectError(Redirect.appendTo(same.toFile()))
                .start();
        assertThat(exitCode(errors)).isEqualTo(ExitCode.USAGE);
        assertThat(Files.readAllLines(same)).startsWith("before").anyMatch(line -> line.contains(same + ": is where"));
    }

    @Test
    void pipe_asASample_givesTheStreamNoName() throws Exception {
        Process process = start("infer", "/dev/fd/0");
        try (OutputStream in = process.getOutputStream()) {
            in.write(EVENT.getBytes(UTF_8));
        }

        assertThat(process.inputReader(UTF_8).lines()).contains("streams:", "  events:");
        assertThat(exitCode(process)).isZero();
    }

    @Test
    void interrupt_whileReading_endsInOrderAndLeavesNoFile() throws Exception {
        Path rows = folder.resolve("rows");
        Process process;
        try (WatchService created = folder.getFileSystem().newWatchService()) {
            folder.register(created, StandardWatchEventKinds.ENTRY_CREATE);
            process = start("run", pipeline.toString(), "--input", "-", "--output", "all=" + rows);
            OutputStream in = process.getOutputStream();
            in.write(EVENT.getBytes(UTF_8));
            in.flush();
            assertThat(created.poll(60, TimeUnit.SECONDS))
                    .as("the run begins to write")
                    .isNotNull();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).anyMatch(file -> file.getFileName().toString().matches("\\.rows\\..+\\.part"));
        }
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();

        assertThat(exitCode(process)).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(process.errorReader(UTF_8).lines())
                .containsExactly("raudal: " + Texts.message("run.interrupted").in(java.util.Locale.ENGLISH));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(pipeline);
        }
    }

    @Test
    void reader_thatGoes_endsTheRunQuietly() throws Exception {
        Path input = Files.writeString(folder.resolve("in.ndjson"), EVENT.repeat(200_000));
        Process process = start("run", pipeline.toString(), "--input", input.toString());
        try (BufferedReader out = process.inputReader(UTF_8)) {
            assertThat(out.readLine()).contains("\"device\":\"a\"");
        }

        assertThat(exitCode(process)).isEqualTo(ExitCode.CLOSED_PIPE);
        assertThat(process.errorReader(UTF_8).lines()).isEmpty();
    }

    @Test
    void disk_thatIsFull_failsWithTheReason() throws Exception {
        Path input = Files.writeString(folder.resolve("in.ndjson"), EVENT);
        Process process = builder("run", pipeline.toString(), "--input", input.toString())
                .redirectOutput(new File("/dev/full"))
                .start();

        assertThat(exitCode(process)).isEqualTo(ExitCode.FAILED);
        assertThat(process.errorReader(UTF_8).readLine()).startsWith("raudal: standard output: cannot be written: ");
    }

    /** Rows of later inputs wait for those of the first; they must not do so in memory. */
    @Test
    void rowView_besideAWindowView_needsLittleMemory() throws Exception {
        Files.writeString(pipeline, """
                    counts:
                      sql: |
                        SELECT device, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                        GROUP BY device, window_start, window_end
                """, StandardOpenOption.APPEND);
        StringBuilder events = new StringBuilder();
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 300_000; i++) {
            events.append(EVENT.replace("\"a\"", "\"" + "a".repeat(200) + "\"")
                    .replace("2026-01-01T00:00:01Z", start.plusSeconds(i / 1000).toString()));
        }
        Path input = Files.writeString(folder.resolve("in.ndjson"), events);
        Path rows = folder.resolve("rows");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        ProcessBuilder builder = builder(
                "run",
                pipeline.toString(),
                "--threads",
                "2",
                "--input",
                input.toString(),
                "--input",
                input.toString(),
                "--output",
                "counts",
                "--output",
                "all=" + rows);
        builder.command().add(1, "-Xmx48m");
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();

        assertThat(process.inputReader(UTF_8).lines()).hasSize(30);
        assertThat(exitCode(process)).isZero();
        assertThat(Files.size(rows)).isEqualTo(2 * Files.size(input));
        assertThat(temporary).isEmptyDirectory();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the command ends").isTrue();
        return process.exitValue();
    }

    private static Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
