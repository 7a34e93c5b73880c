package io.raudal.cli;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;

/** {@code raudal help [VERB]}. */
final class HelpVerb implements Verb {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public void declare(Options options) {
        options.parameter("VERB", "0..1");
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        CommandLine commands = Commands.tree(Cli.VERBS, shell.locale());
        List<String> words = arguments.parameters();
        if (!words.isEmpty()) {
            Optional<Verb> verb = Cli.verb(words.get(0));
            if (verb.isEmpty()) {
                throw UsageErrors.unknownVerb(words.get(0));
            }
            commands = Objects.requireNonNull(
                    commands.getSubcommands().get(verb.get().name()));
        }
        shell.print(Cli.usage(commands, shell, true));
        return ExitCode.OK;
    }
}
