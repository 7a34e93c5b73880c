package io.raudal.bench;

import com.sun.management.OperatingSystemMXBean;
import io.raudal.duckdb.DuckDbStore;
import io.raudal.duckdb.ExploratorySql;
import io.raudal.duckdb.QueryLimits;
import io.raudal.duckdb.StoreOptions;
import io.raudal.engine.RowChange;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.key.RowKey;
import io.raudal.engine.query.RecentEvents;
import io.raudal.engine.query.RowSink;
import io.raudal.engine.query.SqlQuery;
import io.raudal.engine.store.ColumnSink;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.RowQuery;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.plan.Field;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rows cost in the store: final rows appended, rows replaced, the last hour of one key out of ten million rows while the rows of
 * 10,000 events a second in windows of ten seconds come in, and a GROUP BY over all.
 */
final class StoreBenchmark {
    private static final String VIEW = "bench.temperature";
    private static final int ROWS = 10_000_000;
    private static final int COMMIT = 10_000;
    private static final long WINDOW_MILLIS = 10_000;
    private static final int EVENTS_A_SECOND = 10_000;
    private static final int READS = 500;
    private static final List<Field> COLUMNS = List.of(
            new Field("device", Simple.STRING),
            new Field("window_start", Simple.TIMESTAMP),
            new Field("window_end", Simple.TIMESTAMP),
            new Field("n", Simple.BIGINT),
            new Field("avg_t", Simple.DOUBLE),
            new Field("max_t", Simple.DOUBLE));

    private final Path directory;
    private final PrintStream out;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    StoreBenchmark(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    void run(int keys) throws Exception {
        Path folder = directory.resolve("store-" + keys);
        delete(folder);
        out.printf(Locale.ROOT, "The store, %,d rows of %,d keys%n", ROWS, keys);
        try (DuckDbStore store = new DuckDbStore(folder, StoreOptions.usual());
                ExploratorySql sql = new ExploratorySql(
                        store, new MemoryChanges(1000, InstantSource.system()), new NoEvents(), QueryLimits.usual())) {
            store.ensure(new StoredView(VIEW, COLUMNS, null));
            store.ensure(new StoredView("bench.totals", COLUMNS, null));
            append(store, keys);
            replace(store);
            settle(store);
            read(store, keys);
            query(
                    sql,
                    "SELECT device, count(*), avg(avg_t), max(max_t) FROM bench.temperature GROUP BY device"
                            + " ORDER BY 2 DESC, 1 LIMIT 10");
            query(
                    sql,
                    "SELECT date_trunc('hour', window_end) h, count(*), avg(avg_t) FROM bench.temperature"
                            + " GROUP BY h ORDER BY h");
            query(sql, "SELECT 1");
            say("resident memory of this process", resident() / 1e6, "MB");
            say("on disk", store.bytes() / 1e6, "MB");
        }
        delete(folder);
    }

    private void append(DuckDbStore store, int keys) {
        Random random = new Random(1);
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        double[] millis = new double[ROWS / COMMIT];
        for (int commit = 0; commit < millis.length; commit++) {
            List<RowChange> rows = new ArrayList<>(COMMIT);
            for (int i = 0; i < COMMIT; i++) {
                rows.add(row(random, (long) commit * COMMIT + i, keys, 1, true));
            }
            long from = System.nanoTime();
            store.commit(new Commit("bench", new byte[8], Map.of(VIEW, rows)));
            millis[commit] = (System.nanoTime() - from) / 1e6;
        }
        say("final rows a CPU-second", ROWS / ((system.getProcessCpuTime() - cpu) / 1e9), "rows");
        say("final rows a second", ROWS / ((System.nanoTime() - start) / 1e9), "rows");
        percentiles("a commit of 10,000 final rows", millis);
    }

    private void replace(DuckDbStore store) {
        Random random = new Random(2);
        int commits = 100;
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int commit = 0; commit < commits; commit++) {
            List<RowChange> rows = new ArrayList<>(COMMIT);
            for (int i = 0; i < COMMIT; i++) {
                rows.add(row(random, (commit * 7919L + i) % 100_000, 100_000, commit, false));
            }
            store.commit(new Commit("bench", new byte[8], Map.of("bench.totals", rows)));
        }
        say(
                "replaced rows a CPU-second, 100,000 keys",
                commits * COMMIT / ((system.getProcessCpuTime() - cpu) / 1e9),
                "rows");
        say("replaced rows a second", commits * COMMIT / ((System.nanoTime() - start) / 1e9), "rows");
    }

    /** Waits until the segments are merged. */
    private static void settle(DuckDbStore store) throws InterruptedException {
        long bytes = -1;
        while (bytes != store.bytes()) {
            bytes = store.bytes();
            Thread.sleep(5_000);
        }
    }

    /** Reads while another thread commits four times a second. */
    private void read(DuckDbStore store, int keys) throws InterruptedException {
        Thread writer = new Thread(() -> {
            Random random = new Random(3);
            long place = ROWS;
            long next = System.nanoTime();
            while (!Thread.currentThread().isInterrupted()) {
                List<RowChange> rows = new ArrayList<>();
                for (int i = 0; i < Math.min(EVENTS_A_SECOND, keys / 10) / 4; i++) {
                    rows.add(row(random, place++, keys, 1, true));
                }
                store.commit(new Commit("bench", new byte[8], Map.of(VIEW, rows)));
                next += 250_000_000L;
                java.util.concurrent.locks.LockSupport.parkNanos(next - System.nanoTime());
            }
        });
        writer.start();
        Random random = new Random(4);
        long last = ROWS / keys * WINDOW_MILLIS;
        double[] millis = new double[READS];
        long found = 0;
        for (int i = -20; i < READS; i++) {
            RowQuery query = new RowQuery(
                    Map.of("device", device(random.nextInt(keys))), last - 3_600_000, Long.MAX_VALUE, 1_000);
            long from = System.nanoTime();
            found += store.read(VIEW, query).size();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        writer.interrupt();
        writer.join();
        percentiles("the last hour of a key, about " + found / (READS + 20) + " rows", millis);
    }

    private void query(ExploratorySql sql, String text) {
        double[] millis = new double[7];
        for (int i = -1; i < millis.length; i++) {
            long from = System.nanoTime();
            sql.run(SqlQuery.of(text, 1_000), new RowSink() {
                @Override
                public void columns(List<Field> columns) {}

                @Override
                public void row(@Nullable Object[] values) {}
            });
            if (i >= 0) {
                millis[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        percentiles(text.substring(0, Math.min(40, text.length())), millis);
    }

    private static RowChange row(Random random, long place, int keys, long version, boolean isFinal) {
        long window = place / keys;
        String device = device((int) (place % keys));
        long start = window * WINDOW_MILLIS;
        long end = start + WINDOW_MILLIS;
        byte[] text = device.getBytes(StandardCharsets.UTF_8);
        return RowChange.put(
                RowKey.ofWindow(end, start, text, 0, text.length),
                version,
                new @Nullable Object[] {
                    device,
                    start * 1000,
                    end * 1000,
                    (long) random.nextInt(1000),
                    20 + random.nextGaussian(),
                    40 + random.nextGaussian()
                },
                isFinal,
                end);
    }

    private static String device(int number) {
        return "device-" + number;
    }

    private void percentiles(String what, double[] millis) {
        Arrays.sort(millis);
        out.printf(
                Locale.ROOT,
                "  %-44s p50 %.1f ms, p99 %.1f ms, at most %.1f ms%n",
                what,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100],
                millis[millis.length - 1]);
    }

    private void say(String what, double figure, String unit) {
        out.printf(Locale.ROOT, "  %-44s %,12.0f %s%n", what, figure, unit);
    }

    private static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** No streams. */
    private static final class NoEvents implements RecentEvents {
        @Override
        public Set<String> streams() {
            return Set.of();
        }

        @Override
        public List<Field> columns(String stream) {
            return List.of();
        }

        @Override
        public OptionalLong scan(String stream, long fromMillis, long toMillis, ColumnSink sink) {
            return OptionalLong.empty();
        }
    }
}
