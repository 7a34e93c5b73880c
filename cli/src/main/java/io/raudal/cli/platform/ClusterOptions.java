package io.raudal.cli.platform;

import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.terminal.WrongUsageException;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.Message;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka.Sasl;
import io.raudal.model.file.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outside Kafka cluster that is to keep the streams, instead of a broker in this process. The password comes from the environment
 * or the configuration's secrets: a command line can be seen by every user of a machine.
 */
final class ClusterOptions {
    private static final String PASSWORD = "RAUDAL_KAFKA_PASSWORD";
    private static final String SYSTEM = "system";
    /** What says how the broker in this process is run. */
    private static final List<Setting> OF_BROKER = List.of(Setting.KAFKA_PORT, Setting.DURABILITY);

    private ClusterOptions() {}

    /**
     * Empty if the streams are kept in this process.
     *
     * @throws WrongUsageException with all settings that contradict each other
     * @throws io.raudal.model.RaudalException UNREADABLE_INPUT if a certificate cannot be read
     */
    static Optional<KafkaConnection> of(Configuration configuration) {
        List<Message> wrong = wrong(configuration);
        if (!wrong.isEmpty()) {
            throw new WrongUsageException(wrong);
        }
        Optional<String> brokers = configuration.given(Setting.KAFKA);
        if (brokers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(KafkaConnection.of(
                List.of(brokers.get().split(",")), tls(configuration), sasl(configuration), Path.of("")));
    }

    /** All that contradicts. */
    private static List<Message> wrong(Configuration configuration) {
        boolean isOutside = configuration.given(Setting.KAFKA).isPresent();
        List<Message> wrong = new ArrayList<>();
        for (Setting setting : isOutside ? OF_BROKER : Setting.OF_CLUSTER) {
            if (configuration.given(setting).isPresent()) {
                wrong.add(Texts.message(isOutside ? "usage.kafka.broker" : "usage.kafka.missing", setting.option()));
            }
        }
        if (!isOutside) {
            return wrong;
        }
        boolean hasUser = configuration.given(Setting.KAFKA_USER).isPresent();
        if (configuration.given(Setting.KAFKA_CERTIFICATE).isPresent()
                != configuration.given(Setting.KAFKA_KEY).isPresent()) {
            wrong.add(pair(Setting.KAFKA_CERTIFICATE, Setting.KAFKA_KEY));
        }
        if (!hasUser && configuration.given(Setting.KAFKA_MECHANISM).isPresent()) {
            wrong.add(pair(Setting.KAFKA_MECHANISM, Setting.KAFKA_USER));
        }
        if (hasUser && password(configuration).isEmpty()) {
            wrong.add(Texts.message("usage.kafka.password", Setting.KAFKA_USER.option(), PASSWORD));
        }
        return wrong;
    }

    private static Message pair(Setting one, Setting other) {
        return Texts.message("usage.kafka.pair", one.option(), other.option());
    }

    private static String password(Configuration configuration) {
        return configuration.environment().getOrDefault(PASSWORD, "");
    }

    private static Source.@Nullable Tls tls(Configuration configuration) {
        String trusted = configuration.given(Setting.KAFKA_TLS).orElse(null);
        String certificate = configuration.given(Setting.KAFKA_CERTIFICATE).orElse(null);
        String key = configuration.given(Setting.KAFKA_KEY).orElse(null);
        if (trusted == null && certificate == null) {
            return null;
        }
        return new Source.Tls(SYSTEM.equals(trusted) ? null : trusted, certificate, key);
    }

    private static @Nullable Sasl sasl(Configuration configuration) {
        Optional<String> user = configuration.given(Setting.KAFKA_USER);
        if (user.isEmpty()) {
            return null;
        }
        Sasl.Mechanism mechanism = Sasl.Mechanism.byText().get(configuration.text(Setting.KAFKA_MECHANISM));
        return new Sasl(Objects.requireNonNull(mechanism), user.get(), new Secret(password(configuration)));
    }
}
