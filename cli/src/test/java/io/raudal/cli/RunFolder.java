package io.raudal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a pipeline of two views and the files that it is run over.
 *
 * @param pipeline the file, {@link #PIPELINE} unless a test writes another
 */
record RunFolder(Path path, Path pipeline) {
    static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING NOT NULL, ts: TIMESTAMP, v: DOUBLE, n: BIGINT }
                  time: { column: ts, lateness: 5s }
              views:
                counts:
                  sql: |
                    SELECT device, window_start, COUNT(*) AS n, MAX(v) AS top
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '10' SECOND))
                    GROUP BY device, window_start, window_end
                high:
                  sql: SELECT device, ts, v FROM readings WHERE v > 10
            """;

    static final String EVENTS = events(
            "a",
            "2026-01-01T00:00:01Z",
            1,
            "b",
            "2026-01-01T00:00:02Z",
            20,
            "a",
            "2026-01-01T00:00:12Z",
            30,
            "b",
            "2026-01-01T00:00:03Z",
            2);

    static final String ROWS = """
            {"device":"a","window_start":"2026-01-01T00:00:00Z","n":1,"top":1.0}
            {"device":"b","window_start":"2026-01-01T00:00:00Z","n":1,"top":20.0}
            {"device":"a","window_start":"2026-01-01T00:00:10Z","n":1,"top":30.0}
            """;

    static RunFolder in(Path folder) throws IOException {
        return new RunFolder(folder, Files.writeString(folder.resolve("plant.yaml"), PIPELINE));
    }

    /** Runs the pipeline, in English. */
    CommandRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", pipeline.toString()));
        all.addAll(List.of(arguments));
        return CommandRun.of(Map.of("LC_ALL", "C"), "", all);
    }

    String file(String name, String content) throws IOException {
        return Files.writeString(path.resolve(name), content).toString();
    }

    String file(String name, byte[] content) throws IOException {
        return Files.write(path.resolve(name), content).toString();
    }

    List<Path> partialFiles() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    /** @param values device, time and value of each event */
    static String events(Object... values) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < values.length; i += 3) {
            events.append(String.format(
                    "{\"device\":\"%s\",\"ts\":\"%s\",\"v\":%s}%n", values[i], values[i + 1], values[i + 2]));
        }
        return events.toString();
    }
}
