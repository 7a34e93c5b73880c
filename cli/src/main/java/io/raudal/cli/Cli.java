package io.raudal.cli;

import io.raudal.cli.client.ApplyVerb;
import io.raudal.cli.client.GetVerb;
import io.raudal.cli.client.PipelineVerb;
import io.raudal.cli.client.ReplayVerb;
import io.raudal.cli.client.SqlVerb;
import io.raudal.cli.client.TapVerb;
import io.raudal.cli.client.TopVerb;
import io.raudal.cli.configuration.ConfigVerb;
import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.WrongConfigurationException;
import io.raudal.cli.infer.InferVerb;
import io.raudal.cli.pipeline.PlanVerb;
import io.raudal.cli.pipeline.SchemaVerb;
import io.raudal.cli.pipeline.TestVerb;
import io.raudal.cli.pipeline.ValidateVerb;
import io.raudal.cli.platform.BackupVerb;
import io.raudal.cli.platform.DemoVerb;
import io.raudal.cli.platform.RestoreVerb;
import io.raudal.cli.platform.UpVerb;
import io.raudal.cli.run.RunVerb;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.StandardOutput;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.ProgramVersion;
import io.raudal.cli.verb.Verb;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command: from its arguments to a verb, and from whatever comes of it to messages and an exit code. */
final class Cli {
    static final List<Verb> VERBS = Stream.of(
                    List.<Verb>of(
                            new UpVerb(),
                            new DemoVerb(),
                            new RunVerb(),
                            new ValidateVerb(),
                            new PlanVerb(),
                            new TestVerb(),
                            new InferVerb(),
                            new SqlVerb(),
                            new TapVerb(),
                            new TopVerb(),
                            new GetVerb(),
                            new ApplyVerb()),
                    PipelineVerb.all(),
                    List.<Verb>of(
                            new ReplayVerb(),
                            new BackupVerb(),
                            new RestoreVerb(),
                            new ConfigVerb(),
                            new SchemaVerb(),
                            new CompletionVerb(),
                            new HelpVerb()))
            .flatMap(List::stream)
            .toList();

    private Cli() {}

    /** @return the exit code */
    static int run(Shell outside, String... arguments) {
        Shell shell = outside.withOut(new StandardOutput(outside.out(), outside.outIsPipe()));
        FailureReport failures =
                new FailureReport(shell, Arrays.asList(arguments).contains("--stacktrace"));
        try {
            return runVerb(shell, failures, arguments);
        } catch (ParameterException e) {
            return failures.usage(
                    UsageErrors.messages(List.of(e), arguments), verb(arguments).map(Verb::name));
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            return failures.report(e, verb(arguments).map(Verb::name));
        }
    }

    private static int runVerb(Shell shell, FailureReport failures, String... arguments) throws IOException {
        Locale locale = shell.locale();
        Optional<Verb> verb = verb(arguments);
        if (arguments.length == 0) {
            shell.err().print(usage(Commands.tree(VERBS, locale), shell, false));
            return ExitCode.USAGE;
        }
        if (verb.isEmpty() && !arguments[0].startsWith("-")) {
            throw UsageErrors.unknownVerb(arguments[0]);
        }
        CommandLine commands = Commands.tree(verb.map(List::of).orElse(List.of()), locale);
        ParseResult parsed = commands.parseArgs(arguments);
        if (parsed.isVersionHelpRequested()) {
            shell.print("raudal " + ProgramVersion.text() + "\n");
            return ExitCode.OK;
        }
        if (parsed.isUsageHelpRequested()) {
            shell.print(usage(Commands.tree(VERBS, locale), shell, true));
            return ExitCode.OK;
        }
        List<Exception> errors = new ArrayList<>(parsed.errors());
        if (verb.isEmpty()) {
            List<Message> wrong = UsageErrors.messages(errors, arguments);
            return failures.usage(wrong.isEmpty() ? List.of(Texts.message("usage.no-verb")) : wrong, Optional.empty());
        }
        ParseResult own = parsed.subcommand();
        if (own.isUsageHelpRequested()) {
            shell.print(usage(own.commandSpec().commandLine(), shell, true));
            return ExitCode.OK;
        }
        errors.addAll(own.errors());
        if (!errors.isEmpty()) {
            List<Message> wrong = new ArrayList<>(settings(own, shell, failures));
            wrong.addAll(UsageErrors.messages(errors, arguments));
            return failures.usage(wrong, verb.map(Verb::name));
        }
        return verb.get().run(new Arguments(own), shell);
    }

    /** What is wrong with the settings of a verb that cannot be run anyway, beside what is listed. */
    private static List<Message> settings(ParseResult own, Shell shell, FailureReport failures) {
        if (own.commandSpec().findOption("--config") == null) {
            return List.of();
        }
        try {
            Configuration unused = Configuration.of(new Arguments(own), shell);
            return List.of();
        } catch (WrongConfigurationException e) {
            boolean unused = failures.list(e);
            return List.of();
        } catch (RaudalException e) {
            return e.inWords().stream().toList();
        }
    }

    static Optional<Verb> verb(String... arguments) {
        return VERBS.stream()
                .filter(v -> arguments.length > 0 && v.name().equals(arguments[0]))
                .findFirst();
    }

    static String usage(CommandLine command, Shell shell, boolean onOut) {
        boolean colours = onOut ? shell.outHasColours() : shell.errHasColours();
        command.setUsageHelpWidth(Math.max(60, Math.min(shell.width(), 120)));
        return command.getUsageMessage(colours ? Ansi.ON : Ansi.OFF);
    }
}
