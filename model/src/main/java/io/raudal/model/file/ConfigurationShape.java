package io.raudal.model.file;

import io.raudal.model.Position;
import io.raudal.model.Secret;
import io.raudal.model.Source.Kafka.Sasl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The configuration file: a key for each setting, and secrets by name. */
final class ConfigurationShape {
    private static final int LAST_PORT = 65_535;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^/?#@\\s]+/?");
    private static final Shape.Names VARIABLES =
            new Shape.Names(Pattern.compile("[A-Za-z_][A-Za-z0-9_]*"), "must.be.variable");
    private static final Key<String> FILE = Key.optional("file", Scalars.TEXT);
    private static final Shape.Scalar<ConfigurationDraft.Source> REFERENCE = new Shape.Scalar<>(
            (scalar, place) -> {
                Secret secret = Secrets.SECRET.readPresent(scalar, place);
                return secret == null ? null : new ConfigurationDraft.Source(secret, null);
            },
            schema -> {});
    private static final Group<ConfigurationDraft.Source> IN_FILE =
            Group.of("secret", List.of(FILE), ConfigurationShape::inFile);
    private static final Key<List<Shape.Named<ConfigurationDraft.Source>>> SECRETS =
            Key.optional("secrets", new Shape.MapOf<>(VARIABLES, new Shape.Either<>(REFERENCE, IN_FILE), 0));

    private static final Map<Setting, Key<String>> KEYS = keys();

    static final Group<Draft> CONFIGURATION = Group.of("configuration", all(), ConfigurationShape::draft);

    private ConfigurationShape() {}

    /** What a setting takes, wherever it is given. */
    static Shape.Scalar<?> shape(Setting setting) {
        return switch (setting) {
            case DATA, KAFKA, KAFKA_TLS, KAFKA_CERTIFICATE, KAFKA_KEY, KAFKA_USER -> Scalars.TEXT;
            case PORT, MANAGEMENT_PORT, KAFKA_PORT -> Scalars.whole(0, LAST_PORT);
            case KAFKA_MECHANISM -> Scalars.oneOf(Sasl.Mechanism.byText());
            case DURABILITY -> Scalars.choice(Durability.class);
            case DISK_FLOOR, RETENTION_SIZE -> Scalars.whole(0, Integer.MAX_VALUE);
            case URL -> Scalars.matching(ADDRESS, Texts.of("must.be.platform"), Texts.of("must.be.platform.remedy"));
        };
    }

    private enum Durability {
        PROCESS,
        FSYNC
    }

    /** What could be read; its problems are reported. */
    record Draft(
            Map<Setting, ConfigurationDraft.Given<String>> settings,
            Map<String, ConfigurationDraft.Given<ConfigurationDraft.Source>> secrets) {}

    private static Map<Setting, Key<String>> keys() {
        Map<Setting, Key<String>> keys = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            keys.put(setting, Key.optional(setting.key(), text(shape(setting))));
        }
        return keys;
    }

    /** The text of what the shape takes. */
    private static <T> Shape<String> text(Shape.Scalar<T> shape) {
        return new Shape.Scalar<>(
                (scalar, place) -> shape.readPresent(scalar, place) == null ? null : scalar.text(), shape.describe());
    }

    private static List<Key<?>> all() {
        List<Key<?>> all = new ArrayList<>();
        Arrays.stream(Setting.values()).forEach(setting -> all.add(KEYS.get(setting)));
        all.add(SECRETS);
        return all;
    }

    private static Draft draft(Values values) {
        Map<Setting, ConfigurationDraft.Given<String>> settings = new EnumMap<>(Setting.class);
        KEYS.forEach((setting, key) -> {
            String text = values.get(key);
            if (text != null) {
                settings.put(setting, new ConfigurationDraft.Given<>(text, position(values, key)));
            }
        });
        Map<String, ConfigurationDraft.Given<ConfigurationDraft.Source>> secrets = new LinkedHashMap<>();
        for (Shape.Named<ConfigurationDraft.Source> secret : values.list(SECRETS)) {
            if (secret.value() != null) {
                secrets.put(
                        secret.name(),
                        new ConfigurationDraft.Given<>(
                                secret.value(), secret.place().position()));
            }
        }
        return new Draft(settings, secrets);
    }

    private static Position position(Values values, Key<?> key) {
        return values.at(key).position();
    }

    private static ConfigurationDraft.@Nullable Source inFile(Values values) {
        if (!values.has(FILE)) {
            values.place().error(Texts.of("must.be.secret.source"), Texts.of("must.be.secret.source.remedy"));
        }
        String file = values.get(FILE);
        return file == null ? null : new ConfigurationDraft.Source(null, file);
    }
}
