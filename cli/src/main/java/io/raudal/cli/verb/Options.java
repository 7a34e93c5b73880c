package io.raudal.cli.verb;

import io.raudal.cli.terminal.Texts;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Declares the options and parameters of a verb. They are declared by calls and not by annotations, which take 50 ms of each start
 * to read. The help text of each is in the bundle under {@code verb.name}, such as {@code run.--input}.
 */
public final class Options {
    private final CommandSpec spec;
    private final Locale locale;

    public Options(CommandSpec spec, Locale locale) {
        this.spec = spec;
        this.locale = locale;
    }

    /** An option with a value. */
    public Options value(String label, String... names) {
        spec.addOption(
                option(names).paramLabel(label).type(String.class).arity("1").build());
        return this;
    }

    /** An option whose value is looked at before anything is done. */
    public Options value(String label, ValueRule rule, String... names) {
        spec.addOption(checked(label, rule, names).build());
        return this;
    }

    /** The same of one that must be given. */
    public Options required(String label, ValueRule rule, String... names) {
        spec.addOption(checked(label, rule, names).required(true).build());
        return this;
    }

    /** An option with one of a few values. */
    public Options choice(List<String> values, String... names) {
        return choice(values, ValueRule.oneOf(values), names);
    }

    /** The same where somebody else looks at the value. */
    public Options choice(List<String> values, ValueRule rule, String... names) {
        spec.addOption(checked(String.join("|", values), rule, names)
                .completionCandidates(values)
                .build());
        return this;
    }

    /** An option with a value that may be given several times. */
    public Options values(String label, String... names) {
        spec.addOption(option(names)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .build());
        return this;
    }

    public Options flag(String... names) {
        spec.addOption(option(names).type(boolean.class).arity("0").build());
        return this;
    }

    /** @param arity such as {@code 1} or {@code 1..*} */
    public Options parameter(String label, String arity) {
        return parameter(label, arity, ValueRule.ANY);
    }

    /** The same of parameters that are looked at before anything is done. */
    public Options parameter(String label, String arity, ValueRule rule) {
        String shown = arity.endsWith("*") ? label + "..." : label;
        spec.addPositional(PositionalParamSpec.builder()
                .index(arity.endsWith("*") ? "0..*" : "0")
                .paramLabel(arity.startsWith("0") ? "[" + shown + "]" : shown)
                .hideParamSyntax(true)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .type(List.class)
                .auxiliaryTypes(String.class)
                .converters(value -> rule.checked(label, value))
                .description(Texts.help(spec.name() + "." + label, locale))
                .build());
        return this;
    }

    /** How {@code -o} writes what the verb has to say. */
    public Options output() {
        return choice(List.of("table", "json", "yaml"), "-o");
    }

    /** Where the configuration file is. */
    public Options configuration() {
        spec.addOption(OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(String.class)
                .converters(value -> ValueRule.FILE.checked("--config", value))
                .arity("1")
                .description(Texts.help("--config", locale))
                .build());
        return this;
    }

    public void common() {
        spec.addOption(OptionSpec.builder("--stacktrace")
                .type(boolean.class)
                .arity("0")
                .description(Texts.help("--stacktrace", locale))
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description(Texts.help("--help", locale))
                .build());
    }

    private OptionSpec.Builder checked(String label, ValueRule rule, String... names) {
        String name = names[names.length - 1];
        return option(names)
                .paramLabel(label)
                .type(String.class)
                .converters(value -> rule.checked(name, value))
                .arity("1");
    }

    private OptionSpec.Builder option(String... names) {
        return OptionSpec.builder(names).description(Texts.help(spec.name() + "." + names[names.length - 1], locale));
    }
}
