package io.raudal.cli.platform;

import io.raudal.cli.platform.UpOptions.Lookup;
import io.raudal.cli.terminal.Texts;
import io.raudal.cli.verb.Options;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka.Sasl;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outside Kafka cluster that is to keep the streams, instead of a broker in this process. The password comes from the environment
 * alone: a command line can be seen by every user of a machine.
 */
final class ClusterOptions {
    private static final String PASSWORD = "RAUDAL_KAFKA_PASSWORD";
    private static final String SYSTEM = "system";
    private static final String USUAL_MECHANISM = Sasl.Mechanism.SCRAM_SHA_512.text();
    private static final List<String> MECHANISMS =
            Arrays.stream(Sasl.Mechanism.values()).map(Sasl.Mechanism::text).toList();
    /** What says nothing without a cluster. */
    private static final List<String> FURTHER =
            List.of("--kafka-tls", "--kafka-certificate", "--kafka-key", "--kafka-user", "--kafka-mechanism");
    /** What says how the broker in this process is run. */
    private static final List<String> OF_BROKER = List.of("--kafka-port", "--durability");

    private ClusterOptions() {}

    static Options declare(Options options) {
        return options.value("BROKERS", "--kafka")
                .value("FILE", "--kafka-tls")
                .value("FILE", "--kafka-certificate")
                .value("FILE", "--kafka-key")
                .value("USER", "--kafka-user")
                .choice(MECHANISMS, "--kafka-mechanism");
    }

    /**
     * Empty if the streams are kept in this process.
     *
     * @throws io.raudal.model.RaudalException USAGE if the options contradict each other; UNREADABLE_INPUT if a certificate cannot be
     *     read
     */
    static Optional<KafkaConnection> of(Lookup lookup) {
        Optional<String> brokers = lookup.text("--kafka");
        if (brokers.isEmpty()) {
            refuse(lookup, FURTHER, "usage.kafka.missing");
            return Optional.empty();
        }
        refuse(lookup, OF_BROKER, "usage.kafka.broker");
        return Optional.of(
                KafkaConnection.of(List.of(brokers.get().split(",")), tls(lookup), sasl(lookup), Path.of("")));
    }

    private static void refuse(Lookup lookup, List<String> options, String why) {
        for (String option : options) {
            if (lookup.text(option).isPresent()) {
                throw Texts.usage(why, option);
            }
        }
    }

    private static Source.@Nullable Tls tls(Lookup lookup) {
        String trusted = lookup.text("--kafka-tls").orElse(null);
        String certificate = lookup.text("--kafka-certificate").orElse(null);
        String key = lookup.text("--kafka-key").orElse(null);
        if ((certificate == null) != (key == null)) {
            throw Texts.usage("usage.kafka.pair", "--kafka-certificate", "--kafka-key");
        }
        if (trusted == null && certificate == null) {
            return null;
        }
        return new Source.Tls(SYSTEM.equals(trusted) ? null : trusted, certificate, key);
    }

    private static @Nullable Sasl sasl(Lookup lookup) {
        Optional<String> mechanism = lookup.text("--kafka-mechanism");
        Optional<String> user = lookup.text("--kafka-user");
        if (user.isEmpty()) {
            if (mechanism.isPresent()) {
                throw Texts.usage("usage.kafka.pair", "--kafka-mechanism", "--kafka-user");
            }
            return null;
        }
        String password = lookup.environment().get(PASSWORD);
        if (password == null || password.isEmpty()) {
            throw Texts.usage("usage.kafka.password", "--kafka-user", PASSWORD);
        }
        int index = MECHANISMS.indexOf(mechanism.orElse(USUAL_MECHANISM));
        if (index < 0) {
            throw Texts.usage(
                    "usage.choice", "--kafka-mechanism", String.join(", ", MECHANISMS), mechanism.orElseThrow());
        }
        return new Sasl(Sasl.Mechanism.values()[index], user.get(), new Secret(password));
    }
}
