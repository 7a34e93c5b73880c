package io.raudal.duckdb;

import io.raudal.engine.RowChange;
import io.raudal.engine.store.Commit;
import io.raudal.engine.store.StoredView;
import io.raudal.model.DataType.Simple;
import io.raudal.model.RaudalException;
import io.raudal.plan.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process that commits to a store until it is killed, and says each number when it is kept; or queries it without an end. */
final class StoreWriterProcess {
    static final String VIEW = "plant.v";
    static final int ROWS = 40;
    static final int REPLACED = 5;
    static final StoredView STORED =
            new StoredView(VIEW, List.of(new Field("device", Simple.STRING), new Field("n", Simple.BIGINT)), null);

    private StoreWriterProcess() {}

    static Process start(Path folder, String... further) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StoreWriterProcess.class.getName(),
                folder.toString()));
        command.addAll(List.of(further));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        if (arguments.length > 1) {
            QueryBed bed = new QueryBed(Path.of(arguments[0]), QueryLimits.usual(), 100);
            bed.query("SELECT max(a.range * b.range) FROM range(1000000) a, range(10000000) b");
            return;
        }
        try {
            DuckDbStore store = new DuckDbStore(Path.of(arguments[0]), new StoreOptions(64 << 20, 2, 500));
            store.ensure(STORED);
            long number = store.mark("w")
                    .map(mark -> Long.parseLong(new String(mark, StandardCharsets.UTF_8)))
                    .orElse(0L);
            System.out.println("open " + number);
            while (true) {
                number++;
                store.commit(commit(number));
                System.out.println(number);
            }
        } catch (RaudalException e) {
            System.out.println(e.code() + " " + e.getMessage());
        }
    }

    /** Rows of a window of its own, and the five rows that every commit replaces. */
    static Commit commit(long number) {
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(row(String.format("%08d-start---device%d", number, i), 1, number, true));
        }
        for (int i = 0; i < REPLACED; i++) {
            rows.add(row("total" + i, number, 0, false));
        }
        return new Commit("w", Long.toString(number).getBytes(StandardCharsets.UTF_8), Map.of(VIEW, rows));
    }

    private static RowChange row(String key, long version, long window, boolean isFinal) {
        return RowChange.put(
                key.getBytes(StandardCharsets.UTF_8),
                version,
                new @Nullable Object[] {key, version},
                isFinal,
                window * 1000);
    }
}
