package io.raudal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of {@code raudal run} equal those of Flink SQL over the same events, in batch and in streaming mode. The same SQL text runs
 * in both; Flink runs in a JVM of its own. Guards every claim of docs/sql.md that a construct is Flink's.
 */
class FlinkSqlIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME =
            Path.of(System.getProperty("user.dir")).toAbsolutePath().getParent();

    @TempDir
    private static Path directory;

    @BeforeAll
    static void runBoth() throws Exception {
        Map<String, String> queries = queries();
        Files.write(directory.resolve("readings.ndjson"), new Readings(20_260_101).lines(5_000));
        Files.write(directory.resolve("beats.ndjson"), new Readings(20_260_102).beats(2_000));
        Files.writeString(directory.resolve("sites.ndjson"), Readings.SITES);
        Files.writeString(
                directory.resolve("tables.sql"), resource("tables.sql").replace("${directory}", directory.toString()));
        Path pipeline = directory.resolve("pipeline.yaml");
        Files.writeString(pipeline, pipeline(queries));
        Path ours = Files.createDirectories(directory.resolve("raudal"));
        for (String view : queries.keySet()) {
            List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-cp", raudal(), "io.raudal.cli.Main"));
            command.addAll(List.of(
                    "run",
                    pipeline.toString(),
                    "--input",
                    "readings=" + directory.resolve("readings.ndjson"),
                    "--input",
                    "beats=" + directory.resolve("beats.ndjson"),
                    "--output",
                    view));
            start(command, ours.resolve(view + ".ndjson"));
        }
        for (String mode : List.of("batch", "streaming")) {
            Path sql = Files.createDirectories(directory.resolve(mode + ".sql"));
            for (String name : mode.equals("batch") ? batchNames() : names()) {
                Files.writeString(sql.resolve(name + ".sql"), queries.get(name));
            }
            Path rows = Files.createDirectories(directory.resolve(mode));
            List<String> command = List.of(
                    java(),
                    "-Xmx1g",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FlinkPeer.class.getName(),
                    mode,
                    directory.resolve("tables.sql").toString(),
                    sql.toString(),
                    rows.toString());
            start(command, directory.resolve(mode + ".out"));
        }
    }

    @ParameterizedTest
    @MethodSource("batchNames")
    void rows_ofBatchMode_areOurs(String query) throws IOException {
        compare(query, "batch");
    }

    @ParameterizedTest
    @MethodSource("names")
    void rows_ofStreamingMode_areOurs(String query) throws IOException {
        compare(query, "streaming");
    }

    static List<String> names() throws IOException {
        return List.copyOf(queries().keySet());
    }

    /** In batch mode Flink has no sessions, and its first and last values are not by event time. */
    static List<String> batchNames() throws IOException {
        return names().stream()
                .filter(name -> !name.startsWith("session") && !name.startsWith("first_last"))
                .toList();
    }

    private static void compare(String query, String mode) throws IOException {
        List<JsonNode> ours = rows(directory.resolve("raudal").resolve(query + ".ndjson"));
        List<JsonNode> flinks = rows(directory.resolve(mode).resolve(query + ".ndjson"));
        assertThat(ours).as("%s in %s mode has rows", query, mode).isNotEmpty();
        assertThat(ours.size())
                .as("number of rows of %s in %s mode", query, mode)
                .isEqualTo(flinks.size());
        for (int i = 0; i < ours.size(); i++) {
            String difference = difference(ours.get(i), flinks.get(i));
            assertThat(difference)
                    .as("row %d of %s in %s mode: %s against %s", i, query, mode, ours.get(i), flinks.get(i))
                    .isEmpty();
        }
    }

    private static List<JsonNode> rows(Path file) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(JSON.readTree(line));
        }
        rows.sort(Comparator.comparing(FlinkSqlIT::coarse));
        return rows;
    }

    /** A row's text with numbers to six digits and times of one form, to put the rows of both in one order. */
    private static String coarse(JsonNode row) {
        StringBuilder text = new StringBuilder();
        row.forEach(value -> text.append(
                        value.isNumber() ? String.format(Locale.ROOT, "%.5e", value.asDouble()) : plain(value))
                .append('|'));
        return text.toString();
    }

    private static String plain(JsonNode value) {
        String text = value.isTextual() ? value.asText() : value.toString();
        return text.matches("\\d{4}-\\d\\d-\\d\\dT.*")
                ? LocalDateTime.parse(text.replace("Z", "")).toString()
                : text;
    }

    private static String difference(JsonNode ours, JsonNode theirs) {
        List<String> names = new ArrayList<>();
        ours.fieldNames().forEachRemaining(names::add);
        List<String> theirNames = new ArrayList<>();
        theirs.fieldNames().forEachRemaining(theirNames::add);
        if (!names.equals(theirNames)) {
            return "columns";
        }
        for (String name : names) {
            JsonNode a = ours.get(name);
            JsonNode b = theirs.get(name);
            boolean same = (a.isNumber() && b.isNumber())
                    ? Math.abs(a.asDouble() - b.asDouble()) <= 1e-9 * (b.asDouble() == 0 ? 1 : Math.abs(b.asDouble()))
                    : plain(a).equals(plain(b));
            if (!same) {
                return name;
            }
        }
        return "";
    }

    /** What the build of {@code cli} left, in Maven's order, which matters: Flink's parser stands before Calcite. */
    private static String raudal() throws IOException {
        Path built = HOME.resolve("cli/target");
        String jars = Files.readString(built.resolve("classpath")).strip();
        return built.resolve("classes") + ":" + jars.replaceAll("(?<=^|:)lib/", built.resolve("dependency") + "/");
    }

    private static void start(List<String> command, Path output) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(errors))
                .isZero();
    }

    private static String pipeline(Map<String, String> queries) throws IOException {
        StringBuilder text = new StringBuilder(resource("pipeline.yaml"));
        queries.forEach((name, sql) -> {
            text.append("    ").append(name).append(":\n      sql: |\n");
            sql.strip()
                    .lines()
                    .forEach(line -> text.append("        ").append(line).append('\n'));
            if (name.startsWith("unbounded")) {
                text.append("      state: { ttl: 365d, keys: 100000 }\n");
            }
        });
        return text.toString();
    }

    /** The queries of queries.sql by the name in the comment above each. */
    private static Map<String, String> queries() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (String part : resource("queries.sql").split("(?m)^-- ", -1)) {
            int end = part.indexOf('\n');
            if (end > 0) {
                queries.put(
                        part.substring(0, end).strip(), part.substring(end + 1).strip());
            }
        }
        return queries;
    }

    private static String resource(String name) throws IOException {
        try (var in = FlinkSqlIT.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
