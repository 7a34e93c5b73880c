package io.raudal.cli.configuration;

import io.raudal.cli.terminal.Documents;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.TextTable;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.ExitCode;
import io.raudal.cli.verb.Options;
import io.raudal.cli.verb.Verb;
import io.raudal.model.Message;
import io.raudal.model.Nearest;
import io.raudal.model.file.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** {@code raudal config}: what is in force, and whence; no secret is ever shown. */
public final class ConfigVerb implements Verb {
    private static final String HIDDEN = "***";
    private static final String PREFIX = "RAUDAL_";
    /** Those that are no settings: the launcher's, and the one that names the file. */
    private static final List<String> OTHER_VARIABLES =
            List.of(ConfigurationPlace.VARIABLE, "RAUDAL_JAVA_OPTS", "RAUDAL_KAFKA_PASSWORD");

    @Override
    public String name() {
        return "config";
    }

    @Override
    public void declare(Options options) {
        SettingOptions.all(options.flag("--defaults")).output();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
        if (arguments.has("--defaults")) {
            shell.print(CommentedFile.text(shell.locale()));
            return ExitCode.OK;
        }
        String output = arguments.output("table");
        Configuration configuration = Configuration.of(arguments, shell);
        List<Row> rows = rows(configuration);
        if (output.equals("table")) {
            shell.print(table(rows, shell.locale()));
        } else {
            Documents.write(document(configuration, rows, shell.locale()), output, shell.out());
        }
        if (configuration.file().isEmpty()) {
            String places = String.join(
                    ", ",
                    ConfigurationPlace.usual(shell.environment()).stream()
                            .map(Object::toString)
                            .toList());
            shell.err().println(Texts.message("config.no-file", places).in(shell.locale()));
        }
        warn(shell);
        return ExitCode.OK;
    }

    private record Row(String name, String value, Origin origin, Message meaning) {}

    private static List<Row> rows(Configuration configuration) {
        List<Row> rows = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            Value value = configuration.value(setting);
            rows.add(new Row(setting.key(), value.text(), value.origin(), setting.meaning()));
        }
        configuration
                .secrets()
                .forEach((name, origin) ->
                        rows.add(new Row("secrets." + name, HIDDEN, origin, Setting.meaningOfSecrets())));
        return rows;
    }

    private static String table(List<Row> rows, Locale locale) {
        TextTable table = new TextTable("llll")
                .row(List.of(Texts.message("config.columns").in(locale).split(" ", -1)));
        for (Row row : rows) {
            table.row(
                    row.name(),
                    row.value(),
                    row.origin().inWords().in(locale),
                    row.meaning().in(locale));
        }
        return String.join("\n", table.lines("")) + "\n";
    }

    private static Map<String, Object> document(Configuration configuration, List<Row> rows, Locale locale) {
        List<Map<String, Object>> settings = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> setting = new LinkedHashMap<>();
            setting.put("name", row.name());
            setting.put("value", row.value());
            place(row.origin(), setting);
            setting.put("meaning", row.meaning().in(locale));
            settings.add(setting);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", configuration.file().map(Object::toString).orElse(null));
        document.put("settings", settings);
        return document;
    }

    /** Words of the document are the same in every language. */
    private static void place(Origin origin, Map<String, Object> setting) {
        if (origin instanceof Origin.InFile place) {
            setting.put("from", "file");
            setting.put("file", place.file().toString());
            setting.put("line", place.line());
        } else if (origin instanceof Origin.Variable variable) {
            setting.put("from", "environment");
            setting.put("variable", variable.name());
        } else if (origin instanceof Origin.Option option) {
            setting.put("from", "option");
            setting.put("option", option.name());
        } else {
            setting.put("from", "default");
        }
    }

    /** A variable with our prefix that is none of ours is probably mistyped; it may also be somebody else's. */
    private static void warn(Shell shell) {
        List<String> known = new ArrayList<>(OTHER_VARIABLES);
        Arrays.stream(Setting.values()).map(Setting::variable).forEach(known::add);
        for (String name : new TreeSet<>(shell.environment().keySet())) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                Message message = Nearest.of(name, known)
                        .map(nearest -> Texts.message("config.unknown-variable-near", name, nearest))
                        .orElseGet(() -> Texts.message("config.unknown-variable", name));
                shell.err().println(message.in(shell.locale()));
            }
        }
    }
}
