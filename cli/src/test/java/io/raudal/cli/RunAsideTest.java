package io.raudal.cli;

import static io.raudal.cli.RunFolder.EVENTS;
import static io.raudal.cli.RunFolder.ROWS;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raudal.cli.verb.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code raudal run} writes of events that were late, dead or failed. */
class RunAsideTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private RunFolder plant;

    @BeforeEach
    void writePipeline() throws IOException {
        plant = RunFolder.in(folder);
    }

    @Test
    void event_thatFailsInSeveralViews_isInTheFileOnceWithAllOfThem() throws IOException {
        Files.writeString(plant.pipeline(), """
                    third:
                      sql: SELECT device, CAST(device AS INT) AS i FROM readings
                    fourth:
                      sql: SELECT device, CAST(device AS DATE) AS d FROM readings WHERE v > 10
                """, StandardOpenOption.APPEND);
        Path dead = folder.resolve("dead");
        plant.run(
                "--output",
                "third",
                "--output",
                "fourth=" + folder.resolve("fourth"),
                "--dead",
                dead.toString(),
                "--input",
                plant.file("in.ndjson", EVENTS));

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
    void lateAndDead_events_areWrittenWithReasonAndPlace() throws IOException {
        Path late = folder.resolve("late");
        Path dead = folder.resolve("dead");
        String input = plant.file("in.ndjson", (EVENTS + "{broken\n{\"device\":\"\u00e9\"}\n").getBytes(ISO_8859_1));
        CommandRun run =
                plant.run("--output", "counts", "--late", late.toString(), "--dead", dead.toString(), "--input", input);

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
    void dead_onStandardOutput_isWrittenThereUnlessRowsAre() throws IOException {
        String input = plant.file("in.ndjson", "{broken\n" + EVENTS);
        Path rows = folder.resolve("rows");
        for (String name : List.of("-", "/dev/stdout")) {
            CommandRun alone = plant.run("--output", "counts=" + rows, "--dead", name, "--input", input);
            CommandRun both = plant.run("--output", "counts", "--dead", name, "--input", input);
            CommandRun asides =
                    plant.run("--output", "counts=" + rows, "--late", "-", "--dead", name, "--input", input);

            assertThat(JSON.readTree(alone.output()).get("raw").asText()).isEqualTo("{broken");
            assertThat(alone.exitCode()).isZero();
            for (CommandRun twice : List.of(both, asides)) {
                assertThat(twice.errors())
                        .isEqualTo("raudal: " + name + ": is where another output goes already; name another\n"
                                + "raudal: see 'raudal run --help'\n");
                assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
                assertThat(twice.output()).isEmpty();
            }
        }
        assertThat(rows).hasContent(ROWS);
    }

    @Test
    void dead_onStandardError_isWrittenBeforeTheLedger() throws IOException {
        String input = plant.file("in.ndjson", "{broken\n" + EVENTS);
        CommandRun run = plant.run("--output", "counts", "--dead", "/dev/stderr", "--input", input);

        List<String> lines = run.errors().lines().toList();
        assertThat(JSON.readTree(lines.get(0)).get("raw").asText()).isEqualTo("{broken");
        assertThat(lines.get(1)).startsWith("stream ");
        assertThat(run.output()).isEqualTo(ROWS);
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
        CommandRun run = plant.run(
                "-o",
                "json",
                "--output",
                "counts",
                "--dead",
                dead.toString(),
                "--input",
                plant.file("in", input.toByteArray()));

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

    private static void bad(List<byte[]> lines, List<String> reasons, String reason, String line) {
        lines.add(line.getBytes(UTF_8));
        reasons.add(reason);
    }
}
