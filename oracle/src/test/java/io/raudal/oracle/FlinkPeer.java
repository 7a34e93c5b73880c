package io.raudal.oracle;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Flink SQL in a JVM of its own: runs the queries of a file over the tables that another file creates, and writes each query's final
 * rows as NDJSON.
 */
final class FlinkPeer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FlinkPeer() {}

    /** @param arguments {@code batch} or {@code streaming}; statements that create tables, one after {@code ;;}; a folder of .sql files; a folder for the rows */
    public static void main(String[] arguments) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("parallelism.default", "1");
        configuration.setString("rest.port", "0");
        configuration.setString("table.local-time-zone", "UTC");
        EnvironmentSettings settings = (arguments[0].equals("batch")
                        ? EnvironmentSettings.newInstance().inBatchMode()
                        : EnvironmentSettings.newInstance().inStreamingMode())
                .withConfiguration(configuration)
                .build();
        TableEnvironment tables = TableEnvironment.create(settings);
        for (String statement : Files.readString(Path.of(arguments[1])).split(";;", -1)) {
            if (!statement.isBlank()) {
                tables.executeSql(statement);
            }
        }
        try (var queries = Files.list(Path.of(arguments[2]))) {
            for (Path query :
                    queries.filter(q -> q.toString().endsWith(".sql")).sorted().toList()) {
                Path rows = Path.of(arguments[3], query.getFileName().toString().replace(".sql", ".ndjson"));
                Files.write(rows, run(tables, Files.readString(query)));
            }
        }
        System.exit(0);
    }

    @SuppressWarnings("try") // closing an iterator that has ended does not wait
    private static List<String> run(TableEnvironment tables, String query) throws Exception {
        TableResult result = tables.executeSql(query);
        List<String> names = result.getResolvedSchema().getColumnNames();
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> changes = result.collect()) {
            while (changes.hasNext()) {
                Row row = changes.next();
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = 0; i < names.size(); i++) {
                    values.put(names.get(i), value(row.getField(i)));
                }
                String text = JSON.writeValueAsString(values);
                if (row.getKind() == RowKind.DELETE || row.getKind() == RowKind.UPDATE_BEFORE) {
                    rows.remove(text);
                } else {
                    rows.add(text);
                }
            }
        }
        return rows;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof LocalDateTime time) {
            return time.toString();
        }
        if (value instanceof Object[] array) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object element : array) {
                list.add(value(element));
            }
            return list;
        }
        return value == null || value instanceof Number || value instanceof Boolean || value instanceof BigDecimal
                ? value
                : value.toString();
    }
}
