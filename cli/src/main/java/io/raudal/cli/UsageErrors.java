package io.raudal.cli;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Verb;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in our words: picocli's own are English only. */
final class UsageErrors {
    private UsageErrors() {}

    static RaudalException unknownVerb(String word) {
        List<String> names = Cli.VERBS.stream().map(Verb::name).toList();
        Optional<String> nearest = Nearest.of(word, names);
        return nearest.isPresent()
                ? Texts.usage("usage.unknown-verb-near", word, nearest.get())
                : Texts.usage("usage.unknown-verb", word, String.join(", ", names));
    }

    static Message message(ParameterException e, String... arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), command);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            ArgSpec argument = missing.getMissing().get(0);
            return argument instanceof OptionSpec option
                    ? Texts.message("usage.missing-value", option.longestName(), option.paramLabel())
                    : Texts.message("usage.missing-parameter", command.name(), argument.paramLabel());
        }
        ArgSpec argument = e.getArgSpec();
        if (e instanceof OverwrittenOptionException && argument instanceof OptionSpec option) {
            return Texts.message("usage.twice", option.longestName());
        }
        if (argument instanceof OptionSpec option) {
            return Texts.message("usage.missing-value", option.longestName(), option.paramLabel());
        }
        return valueOfFlag(command, arguments)
                .orElseGet(() -> Texts.message("usage.other", String.join(" ", arguments)));
    }

    /** Such as {@code --decimals=yes}, which picocli reports without the option. */
    private static Optional<Message> valueOfFlag(CommandSpec command, String... arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            OptionSpec option = equals < 0 ? null : command.findOption(argument.substring(0, equals));
            if (option != null && option.arity().max() == 0) {
                return Optional.of(
                        Texts.message("usage.no-value", option.longestName(), argument.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static Message unmatched(String word, CommandSpec command) {
        if (!word.startsWith("-") || word.equals("-")) {
            return Texts.message("usage.extra", word, command.name());
        }
        String name = word.split("=", 2)[0];
        List<String> names = command.options().stream()
                .flatMap(option -> List.of(option.names()).stream())
                .collect(Collectors.toList());
        return Nearest.of(name, names)
                .map(near -> Texts.message("usage.unknown-option-near", name, command.name(), near))
                .orElseGet(() -> Texts.message("usage.unknown-option", name, command.name()));
    }
}
