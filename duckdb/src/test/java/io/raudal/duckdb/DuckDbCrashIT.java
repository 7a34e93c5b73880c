package io.raudal.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.RowQuery;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and marks agree whenever the writer's process is killed, and two processes never have one store. */
class DuckDbCrashIT {
    @TempDir
    private Path folder;

    @Test
    void process_killedWhileItCommits_keepsRowsAndMarkTogether() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long segments = 0;
        // Few commits in each life make no segment, and a crash beside one is what is to be seen.
        for (int life = 0; life < 8 || segments == 0 && life < 80; life++) {
            long said = liveAndDie(random.nextInt(150));
            try (DuckDbStore store = new DuckDbStore(folder, StoreOptions.usual())) {
                // A writer may be killed before its first commit.
                long mark = store.mark("w")
                        .map(text -> Long.parseLong(new String(text, StandardCharsets.UTF_8)))
                        .orElse(0L);
                assertThat(mark).as("seed %d life %d", seed, life).isBetween(said, said + 1);
                store.ensure(StoreWriterProcess.STORED);
                List<RowChange> rows = store.read(StoreWriterProcess.VIEW, RowQuery.all());
                assertThat(byKey(rows)).as("seed %d life %d", seed, life).isEqualTo(expected(mark));
                segments += store.table(StoreWriterProcess.VIEW).segments.size();
            }
        }
        assertThat(segments).isPositive();
    }

    @Test
    void store_openInAnotherProcess_isRefusedByName() throws Exception {
        Process other = StoreWriterProcess.start(folder);
        try (BufferedReader out = other.inputReader()) {
            assertThat(out.readLine()).startsWith("open");
            assertThatExceptionOfType(RaudalException.class)
                    .isThrownBy(() -> new DuckDbStore(folder, StoreOptions.usual()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .withMessageContaining(folder.toString());
        } finally {
            other.destroyForcibly().waitFor();
        }
        new DuckDbStore(folder, StoreOptions.usual()).close();
    }

    @Test
    void queryProcess_whoseParentIsKilled_ends() throws Exception {
        Process parent = StoreWriterProcess.start(folder, "query");
        try {
            DuckDbSegmentsTest.await(() -> worker(parent).isPresent());
            ProcessHandle worker = worker(parent).orElseThrow();
            parent.destroyForcibly().waitFor();
            DuckDbSegmentsTest.await(() -> !worker.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    private static Optional<ProcessHandle> worker(Process parent) {
        return parent.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("QueryWorker"))
                .findFirst();
    }

    /** Lets a writer make some commits, kills it, and gives the last number that it said. */
    private long liveAndDie(int commits) throws IOException, InterruptedException {
        Process writer = StoreWriterProcess.start(folder);
        try (BufferedReader out = writer.inputReader()) {
            String line = out.readLine();
            assertThat(line).startsWith("open");
            long said = Long.parseLong(line.substring("open ".length()));
            for (int i = 0; i < commits; i++) {
                said = Long.parseLong(out.readLine());
            }
            // Process.destroyForcibly would throw away what was said and not read yet.
            writer.toHandle().destroyForcibly();
            for (line = out.readLine(); line != null; line = out.readLine()) {
                said = Long.parseLong(line);
            }
            writer.waitFor();
            return said;
        } finally {
            writer.destroyForcibly();
        }
    }

    private static Map<String, Long> byKey(List<RowChange> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new String(row.key(), StandardCharsets.UTF_8),
                        row -> row.version(),
                        (a, b) -> {
                            throw new AssertionError("a key twice");
                        },
                        TreeMap::new));
    }

    private static Map<String, Long> expected(long mark) {
        Map<String, Long> rows = new TreeMap<>();
        for (long number = 1; number <= mark; number++) {
            for (RowChange row : StoreWriterProcess.commit(number).changes().get(StoreWriterProcess.VIEW)) {
                @Nullable Object key = row.values() == null ? null : row.values()[0];
                rows.put(String.valueOf(key), row.version());
            }
        }
        return rows;
    }
}
