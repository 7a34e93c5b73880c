package io.raudal.kafka;

import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a Kafka cluster is, and how to be let in. Secrets are here as values and are never printed.
 *
 * @param servers some of its brokers, {@code host:port}, with commas between them
 * @param tls null where the connection is not encrypted
 * @param sasl null where nobody is asked for a name
 */
public record KafkaConnection(String servers, @Nullable Tls tls, Source.Kafka.@Nullable Sasl sasl) {
    public KafkaConnection {
        Objects.requireNonNull(servers);
    }

    /** A cluster that takes everybody, such as one on loopback. */
    public static KafkaConnection plain(String servers) {
        return new KafkaConnection(servers, null, null);
    }

    /**
     * A cluster as pipeline files and the command line describe one.
     *
     * @param folder that the paths of certificates start from
     * @throws RaudalException UNREADABLE_INPUT if a certificate or key cannot be read
     */
    public static KafkaConnection of(
            List<String> brokers, Source.@Nullable Tls tls, Source.Kafka.@Nullable Sasl sasl, Path folder) {
        Tls read = tls == null
                ? null
                : new Tls(text(tls.ca(), folder), text(tls.certificate(), folder), text(tls.key(), folder));
        return new KafkaConnection(String.join(",", brokers), read, sasl);
    }

    private static @Nullable String text(@Nullable String name, Path folder) {
        if (name == null) {
            return null;
        }
        Path file = folder.resolve(name);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Texts.of(ErrorCode.UNREADABLE_INPUT, e, "connection.file", file.toString(), e.toString());
        }
    }

    /**
     * How the connection is encrypted; everything is PEM text.
     *
     * @param authorities certificates that sign the brokers'; null for those that Java knows
     * @param certificate our own, with those that signed it; null where the brokers ask for none
     * @param key the private key of our own certificate, unencrypted PKCS #8; null likewise
     */
    public record Tls(
            @Nullable String authorities,
            @Nullable String certificate,
            @Nullable String key) {
        @Override
        public String toString() {
            return "Tls[authorities=" + authorities + ", certificate=" + certificate + "]";
        }
    }

    /** As any of Kafka's clients wants it. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", servers);
        properties.put("security.protocol", (sasl == null ? "" : "SASL_") + (tls == null ? "PLAINTEXT" : "SSL"));
        if (tls != null) {
            if (tls.authorities != null) {
                properties.put("ssl.truststore.type", "PEM");
                properties.put("ssl.truststore.certificates", tls.authorities);
            }
            if (tls.certificate != null && tls.key != null) {
                properties.put("ssl.keystore.type", "PEM");
                properties.put("ssl.keystore.certificate.chain", tls.certificate);
                properties.put("ssl.keystore.key", tls.key);
            }
        }
        if (sasl != null) {
            properties.put("sasl.mechanism", sasl.mechanism().text());
            properties.put("sasl.jaas.config", loginModule(sasl));
        }
        return properties;
    }

    private static String loginModule(Source.Kafka.Sasl sasl) {
        String module = sasl.mechanism() == Source.Kafka.Sasl.Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=" + quoted(sasl.user()) + " password="
                + quoted(sasl.password().text()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
