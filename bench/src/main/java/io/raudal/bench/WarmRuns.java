package io.raudal.bench;

import io.raudal.engine.output.RowWriter;
import io.raudal.engine.run.BoundedRun;
import io.raudal.engine.run.InputFiles;
import io.raudal.engine.run.RunListener;
import io.raudal.engine.run.RunOptions;
import io.raudal.engine.run.RunResult;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Raudal's bounded run and the Jackson loop in this JVM, turn by turn: what both cost without the start of a process, the reading of
 * classes and most of the work of the JIT compiler. Both read the file anew each time and write their rows to files. CPU seconds are
 * those of the process, so that of all threads and of collecting a run's own garbage, but not of collecting that of the run before.
 */
final class WarmRuns {
    private final Path file;
    private final int events;
    private final Path directory;

    WarmRuns(Path file, int events, Path directory) {
        this.file = file;
        this.events = events;
        this.directory = directory;
    }

    /** CPU seconds of {@code raudal} and {@code jackson}, so many runs each; the rows are compared first. */
    Figures cpuSeconds(int runs) throws Exception {
        Path ours = directory.resolve("raudal-warm.rows");
        Path theirs = directory.resolve("jackson-warm.rows");
        raudal(ours);
        jackson(theirs);
        Rows.read(ours).mustEqual(Rows.read(theirs), "raudal against jackson, in one JVM");
        Map<String, Callable<Double>> contenders = new LinkedHashMap<>();
        contenders.put("raudal", () -> CpuTime.seconds(() -> raudal(ours)));
        contenders.put("jackson", () -> CpuTime.seconds(() -> jackson(theirs)));
        return Figures.interleaved(runs, contenders);
    }

    private void raudal(Path rows) throws IOException {
        PipelinePlan plan = Pipelines.compile(Pipelines.tumble());
        ViewPlan view = plan.views().get(0);
        BoundedRun run =
                new BoundedRun(plan, table -> null, List.of(view.name()), RunOptions.usual(), RunListener.NONE);
        try (OutputStream out = Files.newOutputStream(rows)) {
            RowWriter writer = RowWriter.ndjson(view.output(), out);
            RunResult result = run.run(
                    Map.of(
                            "events",
                            InputFiles.find("events", List.of(file.toString()), directory)
                                    .files()),
                    (name, columns, row) -> writer.write(columns, row));
            writer.flush();
            if (Objects.requireNonNull(result.ledgers().get("events")).delivered() != events) {
                throw new IllegalStateException("not every event was delivered");
            }
        }
    }

    private void jackson(Path rows) throws IOException {
        JacksonPeer.run(file, rows);
    }
}
