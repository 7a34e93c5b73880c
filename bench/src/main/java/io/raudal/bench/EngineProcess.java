package io.raudal.bench;

import io.raudal.duckdb.DuckDbStore;
import io.raudal.duckdb.StoreOptions;
import io.raudal.engine.RowChange;
import io.raudal.engine.SteadyTime;
import io.raudal.engine.changes.MemoryChanges;
import io.raudal.engine.live.CountedRows;
import io.raudal.engine.live.EmbeddedEngine;
import io.raudal.engine.live.EngineOptions;
import io.raudal.engine.live.SnapshotFiles;
import io.raudal.engine.live.StreamLedger;
import io.raudal.engine.store.RowQuery;
import io.raudal.kafka.KafkaConnection;
import io.raudal.kafka.KafkaLog;
import io.raudal.kafka.KafkaOptions;
import io.raudal.plan.Field;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine as the platform runs it, on a broker outside: {@code run} reads the stream from its beginning to its end into a new
 * store and keeps a last checkpoint, {@code rows FILE} writes what the last run has stored as NDJSON.
 */
final class EngineProcess {
    private static final long LOOK_NANOS = 100_000_000;
    private static final long RETENTION_BYTES = 1L << 40;

    private final String servers;
    private final PipelinePlan plan;
    private final Path folder;
    private final long events;
    private int runs;
    private String storedName = "";

    private EngineProcess(String servers, PipelinePlan plan, Path folder, long events) {
        this.servers = servers;
        this.plan = plan;
        this.folder = folder;
        this.events = events;
    }

    /** @param arguments servers, pipeline file, a folder, how many events the stream has */
    public static void main(String[] arguments) throws Exception {
        EngineProcess process = new EngineProcess(
                arguments[0],
                Pipelines.compile(Files.readString(Path.of(arguments[1]))),
                Path.of(arguments[2]),
                Long.parseLong(arguments[3]));
        Orders.serve(words -> {
            switch (words[0]) {
                case "collect" -> System.gc();
                case "run" -> process.run();
                default -> process.rows(Path.of(words[1]));
            }
            return "done";
        });
    }

    private void run() throws IOException {
        Workbench.delete(store());
        runs++;
        InstantSource clock = InstantSource.system();
        try (KafkaLog log = new KafkaLog(KafkaConnection.plain(servers), KafkaOptions.DEFAULTS);
                DuckDbStore store = new DuckDbStore(store(), StoreOptions.usual());
                EmbeddedEngine engine = new EmbeddedEngine(
                        plan,
                        table -> {
                            throw new IllegalArgumentException(table);
                        },
                        log,
                        store,
                        new MemoryChanges(10_000, clock),
                        new SnapshotFiles(folder.resolve("snapshots-" + runs)),
                        clock,
                        new SteadyTime(),
                        EngineOptions.usual(),
                        RETENTION_BYTES,
                        new CountedRows())) {
            engine.start();
            while (delivered(engine) < events) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            storedName = engine.storedName("totals");
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a run", e);
        }
    }

    private static long delivered(EmbeddedEngine engine) {
        engine.failure().ifPresent(cause -> {
            throw new IllegalStateException("the engine has failed", cause);
        });
        StreamLedger ledger = Objects.requireNonNull(engine.ledgers().get("events"));
        if (ledger.processed().received() != ledger.processed().delivered()) {
            throw new IllegalStateException("late or dead: "
                    + ledger.processed().late() + ", " + ledger.processed().dead());
        }
        return ledger.processed().delivered();
    }

    private void rows(Path file) throws IOException {
        ViewPlan view = plan.views().get(0);
        try (DuckDbStore store = new DuckDbStore(store(), StoreOptions.usual());
                PrintStream out = new PrintStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
                        false,
                        StandardCharsets.UTF_8)) {
            for (RowChange row : store.read(storedName, RowQuery.all())) {
                out.print(json(view.output(), Objects.requireNonNull(row.values())));
            }
        }
    }

    private static String json(List<Field> columns, @Nullable Object[] values) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            String name = columns.get(i).name();
            line.append(i == 0 ? "{\"" : ",\"").append(name).append("\":");
            if (name.equals("window_start")) {
                line.append((Long) Objects.requireNonNull(values[i]) / 1000);
            } else if (values[i] instanceof String text) {
                line.append('"').append(text).append('"');
            } else {
                line.append(values[i]);
            }
        }
        return line.append("}\n").toString();
    }

    private Path store() {
        return folder.resolve("store-" + runs);
    }
}
