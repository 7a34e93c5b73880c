package io.raudal.cli;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Verb;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.RaudalException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** All that is wrong with what was given to a verb, or to the program itself. */
    static List<Message> messages(List<Exception> errors, String... arguments) {
        // A parameter with a wrong value is for picocli none, and then one too many.
        boolean isParameterWrong = errors.stream().anyMatch(UsageErrors::isOfWrongParameter);
        return errors.stream()
                .filter(error -> !isParameterWrong || !isOfParameters(error))
                .flatMap(error -> messages(error, arguments))
                .distinct()
                .toList();
    }

    private static boolean isOfWrongParameter(Exception error) {
        return error instanceof ParameterException wrong
                && wrong.getCause() instanceof RaudalException
                && wrong.getArgSpec() != null
                && !wrong.getArgSpec().isOption();
    }

    private static boolean isOfParameters(Exception error) {
        return error instanceof UnmatchedArgumentException unmatched
                        && unmatched.getUnmatched().stream().noneMatch(UsageErrors::isOption)
                || error instanceof MissingParameterException missing
                        && missing.getMissing().stream().noneMatch(ArgSpec::isOption);
    }

    private static Stream<Message> messages(Exception error, String... arguments) {
        if (!(error instanceof ParameterException e)) {
            return Stream.of(Texts.message("usage.other", String.join(" ", arguments)));
        }
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e.getCause() instanceof RaudalException ours && ours.inWords().isPresent()) {
            return ours.inWords().stream();
        }
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> words = unmatched.getUnmatched();
            // The value of an option that is not known is no parameter too many.
            boolean isOption = words.stream().anyMatch(UsageErrors::isOption);
            return words.stream().filter(word -> isOption(word) || !isOption).map(word -> unmatched(word, command));
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().stream().map(argument -> missing(argument, command));
        }
        ArgSpec argument = e.getArgSpec();
        if (e instanceof OverwrittenOptionException && argument instanceof OptionSpec option) {
            return Stream.of(Texts.message("usage.twice", option.longestName()));
        }
        if (argument instanceof OptionSpec) {
            return Stream.of(missing(argument, command));
        }
        return Stream.of(valueOfFlag(command, arguments)
                .orElseGet(() -> Texts.message("usage.other", String.join(" ", arguments))));
    }

    private static Message missing(ArgSpec argument, CommandSpec command) {
        return argument instanceof OptionSpec option
                ? Texts.message("usage.missing-value", option.longestName(), option.paramLabel())
                : Texts.message("usage.missing-parameter", command.name(), argument.paramLabel());
    }

    private static boolean isOption(String word) {
        return word.startsWith("-") && !word.equals("-");
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
        if (!isOption(word)) {
            String key = command.findOption("--input") == null ? "usage.extra" : "usage.extra-input";
            return Texts.message(key, word, command.name());
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
