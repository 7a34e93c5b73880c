package io.raudal.cli;

import static io.raudal.cli.RunFolder.EVENTS;
import static io.raudal.cli.RunFolder.PIPELINE;
import static io.raudal.cli.RunFolder.ROWS;
import static io.raudal.cli.RunFolder.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdOutputStream;
import io.raudal.cli.verb.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code raudal run} reads: files packed, missing, named twice, and those of tables. */
class RunInputTest {
    @TempDir
    private Path folder;

    private RunFolder plant;

    @BeforeEach
    void writePipeline() throws IOException {
        plant = RunFolder.in(folder);
    }

    @Test
    void input_namedByALinkToo_isToldAsTheSameFile() throws IOException {
        String input = plant.file("in.ndjson", EVENTS);
        Path link = Files.createLink(folder.resolve("link.ndjson"), Path.of(input));

        assertThat(plant.run("--output", "high", "--input", input, "--input", link.toString())
                        .errors())
                .contains(link + ": is read twice, for " + input + " is the same file");
    }

    @ParameterizedTest
    @CsvSource({"gzip, in.gz", "gzip, in.ndjson", "zstd, in.zst", "zstd, in.gz"})
    void input_packed_isKnownByItsBytes(String packing, String name) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packing.equals("gzip") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
            out.write(EVENTS.getBytes(UTF_8));
        }

        assertThat(plant.run("--output", "counts", "--input", plant.file(name, packed.toByteArray()))
                        .output())
                .isEqualTo(ROWS);
    }

    @Test
    void input_glob_isEachFileAPartition() throws IOException {
        plant.file("part-1.ndjson", events("a", "2026-01-01T00:00:01Z", 1));
        plant.file("part-2.ndjson", events("a", "2026-01-01T00:00:31Z", 2));
        plant.file("other.ndjson", events("x", "2026-01-01T00:00:31Z", 2));
        CommandRun run = plant.run("--output", "counts", "--input", "readings=" + folder.resolve("part-*.ndjson"));

        assertThat(run.output().lines()).hasSize(2).allMatch(row -> row.contains("\"device\":\"a\""));
    }

    @Test
    void input_notNamed_isTheStreamsSources() throws IOException {
        plant.file("in.ndjson", EVENTS);
        Files.writeString(
                plant.pipeline(),
                PIPELINE.replace("lateness: 5s }", "lateness: 5s }\n      sources: [ { file: in.ndjson } ]"));

        assertThat(plant.run("--output", "counts").output()).isEqualTo(ROWS);
    }

    @Test
    void sources_ofManyKinds_areReadWhereTheyAreFiles() throws IOException {
        plant.file("in.ndjson", EVENTS);
        String sources = "lateness: 5s }\n      sources:\n        - host: {}\n";
        String replay = "        - file: { path: in.ndjson, mode: replay, speed: 60, shiftToNow: true }\n";
        Files.writeString(plant.pipeline(), PIPELINE.replace("lateness: 5s }", sources + replay));
        assertThat(plant.run("--output", "counts").output()).isEqualTo(ROWS);

        Files.writeString(plant.pipeline(), PIPELINE.replace("lateness: 5s }", sources));
        CommandRun run = plant.run("--output", "counts");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("readings has no files to run over, only host");
    }

    @Test
    void inputs_thatCannotBeRead_areToldAndTheRestIsProcessed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(EVENTS.repeat(100).getBytes(UTF_8));
        }
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        CommandRun run = plant.run(
                "--output", "counts",
                "--input", plant.file("in.ndjson", EVENTS),
                "--input", folder.resolve("none.ndjson").toString(),
                "--input", folder.toString(),
                "--input", folder.resolve("*.none").toString(),
                "--input", plant.file("cut.gz", cut),
                "--input", plant.file("empty.ndjson", ""));

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
        CommandRun run = plant.run(
                "--output", "counts", "--input", folder.resolve("none").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.errors()).contains("none: there is no such file");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void input_twice_isTold() throws IOException {
        String input = plant.file("in.ndjson", EVENTS);
        CommandRun run =
                plant.run("--output", "counts", "--input", input, "--input", "readings=" + folder + "/*.ndjson");

        assertThat(run.errors()).startsWith(input + ": is read twice, for " + input + " is the same file\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void input_ofAStreamThatNoAskedViewReads_isToldAndAMissingOneFails() throws IOException {
        Files.writeString(plant.pipeline(), PIPELINE.replace("  views:\n", """
                    others:
                      columns: { device: STRING NOT NULL, ts: TIMESTAMP }
                      time: { column: ts, lateness: 5s }
                  views:
                """));
        String input = "readings=" + plant.file("in.ndjson", EVENTS);
        String there = "others=" + plant.file("others.ndjson", "no event");
        Path none = folder.resolve("none");
        CommandRun told = plant.run("--output", "counts", "--input", input, "--input", there);
        CommandRun document = plant.run("--output", "counts", "--input", input, "--input", there, "-o", "json");
        CommandRun missing = plant.run("--output", "counts", "--input", input, "--input", "others=" + none);

        assertThat(told.errors())
                .startsWith("no view that is asked for reads others; its inputs are not read\nstream ");
        assertThat(told.exitCode()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(document.errors())
                        .at("/warnings/0")
                        .asText())
                .isEqualTo("no view that is asked for reads others; its inputs are not read");
        assertThat(missing.errors())
                .startsWith("raudal: " + none + ": there is no such file\n")
                .doesNotContain("no view");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(List.of(told.output(), document.output(), missing.output())).containsOnly(ROWS);
    }

    @Test
    void inputs_thatMayNotBeRead_areToldApartFromMissingOnes() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.writeString(locked.resolve("in.ndjson"), EVENTS);
        Path file = Path.of(plant.file("file.ndjson", EVENTS));
        Files.setPosixFilePermissions(file, Set.of());
        Files.setPosixFilePermissions(locked, Set.of());
        try {
            // The superuser may read everything.
            assumeThat(Files.isReadable(locked)).isFalse();
            CommandRun run = plant.run(
                    "--output",
                    "counts",
                    "--input",
                    file.toString(),
                    "--input",
                    locked + "/in.ndjson",
                    "--input",
                    locked + "/*.ndjson",
                    "--input",
                    locked + "/below/*.ndjson",
                    "--input",
                    plant.file("in.ndjson", EVENTS));

            assertThat(run.errors().lines().filter(line -> line.startsWith("raudal: ")))
                    .containsExactlyInAnyOrder(
                            "raudal: " + file + ": no permission to read it",
                            "raudal: " + locked + "/in.ndjson: no permission to read it",
                            "raudal: " + locked + "/: no permission to read it",
                            "raudal: " + locked + "/below/*.ndjson: no permission to read it");
            assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(run.output()).isEqualTo(ROWS);
        } finally {
            Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void input_withAnEqualsSignInItsName_isFound() throws IOException {
        Files.createDirectories(folder.resolve("day=1"));
        plant.file("day=1/in.ndjson", EVENTS);
        Path here = Path.of("").toAbsolutePath();
        String relative = here.relativize(folder.toAbsolutePath()).toString();
        CommandRun run = plant.run("--output", "counts", "--input", relative + "/day=*/in.ndjson");

        assertThat(run.output()).isEqualTo(ROWS);
    }

    @Test
    void validate_tablesFilesThatAreNoUse_areProblemsWhereTheyAreNamed() throws IOException {
        Files.writeString(folder.resolve("numbers.csv"), "k,n\na,1\nb,many\n");
        Files.writeString(plant.pipeline(), PIPELINE + """
                  tables:
                    absent: { columns: { k: STRING }, file: absent.csv }
                    numbers: { columns: { k: STRING, n: BIGINT }, file: numbers.csv }
                """);
        CommandRun run = CommandRun.of(
                Map.of("LC_ALL", "C"), "", List.of("validate", plant.pipeline().toString()));

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
        Files.writeString(plant.pipeline(), PIPELINE + """
                    joined:
                      sql: SELECT r.device, t.n FROM readings r JOIN absent t ON r.device = t.k
                    lost:
                      sql: SELECT r.device, t.n FROM readings r JOIN hollow t ON r.device = t.k
                  tables:
                    absent: { columns: { k: STRING, n: INT }, file: absent.csv }
                    numbers: { columns: { k: STRING, n: BIGINT }, file: numbers.csv }
                    hollow: { columns: { k: STRING, n: INT }, file: empty.csv }
                """);
        String input = plant.file("in.ndjson", EVENTS);
        CommandRun refused = plant.run("--output", "joined", "--input", input);
        CommandRun empty = plant.run("--output", "lost", "--input", input);

        assertThat(refused.errors().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(plant.pipeline() + ":")
                                .contains(": error: spec.tables.absent.file: table absent: there is no file "),
                        line -> assertThat(line)
                                .contains("spec.tables.numbers.file: table numbers: 2 rows of ", "2: n", "; 3: n")
                                .doesNotContain("  "));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(empty.errors()).contains(": warning: spec.tables.hollow.file: has no rows");
        assertThat(empty.exitCode()).isZero();
        assertThat(CommandRun.of("validate", plant.pipeline().toString()).errors())
                .contains("spec.tables.hollow.file: has no rows", "spec.tables.absent.file");
    }
}
