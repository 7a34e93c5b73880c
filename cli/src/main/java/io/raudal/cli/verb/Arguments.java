package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
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

    /** The value of an option that names a file. */
    public Optional<String> file(String option) {
        Optional<String> file = value(option);
        if (file.isPresent() && file.get().isEmpty()) {
            throw Texts.usage("usage.no-file-name", option, "''");
        }
        return file;
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

    /** The value of an option that has few. */
    public String choice(String option, List<String> values, String otherwise) {
        String value = value(option).orElse(otherwise);
        if (!values.contains(value)) {
            throw Texts.usage("usage.choice", option, String.join(", ", values), value);
        }
        return value;
    }

    public String output(String otherwise) {
        return choice("-o", List.of("table", "json", "yaml"), otherwise);
    }

    /** A whole number of at least 1. */
    public long count(String option, long otherwise) {
        Optional<String> value = value(option);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().matches("[1-9]\\d{0,17}")) {
            throw Texts.usage("usage.count", option, value.get());
        }
        return Long.parseLong(value.get());
    }
}
