package io.raudal.cli;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.ValueRule;
import io.raudal.cli.verb.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code raudal completion bash|zsh|fish}: a script that completes verbs, options and files. */
final class CompletionVerb implements Verb {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public void declare(Options options) {
        options.parameter("SHELL", "1", ValueRule.oneOf(SHELLS));
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        String name = arguments.parameter();
        CommandLine commands = Commands.tree(Cli.VERBS, shell.locale());
        // The script for bash also works in zsh, which it prepares for itself.
        shell.print(name.equals("fish") ? fish(commands, shell.locale()) : AutoComplete.bash("raudal", commands));
        return ExitCode.OK;
    }

    private static String fish(CommandLine commands, Locale locale) {
        StringBuilder script = new StringBuilder();
        for (Verb verb : Cli.VERBS) {
            script.append("complete -c raudal -f -n __fish_use_subcommand -a ")
                    .append(verb.name())
                    .append(" -d ")
                    .append(quoted(Texts.help(verb.name(), locale)))
                    .append('\n');
        }
        for (Verb verb : Cli.VERBS) {
            CommandLine command =
                    Objects.requireNonNull(commands.getSubcommands().get(verb.name()));
            for (OptionSpec option : command.getCommandSpec().options()) {
                script.append("complete -c raudal -n '__fish_seen_subcommand_from ")
                        .append(verb.name())
                        .append('\'');
                for (String optionName : option.names()) {
                    script.append(optionName.startsWith("--") ? " -l " : " -s ")
                            .append(optionName.replaceFirst("^-+", ""));
                }
                Iterable<String> values = option.completionCandidates();
                if (values != null) {
                    script.append(" -x -a ").append(quoted(String.join(" ", values)));
                } else if (option.arity().max() > 0) {
                    script.append(" -r");
                }
                script.append(" -d ").append(quoted(option.description()[0])).append('\n');
            }
        }
        return script.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
