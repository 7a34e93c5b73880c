package io.raudal.cli.pipeline;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.InputFiles;
import io.raudal.engine.step.PipelineSteps;
import io.raudal.model.PipelineFile;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import io.raudal.model.file.PipelineDraft;
import io.raudal.model.file.PipelineReader;
import io.raudal.plan.PipelinePlan;
import io.raudal.sql.Compilation;
import io.raudal.sql.SqlCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A pipeline file that was read and compiled.
 *
 * @param warnings what is doubtful in it
 */
public record CompiledPipeline(PipelineFile file, PipelinePlan plan, List<Problem> warnings) {

    /**
     * Reads and compiles a file, and tells people what is doubtful in it.
     *
     * @param file a path, or {@code -} for standard input, which lies in the current folder
     * @param output how the verb writes what it has to say: a document has the warnings in it
     * @throws RaudalException with everything that is wrong in the file
     */
    public static CompiledPipeline open(String file, String output, Shell shell) throws IOException {
        PipelineReader reader = new PipelineReader(shell.environment());
        Path path = InputFiles.path(file);
        CompiledPipeline pipeline =
                of(InputFiles.isStandardInput(file) ? reader.draft(path, shell.in()) : reader.draft(path));
        if (output.equals("table")) {
            pipeline.warningTexts(shell.locale()).forEach(shell.err()::println);
        }
        return pipeline;
    }

    /**
     * Reads and compiles the text of a file.
     *
     * @param file where it lies, for its own paths and for messages
     */
    public static CompiledPipeline compile(Path file, String text, Map<String, String> environment) {
        return of(new PipelineReader(environment).draft(file, text));
    }

    private static CompiledPipeline of(PipelineDraft draft) {
        Compilation compilation = SqlCompiler.compile(draft);
        List<Problem> problems = new ArrayList<>(draft.problems());
        problems.addAll(compilation.problems());
        PipelinePlan plan = compilation.plan();
        if (plan == null || problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR)) {
            throw new RaudalException(draft.sound().file(), problems);
        }
        return new CompiledPipeline(draft.sound(), plan, problems);
    }

    public Path path() {
        return file.file();
    }

    /** The folder that the file's own paths start from. */
    public Path folder() {
        return Objects.requireNonNullElse(path().toAbsolutePath().getParent(), path().toAbsolutePath());
    }

    /** Where the files of its tables are, whether views read them or not. */
    public List<Path> tableFiles() {
        return plan.tables().stream()
                .flatMap(table -> Stream.ofNullable(table.file()))
                .map(folder()::resolve)
                .toList();
    }

    /** The rows of its tables, none of which is loaded yet. */
    public PipelineTables tables() {
        return new PipelineTables(this);
    }

    /** By view, a number for all that its rows depend on, the contents of tables as they are now included. */
    public Map<String, Long> viewIdentities() {
        return PipelineSteps.identities(plan, tables());
    }

    /** What is doubtful in it, a line each. */
    public List<String> warningTexts(Locale locale) {
        return warningTexts(warnings, path(), locale);
    }

    /** Warnings about a file, a line each. */
    public static List<String> warningTexts(List<Problem> warnings, Path file, Locale locale) {
        return warnings.stream().map(warning -> warning.in(file, locale)).toList();
    }
}
