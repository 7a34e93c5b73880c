package io.raudal.cli;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The tree of commands as picocli knows it. */
final class Commands {
    private Commands() {}

    /** @param verbs those that are needed; a start with one verb need not declare the others */
    static CommandLine tree(List<Verb> verbs, Locale locale) {
        CommandSpec root = spec("raudal");
        describe(root, "raudal", locale);
        root.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description(Texts.help("--help", locale))
                .build());
        root.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description(Texts.help("--version", locale))
                .build());
        CommandLine commands = new CommandLine(root);
        for (Verb verb : verbs) {
            CommandSpec spec = spec(verb.name());
            describe(spec, verb.name(), locale);
            Options options = new Options(spec, locale);
            verb.declare(options);
            options.common();
            commands.addSubcommand(spec);
        }
        return commands.setExpandAtFiles(false);
    }

    /** One that collects all that is wrong with its arguments. */
    private static CommandSpec spec(String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.parser().collectErrors(true);
        return spec;
    }

    private static void describe(CommandSpec spec, String name, Locale locale) {
        UsageMessageSpec usage = spec.usageMessage();
        usage.header(Texts.help(name, locale));
        usage.synopsisHeading("%n" + Texts.help("heading.usage", locale) + " ");
        usage.synopsisSubcommandLabel(Texts.help("label.verb", locale));
        usage.parameterListHeading("%n");
        usage.optionListHeading("%n");
        usage.commandListHeading("%n");
        usage.sortOptions(false);
        usage.sortSynopsis(false);
        String footer = Texts.helpOrEmpty(name + ".footer", locale);
        if (!footer.isEmpty()) {
            usage.footerHeading("%n");
            usage.footer(footer.split("\n", -1));
        }
    }
}
