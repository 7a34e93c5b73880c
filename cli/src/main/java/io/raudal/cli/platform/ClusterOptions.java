package io.raudal.cli.platform;

import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.terminal.Texts;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka.Sasl;
import io.raudal.model.file.Setting;
import java.nio.file.Path;
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
     * @throws io.raudal.model.RaudalException USAGE if the settings contradict each other; UNREADABLE_INPUT if a certificate cannot be
     *     read
     */
    static Optional<KafkaConnection> of(Configuration configuration) {
        Optional<String> brokers = configuration.given(Setting.KAFKA);
        if (brokers.isEmpty()) {
            refuse(configuration, Setting.OF_CLUSTER, "usage.kafka.missing");
            return Optional.empty();
        }
        refuse(configuration, OF_BROKER, "usage.kafka.broker");
        return Optional.of(KafkaConnection.of(
                List.of(brokers.get().split(",")), tls(configuration), sasl(configuration), Path.of("")));
    }

    private static void refuse(Configuration configuration, List<Setting> settings, String why) {
        for (Setting setting : settings) {
            if (configuration.given(setting).isPresent()) {
                throw Texts.usage(why, setting.option());
            }
        }
    }

    private static Source.@Nullable Tls tls(Configuration configuration) {
        String trusted = configuration.given(Setting.KAFKA_TLS).orElse(null);
        String certificate = configuration.given(Setting.KAFKA_CERTIFICATE).orElse(null);
        String key = configuration.given(Setting.KAFKA_KEY).orElse(null);
        if ((certificate == null) != (key == null)) {
            throw Texts.usage("usage.kafka.pair", Setting.KAFKA_CERTIFICATE.option(), Setting.KAFKA_KEY.option());
        }
        if (trusted == null && certificate == null) {
            return null;
        }
        return new Source.Tls(SYSTEM.equals(trusted) ? null : trusted, certificate, key);
    }

    private static @Nullable Sasl sasl(Configuration configuration) {
        Optional<String> user = configuration.given(Setting.KAFKA_USER);
        if (user.isEmpty()) {
            if (configuration.given(Setting.KAFKA_MECHANISM).isPresent()) {
                throw Texts.usage("usage.kafka.pair", Setting.KAFKA_MECHANISM.option(), Setting.KAFKA_USER.option());
            }
            return null;
        }
        String password = configuration.environment().get(PASSWORD);
        if (password == null || password.isEmpty()) {
            throw Texts.usage("usage.kafka.password", Setting.KAFKA_USER.option(), PASSWORD);
        }
        Sasl.Mechanism mechanism = Sasl.Mechanism.byText().get(configuration.text(Setting.KAFKA_MECHANISM));
        return new Sasl(Objects.requireNonNull(mechanism), user.get(), new Secret(password));
    }
}
