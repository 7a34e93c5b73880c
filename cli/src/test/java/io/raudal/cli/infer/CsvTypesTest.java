package io.raudal.cli.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of CSV columns are those that DuckDB's sniffer finds. */
class CsvTypesTest {
    private static final Map<String, String> TYPES = Map.of(
            "BIGINT", "BIGINT",
            "DOUBLE", "DOUBLE",
            "BOOLEAN", "BOOLEAN",
            "DATE", "DATE",
            "TIME", "TIME",
            "TIMESTAMP", "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE", "TIMESTAMP",
            "VARCHAR", "STRING");

    /** Each makes values of one kind. */
    private static final List<Function<Random, String>> KINDS = List.of(
            random -> Long.toString(random.nextLong()),
            random -> Integer.toString(random.nextInt(100)),
            random -> Double.toString(random.nextInt(1000) / 8.0),
            random -> random.nextInt(50) + "." + random.nextInt(10),
            random -> random.nextBoolean() ? "true" : "false",
            random -> "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10),
            random -> "1" + random.nextInt(10) + ":05:0" + random.nextInt(10),
            random -> "2026-01-0" + (1 + random.nextInt(9)) + " 10:2" + random.nextInt(10) + ":00",
            random -> "2026-01-0" + (1 + random.nextInt(9)) + "T10:2" + random.nextInt(10) + ":00.5Z",
            random -> "w" + random.nextInt(1000),
            random -> random.nextBoolean() ? "12" : "x y",
            random -> "\"a,\"\"" + random.nextInt(9) + "\"");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void types_ofGeneratedColumns_areThoseOfDuckDb(long seed) throws Exception {
        Random random = new Random(seed);
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            kinds.add(random.nextInt(KINDS.size()));
        }
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        String csv = csv(random, kinds, delimiter);
        Path file = Files.writeString(folder.resolve("sample.csv"), csv);

        assertThat(ours(csv)).as("seed %d, kinds %s", seed, kinds).isEqualTo(theirs(file, delimiter));
    }

    private static String csv(Random random, List<Integer> kinds, char delimiter) {
        StringBuilder csv = new StringBuilder();
        for (int row = -1; row < 200; row++) {
            for (int i = 0; i < kinds.size(); i++) {
                String value = KINDS.get(kinds.get(i)).apply(random);
                boolean missing = i > 0 && random.nextInt(10) == 0;
                csv.append(i == 0 ? "" : String.valueOf(delimiter)).append(row < 0 ? "col_" + i : missing ? "" : value);
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static List<String> ours(String csv) throws IOException {
        Inference inference = Inference.of(
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                "sample.csv",
                new Inference.Request("sample", Long.MAX_VALUE, null, null, null, null, false));
        return inference.table().stream()
                .filter(row -> row.get(0).startsWith("col_"))
                .map(row -> row.get(0) + " " + row.get(1).replace(" NOT NULL", ""))
                .toList();
    }

    private static List<String> theirs(Path file, char delimiter) throws SQLException {
        List<String> types = new ArrayList<>();
        String describe = "DESCRIBE SELECT * FROM read_csv('" + file + "', delim='" + delimiter
                + "', header=true, sample_size=-1)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(describe)) {
            while (rows.next()) {
                types.add(rows.getString(1) + " " + TYPES.get(rows.getString(2)));
            }
        }
        return types;
    }
}
