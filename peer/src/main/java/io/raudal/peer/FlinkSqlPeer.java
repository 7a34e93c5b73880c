package io.raudal.peer;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * Flink SQL in a JVM of its own that does what it is told, a line at a time, and answers each with a line: {@code run SQL-FILE} runs a
 * statement to its end, {@code rows SQL-FILE FILE} writes the rows of a query as NDJSON. Ends when nobody tells it anything any more.
 */
public final class FlinkSqlPeer {
    private FlinkSqlPeer() {}

    /** @param arguments a file of statements that create tables, one after {@code ;;}; a folder for checkpoints; the parallelism */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(configuration(Path.of(arguments[1]), arguments[2]))
                .build());
        for (String statement : Files.readString(Path.of(arguments[0])).split(";;", -1)) {
            if (!statement.isBlank()) {
                tables.executeSql(statement);
            }
        }
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            switch (words[0]) {
                case "collect" -> System.gc();
                case "run" ->
                    tables.executeSql(Files.readString(Path.of(words[1]))).await();
                case "rows" -> rows(tables, Files.readString(Path.of(words[1])), Path.of(words[2]));
                default -> throw new IllegalArgumentException(order);
            }
            answers.println("done");
        }
        System.exit(0);
    }

    /** As Flink is by itself, but for a checkpoint every ten seconds and the sizes of one small machine. */
    private static Configuration configuration(Path checkpoints, String parallelism) {
        Configuration configuration = new Configuration();
        configuration.setString("parallelism.default", parallelism);
        configuration.setString("taskmanager.numberOfTaskSlots", parallelism);
        configuration.setString("taskmanager.memory.managed.size", "256m");
        configuration.setString("rest.port", "0");
        configuration.setString("table.local-time-zone", "UTC");
        configuration.setString("execution.checkpointing.interval", "10 s");
        configuration.setString(
                "execution.checkpointing.dir", checkpoints.toUri().toString());
        return configuration;
    }

    @SuppressWarnings("try") // closing an iterator that has ended does not wait
    private static void rows(TableEnvironment tables, String query, Path file) throws Exception {
        TableResult result = tables.executeSql(query);
        List<String> names = result.getResolvedSchema().getColumnNames();
        try (CloseableIterator<Row> rows = result.collect();
                PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            while (rows.hasNext()) {
                write(rows.next(), names, out);
            }
            if (out.checkError()) {
                throw new IOException(file + " cannot be written");
            }
        }
    }

    private static void write(Row row, List<String> names, PrintStream out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            Object value = row.getField(i);
            line.append(i == 0 ? "{\"" : ",\"").append(names.get(i)).append("\":");
            if (value == null || value instanceof Number || value instanceof Boolean) {
                line.append(value);
            } else {
                line.append('"').append(value).append('"');
            }
        }
        out.print(line.append("}\n"));
    }
}
