package io.raudal.kafka;

import java.util.HashMap;
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
public record KafkaConnection(
        String servers, @Nullable Tls tls, @Nullable Sasl sasl) {
    public KafkaConnection {
        Objects.requireNonNull(servers);
    }

    /** A cluster that takes everybody, such as one on loopback. */
    public static KafkaConnection plain(String servers) {
        return new KafkaConnection(servers, null, null);
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

    /** Who we are. */
    public record Sasl(Mechanism mechanism, String user, String password) {
        @Override
        public String toString() {
            return "Sasl[mechanism=" + mechanism + ", user=" + user + "]";
        }

        private String loginModule() {
            String module = mechanism == Mechanism.PLAIN
                    ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                    : "org.apache.kafka.common.security.scram.ScramLoginModule";
            return module + " required username=" + quoted(user) + " password=" + quoted(password) + ";";
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** How a password is shown to the brokers. */
    public enum Mechanism {
        /** As it is; only with TLS. */
        PLAIN("PLAIN"),
        SCRAM_SHA_256("SCRAM-SHA-256"),
        SCRAM_SHA_512("SCRAM-SHA-512");

        private final String text;

        Mechanism(String text) {
            this.text = text;
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
            properties.put("sasl.mechanism", sasl.mechanism.text);
            properties.put("sasl.jaas.config", sasl.loginModule());
        }
        return properties;
    }
}
