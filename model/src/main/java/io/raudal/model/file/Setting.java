package io.raudal.model.file;

import io.raudal.model.Message;
import java.util.List;
import java.util.Locale;

/**
 * What can be set for the program as a whole: under its key in {@code raudal.yaml}, by a variable of the environment, by an option of
 * the command line. All three are the same text and are checked the same way.
 */
public enum Setting {
    DATA("data", "raudal-data"),
    PORT("port", "8080"),
    MANAGEMENT_PORT("managementPort", "8081"),
    KAFKA_PORT("kafkaPort", "9092"),
    DURABILITY("durability", "process"),
    DISK_FLOOR("diskFloor", "512"),
    RETENTION_SIZE("retentionSize", "1024"),
    KAFKA("kafka", ""),
    KAFKA_TLS("kafkaTls", ""),
    KAFKA_CERTIFICATE("kafkaCertificate", ""),
    KAFKA_KEY("kafkaKey", ""),
    KAFKA_USER("kafkaUser", ""),
    KAFKA_MECHANISM("kafkaMechanism", "SCRAM-SHA-512"),
    URL("url", "http://localhost:8080");

    /** How to reach the cluster that {@link #KAFKA} names; they say nothing without it. */
    public static final List<Setting> OF_CLUSTER =
            List.of(KAFKA_TLS, KAFKA_CERTIFICATE, KAFKA_KEY, KAFKA_USER, KAFKA_MECHANISM);

    private static final String PREFIX = "RAUDAL_";

    private final String key;
    private final String usual;

    Setting(String key, String usual) {
        this.key = key;
        this.usual = usual;
    }

    /** In the file, such as {@code managementPort}. */
    public String key() {
        return key;
    }

    /** On the command line, such as {@code --management-port}. */
    public String option() {
        return "--" + key.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    /** In the environment, such as {@code RAUDAL_MANAGEMENT_PORT}. */
    public String variable() {
        return PREFIX + name();
    }

    /** What holds where nothing is said; empty for nothing. */
    public String usual() {
        return usual;
    }

    /** What it is for, in one line. */
    public Message meaning() {
        return Texts.setting(key);
    }

    /** The same of the secrets, which have a key in the file alone. */
    public static Message meaningOfSecrets() {
        return Texts.setting("secrets");
    }
}
