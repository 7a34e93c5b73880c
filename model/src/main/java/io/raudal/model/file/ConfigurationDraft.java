package io.raudal.model.file;

import io.raudal.model.Position;
import io.raudal.model.Problem;
import io.raudal.model.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a configuration file, and what is wrong with it.
 *
 * @param settings those that the file has, as texts that their settings take
 * @param secrets by the name under which pipeline files refer to them
 * @param problems in the order of the file
 */
public record ConfigurationDraft(
        Map<Setting, Given<String>> settings, Map<String, Given<Source>> secrets, List<Problem> problems) {
    public ConfigurationDraft {
        settings = Map.copyOf(settings);
        secrets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        problems = List.copyOf(problems);
    }

    /** A value and its place in the file. */
    public record Given<T>(T value, Position position) {}

    /**
     * Where a secret is: in the environment, and then known already, or in a file of its own. One of both is null.
     *
     * @param file relative to the configuration file
     */
    public record Source(@Nullable Secret secret, @Nullable String file) {}
}
