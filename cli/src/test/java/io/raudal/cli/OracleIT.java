package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of real pipelines over real data equal those that DuckDB finds over the same files with SQL of its own. Guards the whole way
 * from bytes to rows: decoding, time, lateness, windows, aggregates, joins, top-N and output.
 *
 * <p>A case is a folder of {@code oracle/}: {@code case.properties} (inputs, expected counts, tolerances of approximate columns),
 * {@code events.sql} (the accepted events as tables), and one {@code VIEW.sql} a view; its pipeline is here or an example's.
 */
class OracleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of both; no text of the data is like it. */
    private static final String NULL = "\0NULL";

    private static final double TOLERANCE = 1e-9;
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path DATA = Path.of(System.getProperty(
            "raudal.data", ROOT.resolveSibling("shared").resolve("data").toString()));
    private static final Path CASES = Path.of("src/test/resources/oracle");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicContainer> views_overRealData_equalDuckDb() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.filter(Files::isDirectory).sorted().toList().stream().map(this::container);
        }
    }

    private DynamicContainer container(Path folder) {
        Case oracle = new Case(folder);
        try (Stream<Path> files = Files.list(folder)) {
            List<DynamicTest> tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sql") && !name.equals("events.sql"))
                    .sorted()
                    .map(name -> name.substring(0, name.length() - 4))
                    .map(view -> DynamicTest.dynamicTest(view, () -> oracle.compare(view)))
                    .toList();
            return DynamicContainer.dynamicContainer(folder.getFileName().toString(), tests);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One folder; inputs are found when the first of its views is compared. */
    private final class Case {
        private final Path folder;
        private final Properties properties = new Properties();

        Case(Path folder) {
            this.folder = folder;
        }

        void compare(String view) throws Exception {
            properties.load(new StringReader(Files.readString(folder.resolve("case.properties"))));
            Map<String, Path> inputs = inputs();
            RunResult ours = run(view, inputs);
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement()) {
                statement.execute(Files.readString(CASES.resolve("macros.sql")));
                statement.execute(substitute(Files.readString(folder.resolve("events.sql")), inputs));
                List<Map<String, Object>> theirs = query(statement, Files.readString(folder.resolve(view + ".sql")));
                assertSame(view, ours.rows(), theirs);
                for (String stream : inputs.keySet()) {
                    assertCount(statement, "late." + stream, ours.ledger().at("/streams/" + stream + "/late"));
                    assertCount(statement, "dead." + stream, ours.ledger().at("/streams/" + stream + "/dead"));
                }
            }
        }

        private Map<String, Path> inputs() throws IOException, InterruptedException {
            Map<String, Path> inputs = new LinkedHashMap<>();
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith("input.")) {
                    inputs.put(
                            name.substring(6),
                            ROOT.resolve(properties.getProperty(name).replace("${data}", DATA.toString())));
                } else if (name.startsWith("archive.")) {
                    inputs.put(
                            name.substring(8),
                            unpacked(properties.getProperty(name).replace("${data}", DATA.toString())));
                }
            }
            inputs.values().forEach(file -> assumeTrue(Files.exists(file), () -> "there is no " + file));
            return inputs;
        }

        /** A member of an archive, named {@code ARCHIVE!MEMBER}. */
        private Path unpacked(String name) throws IOException, InterruptedException {
            String[] parts = name.split("!", -1);
            assumeTrue(Files.exists(Path.of(parts[0])), () -> "there is no " + parts[0]);
            Path file = directory.resolve(folder.getFileName() + ".unpacked");
            Process tar = new ProcessBuilder("tar", "xJOf", parts[0], parts[1])
                    .redirectOutput(file.toFile())
                    .start();
            assertThat(tar.waitFor()).as("tar of %s", name).isZero();
            return file;
        }

        private RunResult run(String view, Map<String, Path> inputs) throws IOException {
            String pipeline = properties.getProperty("pipeline");
            List<String> arguments = new ArrayList<>(List.of("run", "-o", "json", "--output", view));
            arguments.add((pipeline == null ? folder.resolve("pipeline.yaml") : ROOT.resolve(pipeline)).toString());
            inputs.forEach((stream, file) -> arguments.addAll(List.of("--input", stream + "=" + file)));
            return RunResult.of(arguments);
        }

        private void assertCount(Statement statement, String name, JsonNode count) throws SQLException {
            String expected = properties.getProperty(name, "0");
            if (expected.startsWith("SELECT")) {
                try (ResultSet result = statement.executeQuery(expected)) {
                    result.next();
                    expected = Long.toString(result.getLong(1));
                }
                assertThat(expected)
                        .as("%s of %s is a case of its own", name, folder)
                        .isNotEqualTo("0");
            }
            assertThat(count.asText()).as("%s of %s", name, folder).isEqualTo(expected);
        }

        private void assertSame(String view, List<Map<String, Object>> ours, List<Map<String, Object>> theirs) {
            assertThat(ours).as("rows of %s", view).isNotEmpty();
            assertThat(ours.size()).as("number of rows of %s", view).isEqualTo(theirs.size());
            List<Map<String, Object>> a = sorted(view, ours);
            List<Map<String, Object>> b = sorted(view, theirs);
            for (int i = 0; i < a.size(); i++) {
                Map<String, Object> row = a.get(i);
                Map<String, Object> other = b.get(i);
                assertThat(row.keySet()).as("columns of %s", view).containsExactlyElementsOf(other.keySet());
                row.forEach((column, value) -> assertThat(same(view, column, value, other.get(column)))
                        .as("%s of %s: %s against %s", column, view, row, other)
                        .isTrue());
            }
        }

        private List<Map<String, Object>> sorted(String view, List<Map<String, Object>> rows) {
            List<Map<String, Object>> sorted = new ArrayList<>(rows);
            sorted.sort(Comparator.comparing(row -> coarse(view, row)));
            return sorted;
        }

        /** A row's text without approximate columns and with doubles to six digits, to put the rows of both in one order. */
        private String coarse(String view, Map<String, Object> row) {
            StringBuilder text = new StringBuilder();
            row.forEach((column, value) -> {
                if (tolerance(view, column) == TOLERANCE) {
                    text.append(value instanceof Double number ? String.format(Locale.ROOT, "%.6e", number) : value)
                            .append('|');
                }
            });
            return text.toString();
        }

        private boolean same(String view, String column, Object ours, Object theirs) {
            if (ours instanceof Double a && theirs instanceof Double b) {
                return Math.abs(a - b) <= (b == 0 ? TOLERANCE : tolerance(view, column) * Math.abs(b));
            }
            if (ours instanceof Number a && theirs instanceof Number b) {
                double difference = Math.abs(a.doubleValue() - b.doubleValue());
                return tolerance(view, column) == TOLERANCE
                        ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
                        : difference <= tolerance(view, column) * Math.abs(b.doubleValue());
            }
            return String.valueOf(ours).equals(String.valueOf(theirs));
        }

        private double tolerance(String view, String column) {
            return Double.parseDouble(
                    properties.getProperty("tolerance." + view + "." + column, Double.toString(TOLERANCE)));
        }
    }

    /** What {@code raudal run} printed: rows on standard output, the ledger as JSON on standard error. */
    private record RunResult(List<Map<String, Object>> rows, JsonNode ledger) {
        static RunResult of(List<String> arguments) throws IOException {
            CommandRun run = CommandRun.of(arguments);
            assertThat(run.exitCode()).as("%s: %s", arguments, run.errors()).isZero();
            List<Map<String, Object>> rows = new ArrayList<>();
            for (String line : run.output().lines().toList()) {
                Map<String, Object> row = new LinkedHashMap<>();
                JSON.readTree(line).properties().forEach(field -> row.put(field.getKey(), value(field.getValue())));
                rows.add(row);
            }
            return new RunResult(rows, JSON.readTree(run.errors()));
        }

        private static Object value(JsonNode value) {
            if (value.isTextual() && value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
                return OffsetDateTime.parse(value.asText()).toLocalDateTime();
            }
            if (value.isFloatingPointNumber()) {
                return value.doubleValue();
            }
            return value.isNumber() ? value.numberValue() : value.isNull() ? NULL : value.asText();
        }
    }

    private static List<Map<String, Object>> query(Statement statement, String sql) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    Object value = result.getObject(i);
                    row.put(
                            result.getMetaData().getColumnLabel(i),
                            value instanceof Timestamp time
                                    ? utc(time)
                                    : value == null
                                            ? NULL
                                            : value instanceof BigDecimal decimal ? decimal.doubleValue() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static LocalDateTime utc(Timestamp time) {
        return time.toInstant()
                .atZone(TimeZone.getDefault().toZoneId())
                .toLocalDateTime()
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime();
    }

    private static String substitute(String sql, Map<String, Path> inputs) {
        String text = sql.replace("${root}", ROOT.toString());
        for (Map.Entry<String, Path> input : inputs.entrySet()) {
            text = text.replace("${" + input.getKey() + "}", input.getValue().toString());
        }
        return text;
    }
}
