package io.raudal.cli.configuration;

import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.InputFiles;
import io.raudal.model.Position;
import io.raudal.model.Problem;
import io.raudal.model.Secret;
import io.raudal.model.file.ConfigurationDraft;
import io.raudal.model.file.ConfigurationReader;
import io.raudal.model.file.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How the program is set: each setting from an option, else from a variable of the environment, else from the configuration file,
 * else as usual. Every value is checked, whoever asks for it or not, so that a mistake shows at once. Immutable.
 */
public final class Configuration {
    private final Optional<Path> file;
    private final Map<Setting, Value> values;
    private final Map<String, Origin> secrets;
    private final Map<String, String> environment;

    private Configuration(
            Optional<Path> file,
            Map<Setting, Value> values,
            Map<String, Origin> secrets,
            Map<String, String> environment) {
        this.file = file;
        this.values = values;
        this.secrets = secrets;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Looks everywhere.
     *
     * @throws WrongConfigurationException with all that is wrong
     */
    public static Configuration of(Arguments arguments, Shell shell) {
        Map<String, String> environment = shell.environment();
        Optional<Path> file = ConfigurationPlace.find(arguments, environment);
        ConfigurationDraft draft = file.map(path -> new ConfigurationReader(environment).draft(path))
                .orElse(new ConfigurationDraft(Map.of(), Map.of(), List.of()));
        List<Problem> inFile = new ArrayList<>(draft.problems());
        List<Problem> outside = new ArrayList<>();
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Value value = value(setting, arguments, environment, file, draft);
            values.put(setting, value);
            if (value.origin() instanceof Origin.Option || value.origin() instanceof Origin.Variable) {
                String place = value.origin() instanceof Origin.Option ? setting.option() : setting.variable();
                ConfigurationReader.problems(setting, value.text()).forEach(problem -> outside.add(at(place, problem)));
            }
        }
        Map<String, Origin> secrets = new LinkedHashMap<>();
        Map<String, String> known = new HashMap<>(environment);
        draft.secrets().forEach((name, secret) -> {
            Path path = file.orElseThrow();
            boolean isOutside = environment.containsKey(name);
            secrets.put(
                    name,
                    isOutside
                            ? new Origin.Variable(name)
                            : new Origin.InFile(path, secret.position().line()));
            if (!isOutside) {
                text(name, secret, path, inFile).ifPresent(text -> known.put(name, text.text()));
            }
        });
        if (!inFile.isEmpty() || !outside.isEmpty()) {
            throw new WrongConfigurationException(file.orElse(null), inFile, outside);
        }
        return new Configuration(file, values, secrets, known);
    }

    private static Value value(
            Setting setting,
            Arguments arguments,
            Map<String, String> environment,
            Optional<Path> file,
            ConfigurationDraft draft) {
        Optional<String> option = arguments.valueIfDeclared(setting.option());
        if (option.isPresent()) {
            return new Value(option.get(), new Origin.Option(setting.option()));
        }
        Optional<String> variable = ConfigurationPlace.set(environment, setting.variable());
        if (variable.isPresent()) {
            return new Value(variable.get(), new Origin.Variable(setting.variable()));
        }
        ConfigurationDraft.Given<String> given = draft.settings().get(setting);
        return given == null
                ? new Value(setting.usual(), new Origin.Usual())
                : new Value(
                        given.value(),
                        new Origin.InFile(file.orElseThrow(), given.position().line()));
    }

    private static Problem at(String place, Problem problem) {
        return Problem.error(place, Position.START, problem.rule(), problem.value(), problem.remedy());
    }

    /** What a secret is; empty, with a problem told, if its file cannot be read. */
    private static Optional<Secret> text(
            String name,
            ConfigurationDraft.Given<ConfigurationDraft.Source> secret,
            Path configuration,
            List<Problem> problems) {
        String inFile = secret.value().file();
        if (inFile == null) {
            return Optional.ofNullable(secret.value().secret());
        }
        Path path = configuration.resolveSibling(InputFiles.path(inFile));
        try {
            return Optional.of(new Secret(Files.readString(path).replaceFirst("\\R\\z", "")));
        } catch (IOException e) {
            problems.add(Problem.error(
                    "secrets." + name,
                    secret.position(),
                    Texts.message("config.secret-file"),
                    path.toString(),
                    Texts.message("config.secret-file.remedy")));
            return Optional.empty();
        }
    }

    /** The file that was read. */
    Optional<Path> file() {
        return file;
    }

    Value value(Setting setting) {
        return Objects.requireNonNull(values.get(setting));
    }

    /** Where each secret comes from, by its name. */
    Map<String, Origin> secrets() {
        return secrets;
    }

    public String text(Setting setting) {
        return value(setting).text();
    }

    /** What somebody said; empty where it is only as usual. */
    public Optional<String> given(Setting setting) {
        Value value = value(setting);
        return value.origin() instanceof Origin.Usual ? Optional.empty() : Optional.of(value.text());
    }

    /** Of a setting that is a whole number. */
    public int number(Setting setting) {
        return new java.math.BigDecimal(text(setting)).intValueExact();
    }

    /** The directory for everything that is kept. */
    public Path data() {
        return InputFiles.path(text(Setting.DATA));
    }

    /**
     * The same for what must not go among what the file's platform keeps.
     *
     * @param usual the directory where neither an option nor the environment names one
     */
    public Path dataBeside(String usual) {
        Origin origin = value(Setting.DATA).origin();
        boolean isNamed = origin instanceof Origin.Option || origin instanceof Origin.Variable;
        return isNamed ? data() : Path.of(usual);
    }

    /** Where a running platform is, without a slash at the end. */
    public URI url() {
        return URI.create(text(Setting.URL).replaceFirst("/$", ""));
    }

    /** What pipeline files refer to: the variables of the environment, and secrets that are not among them. */
    public Map<String, String> environment() {
        return environment;
    }
}
