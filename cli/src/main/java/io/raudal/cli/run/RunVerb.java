package io.raudal.cli.run;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.cli.pipeline.PipelineTables;
import io.raudal.cli.terminal.Cancellation;
import io.raudal.cli.terminal.ClearingOutput;
import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.InterruptedRunException;
import io.raudal.cli.terminal.ProgressLine;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.terminal.WrongUsageException;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.InputFiles;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ValueRule;
import io.raudal.cli.verb.Verb;
import io.raudal.engine.run.BoundedRun;
import io.raudal.engine.run.InputFailure;
import io.raudal.engine.run.RunListener;
import io.raudal.engine.run.RunOptions;
import io.raudal.engine.run.RunProgress;
import io.raudal.engine.run.RunResult;
import io.raudal.engine.step.AsideBatch;
import io.raudal.model.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code raudal run FILE}: reads inputs to their end and prints the final rows of views. */
public final class RunVerb implements Verb {
    private static final long MOST_THREADS = 1024;

    @Override
    public String name() {
        return "run";
    }

    @Override
    public void declare(Options options) {
        options.parameter("FILE", "1")
                .values("[STREAM=]FILE", "--input")
                .values("VIEW[=FILE]", "--output")
                .choice(List.of("ndjson", "csv"), "--format")
                .value("N", ValueRule.COUNT, "--threads")
                .value("FILE", ValueRule.FILE, "--late")
                .value("FILE", ValueRule.FILE, "--dead")
                .output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String ledger = arguments.output("table");
        boolean csv = arguments.value("--format").filter("csv"::equals).isPresent();
        RunOptions options = options(arguments, shell);
        CompiledPipeline pipeline = CompiledPipeline.open(arguments.parameter(), ledger, shell);
        List<Message> wrong = new ArrayList<>();
        AskedOutputs asked = AskedOutputs.of(arguments, pipeline.plan(), wrong);
        RunInputs inputs = RunInputs.find(arguments, pipeline.plan(), asked.views(), pipeline.folder(), wrong);
        List<Path> sources = inputs.paths();
        sources.addAll(pipeline.tableFiles());
        if (!InputFiles.isStandardInput(arguments.parameter())) {
            sources.add(InputFiles.path(arguments.parameter()));
        }
        asked.addReplaced(sources, wrong);
        if (!wrong.isEmpty()) {
            throw new WrongUsageException(wrong);
        }
        if (inputs.isEmpty() && !inputs.failures().isEmpty()) {
            tell(inputs.failures(), shell);
            return ExitCode.FAILED;
        }
        List<Message> inputDoubts = inputs.doubts();
        if (ledger.equals("table")) {
            inputDoubts.forEach(message -> shell.err().println(message.in(shell.locale())));
        }
        Cancellation cancellation = new Cancellation();
        shell.interrupts().onInterrupt(cancellation::wish);
        ProgressLine progress = new ProgressLine(shell.err(), shell.locale(), InstantSource.system());
        OutputStream standard = shell.outIsTerminal() ? new ClearingOutput(shell.out(), progress) : shell.out();
        try (RunOutputs outputs = RunOutputs.open(asked, pipeline.plan(), csv, shell.withOut(standard))) {
            AsideFiles aside = new AsideFiles(outputs.late(), outputs.dead(), inputs.files());
            Listener listener = new Listener(aside, cancellation, shell.errIsTerminal() ? progress : null);
            PipelineTables tables = pipeline.tables();
            BoundedRun run = new BoundedRun(pipeline.plan(), tables, asked.views(), options, listener);
            List<String> doubts = CompiledPipeline.warningTexts(tables.warnings(), pipeline.path(), shell.locale());
            if (ledger.equals("table")) {
                doubts.forEach(shell.err()::println);
            }
            cancellation.onWish(run::cancel);
            RunResult result = run.run(inputs.files(), outputs);
            progress.end();
            aside.check();
            if (result.cancelled()) {
                throw new InterruptedRunException(Texts.message("run.interrupted"));
            }
            outputs.complete();
            List<String> warnings = new ArrayList<>(pipeline.warningTexts(shell.locale()));
            warnings.addAll(doubts);
            inputDoubts.forEach(message -> warnings.add(message.in(shell.locale())));
            return report(result, inputs, warnings, ledger, shell);
        } finally {
            progress.end();
        }
    }

    private static int report(RunResult result, RunInputs inputs, List<String> warnings, String ledger, Shell shell)
            throws IOException {
        RunResult whole = inputs.failures().isEmpty()
                ? result
                : new RunResult(
                        result.ledgers(),
                        result.rejected(),
                        both(inputs.failures(), result.failures()),
                        result.failedRows(),
                        false);
        LedgerReport report = new LedgerReport(whole);
        if (ledger.equals("table")) {
            tell(whole.failures(), shell);
            report.lines(shell.locale()).forEach(shell.err()::println);
        } else {
            Documents.write(report.document(warnings, shell.locale()), ledger, shell.err());
        }
        return whole.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static List<InputFailure> both(List<InputFailure> first, List<InputFailure> then) {
        return java.util.stream.Stream.concat(first.stream(), then.stream()).toList();
    }

    private static void tell(List<InputFailure> failures, Shell shell) {
        for (InputFailure failure : failures) {
            shell.error(failure.in(shell.locale()));
        }
    }

    private static RunOptions options(Arguments arguments, Shell shell) {
        RunOptions usual = RunOptions.usual();
        long threads = arguments.count("--threads", usual.threads());
        String temporary = shell.environment().getOrDefault("TMPDIR", "");
        return new RunOptions(
                (int) Math.min(threads, MOST_THREADS),
                usual.blockBytes(),
                temporary.isEmpty() ? usual.temporary() : InputFiles.path(temporary));
    }

    /** Writes events that were set aside, and shows progress. */
    private static final class Listener implements RunListener {
        private final AsideFiles aside;
        private final Cancellation cancellation;
        private final @Nullable ProgressLine progress;

        Listener(AsideFiles aside, Cancellation cancellation, @Nullable ProgressLine progress) {
            this.aside = aside;
            this.cancellation = cancellation;
            this.progress = progress;
        }

        @Override
        public void progress(RunProgress soFar) {
            if (progress != null) {
                progress.show(soFar);
            }
        }

        @Override
        public void aside(AsideBatch events) {
            aside.write(events);
            if (aside.failed()) {
                cancellation.wish();
            }
        }
    }
}
