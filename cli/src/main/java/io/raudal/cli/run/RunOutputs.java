package io.raudal.cli.run;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.StandardError;
import io.raudal.cli.terminal.UnwritableOutputException;
import io.raudal.cli.verb.OutputFile;
import io.raudal.cli.verb.OutputPlace;
import io.raudal.engine.Vector;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.run.RowSink;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the rows of the asked views go, and the events that are set aside: to standard output, to files. */
final class RunOutputs implements RowSink, AutoCloseable {
    private final Shell shell;
    private final Map<String, RowWriter> writers = new LinkedHashMap<>();
    private final List<OutputFile> files = new ArrayList<>();
    private final List<UnwritableOutputException> failures = new ArrayList<>();
    private @Nullable OutputStream late;
    private @Nullable OutputStream dead;

    private RunOutputs(Shell shell) {
        this.shell = shell;
    }

    /** @throws UnwritableOutputException with all files that cannot be written */
    static RunOutputs open(AskedOutputs asked, PipelinePlan plan, boolean csv, Shell shell) throws IOException {
        RunOutputs outputs = new RunOutputs(shell);
        try {
            outputs.open(asked, plan, csv);
            return outputs;
        } catch (IOException | RuntimeException e) {
            outputs.close();
            throw e;
        }
    }

    private void open(AskedOutputs asked, PipelinePlan plan, boolean csv) throws IOException {
        for (ViewPlan view : plan.views()) {
            OutputPlace place = asked.rows().get(view.name());
            if (place != null) {
                OutputStream out = stream(place);
                writers.put(
                        view.name(), csv ? RowWriter.csv(view.output(), out) : RowWriter.ndjson(view.output(), out));
            }
        }
        late = asked.late() == null ? null : stream(asked.late());
        dead = asked.dead() == null ? null : stream(asked.dead());
        if (!failures.isEmpty()) {
            throw UnwritableOutputException.all(failures);
        }
    }

    private OutputStream stream(OutputPlace place) throws IOException {
        // Through the streams that we have: a descriptor that is opened once more would write from the file's start.
        if (place.kind() == OutputPlace.Kind.STANDARD_OUTPUT) {
            return shell.out();
        }
        if (place.kind() == OutputPlace.Kind.STANDARD_ERROR) {
            return new StandardError(shell.err(), place.name());
        }
        try {
            OutputFile file = OutputFile.create(place);
            files.add(file);
            return file;
        } catch (UnwritableOutputException e) {
            failures.add(e);
            return OutputStream.nullOutputStream();
        }
    }

    /** For late events; null if nobody asks for them. */
    @Nullable OutputStream late() {
        return late;
    }

    /** For dead and failed events; null if nobody asks for them. */
    @Nullable OutputStream dead() {
        return dead;
    }

    @Override
    public void row(String view, Vector[] columns, int row) throws IOException {
        Objects.requireNonNull(writers.get(view), view).write(columns, row);
    }

    /** Everything was written: files take their places, all of them or, if one is not whole, none. */
    void complete() throws IOException {
        for (RowWriter writer : writers.values()) {
            writer.flush();
        }
        for (OutputFile file : files) {
            file.finish();
        }
        for (OutputFile file : files) {
            file.complete();
        }
    }

    /** Removes files that are not complete. */
    @Override
    public void close() throws IOException {
        for (OutputFile file : files) {
            file.close();
        }
    }
}
