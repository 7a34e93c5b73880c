package io.raudal.cli.verb;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the user gave to a verb, after its name. */
public final class Arguments {
    private final ParseResult parsed;

    public Arguments(ParseResult parsed) {
        this.parsed = parsed;
    }

    public Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
    }

    /** The same of an option that not every verb has, or that is a flag of another meaning there. */
    public Optional<String> valueIfDeclared(String option) {
        OptionSpec declared = parsed.commandSpec().findOption(option);
        return declared == null || declared.arity().max() == 0 ? Optional.empty() : value(option);
    }

    public List<String> values(String option) {
        return parsed.matchedOptionValue(option, List.of());
    }

    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    public List<String> parameters() {
        return parsed.matchedPositionalValue(0, List.of());
    }

    /** The only parameter. */
    public String parameter() {
        return parameters().get(0);
    }

    public String output(String otherwise) {
        return value("-o").orElse(otherwise);
    }

    /** Of an option that must be a {@link ValueRule#COUNT}. */
    public long count(String option, long otherwise) {
        return value(option).map(Long::parseLong).orElse(otherwise);
    }
}
