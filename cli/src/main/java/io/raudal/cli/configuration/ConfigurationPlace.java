package io.raudal.cli.configuration;

import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the configuration file is: {@code --config}, else {@code RAUDAL_CONFIG}, else the first that is there of {@code raudal.yaml} in
 * the working directory and {@code raudal/raudal.yaml} in the user's folder of configurations.
 */
final class ConfigurationPlace {
    static final String OPTION = "--config";
    static final String VARIABLE = "RAUDAL_CONFIG";
    static final String NAME = "raudal.yaml";

    private ConfigurationPlace() {}

    static Optional<Path> find(Arguments arguments, Map<String, String> environment) {
        Optional<String> named = arguments.value(OPTION).or(() -> set(environment, VARIABLE));
        if (named.isPresent()) {
            Path file = InputFiles.path(named.get());
            if (!Files.exists(file)) {
                throw Texts.unreadable("file.missing", named.get());
            }
            return Optional.of(file);
        }
        return usual(environment).stream().filter(Files::isRegularFile).findFirst();
    }

    /** Where it is looked for if nothing names it, in this order. */
    static List<Path> usual(Map<String, String> environment) {
        Optional<Path> folder = set(environment, "XDG_CONFIG_HOME")
                .map(InputFiles::path)
                .filter(Path::isAbsolute)
                .or(() -> set(environment, "HOME")
                        .map(home -> InputFiles.path(home).resolve(".config")));
        Path here = Path.of(NAME);
        return folder.map(path -> List.of(here, path.resolve("raudal").resolve(NAME)))
                .orElse(List.of(here));
    }

    /** A variable that is set to nothing is taken for one that is not set. */
    static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }
}
