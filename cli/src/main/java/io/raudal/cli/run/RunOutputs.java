package io.raudal.cli.run;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.OutputFile;
import io.raudal.engine.Vector;
import io.raudal.engine.output.RowWriter;
import io.raudal.engine.run.RowSink;
import io.raudal.model.Nearest;
import io.raudal.plan.PipelinePlan;
import io.raudal.plan.ViewPlan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the rows of the asked views go: one view's to standard output, others' to files. */
final class RunOutputs implements RowSink, AutoCloseable {
    private final Map<String, RowWriter> writers = new LinkedHashMap<>();
    private final List<OutputFile> files = new ArrayList<>();
    /** What the run reads, and so must not replace. */
    private final List<Path> sources;

    private RunOutputs(List<Path> sources) {
        this.sources = sources;
    }

    /** The asked views and their files; a view whose file is {@code -} goes to standard output. */
    static Map<String, String> asked(Arguments arguments, PipelinePlan plan) {
        List<String> names = plan.views().stream().map(ViewPlan::name).toList();
        Map<String, String> asked = new LinkedHashMap<>();
        for (String output : arguments.values("--output")) {
            int equals = output.indexOf('=');
            String view = equals < 0 ? output : output.substring(0, equals);
            if (!names.contains(view)) {
                throw unknown("usage.no-view", view, names);
            }
            if (equals == output.length() - 1) {
                throw Texts.usage("usage.no-file-name", "--output", output);
            }
            if (asked.putIfAbsent(view, equals < 0 ? "-" : output.substring(equals + 1)) != null) {
                throw Texts.usage("usage.view-twice", view);
            }
        }
        if (asked.isEmpty() && names.size() == 1) {
            asked.put(names.get(0), "-");
        }
        if (asked.isEmpty()) {
            throw names.isEmpty()
                    ? Texts.usage("usage.no-views")
                    : Texts.usage("usage.which-view", String.join(", ", names));
        }
        List<String> printed =
                asked.keySet().stream().filter(v -> "-".equals(asked.get(v))).toList();
        if (printed.size() > 1) {
            throw Texts.usage("usage.one-printed", String.join(", ", printed));
        }
        return asked;
    }

    static RuntimeException unknown(String key, String name, List<String> known) {
        return Nearest.of(name, known)
                .<RuntimeException>map(near -> Texts.usage(key + "-near", name, near))
                .orElseGet(() -> Texts.usage(key, name, String.join(", ", known)));
    }

    /**
     * Opens the files of the views.
     *
     * @param sources files that the run reads
     */
    static RunOutputs open(
            Map<String, String> asked, PipelinePlan plan, boolean csv, OutputStream standard, List<Path> sources)
            throws IOException {
        RunOutputs outputs = new RunOutputs(sources);
        try {
            for (ViewPlan view : plan.views()) {
                String file = asked.get(view.name());
                if (file != null) {
                    OutputStream out = file.equals("-") ? standard : outputs.file(file);
                    outputs.writers.put(
                            view.name(),
                            csv ? RowWriter.csv(view.output(), out) : RowWriter.ndjson(view.output(), out));
                }
            }
            return outputs;
        } catch (IOException | RuntimeException e) {
            outputs.close();
            throw e;
        }
    }

    OutputFile file(String name) throws IOException {
        OutputFile file = OutputFile.create(name);
        boolean twice = files.stream().anyMatch(file::meets);
        files.add(file);
        if (twice) {
            throw Texts.usage("output.twice", name);
        }
        for (Path source : sources) {
            if (file.replaces(source)) {
                throw Texts.usage("output.source", name);
            }
        }
        return file;
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
