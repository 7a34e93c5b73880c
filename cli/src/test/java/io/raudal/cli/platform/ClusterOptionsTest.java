package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raudal.cli.configuration.Configuration;
import io.raudal.cli.configuration.SettingOptions;
import io.raudal.cli.configuration.WrongConfigurationException;
import io.raudal.cli.terminal.Shell;
import io.raudal.cli.terminal.WrongUsageException;
import io.raudal.cli.verb.Arguments;
import io.raudal.cli.verb.Options;
import io.raudal.kafka.KafkaConnection;
import io.raudal.model.Secret;
import io.raudal.model.Source.Kafka.Sasl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ClusterOptionsTest {
    @TempDir
    private Path folder;

    @Test
    void cluster_leftOut_isABrokerInTheProcess() {
        assertThat(options(Map.of()).cluster()).isEmpty();
        assertThat(options(Map.of(), "--durability", "fsync").fsync()).isTrue();
        assertThat(options(Map.of("RAUDAL_DURABILITY", "fsync")).fsync()).isTrue();
        assertThat(options(Map.of()).fsync()).isFalse();
    }

    @Test
    void cluster_withTlsAndUser_isReadFromFlagsEnvironmentAndFiles() throws IOException {
        Path authorities = Files.writeString(folder.resolve("ca.pem"), "authorities");
        Path certificate = Files.writeString(folder.resolve("client.pem"), "certificate");
        Path key = Files.writeString(folder.resolve("client.key"), "key");
        UpOptions options = options(
                Map.of(
                        "RAUDAL_KAFKA",
                        "one:9092,two:9092",
                        "RAUDAL_KAFKA_PASSWORD",
                        "hush",
                        "RAUDAL_KAFKA_USER",
                        "nobody"),
                "--kafka-tls",
                authorities.toString(),
                "--kafka-certificate",
                certificate.toString(),
                "--kafka-key",
                key.toString(),
                "--kafka-user",
                "raudal",
                "--kafka-mechanism",
                "PLAIN");

        assertThat(options.cluster())
                .contains(new KafkaConnection(
                        "one:9092,two:9092",
                        new KafkaConnection.Tls("authorities", "certificate", "key"),
                        new Sasl(Sasl.Mechanism.PLAIN, "raudal", new Secret("hush"))));
        assertThat(options.toString()).doesNotContain("hush").doesNotContain("key=key");
    }

    @Test
    void cluster_withTheUsual_trustsWhomJavaTrustsAndHidesThePassword() {
        UpOptions options = options(
                Map.of("RAUDAL_KAFKA_PASSWORD", "hush"),
                "--kafka",
                "one:9092",
                "--kafka-tls",
                "system",
                "--kafka-user",
                "raudal");

        assertThat(options.cluster())
                .contains(new KafkaConnection(
                        "one:9092",
                        new KafkaConnection.Tls(null, null, null),
                        new Sasl(Sasl.Mechanism.SCRAM_SHA_512, "raudal", new Secret("hush"))));
    }

    @Test
    void cluster_withOptionsThatContradict_isRefused() {
        assertRefused("--kafka-port", Map.of("RAUDAL_KAFKA", "one:9092"), "--kafka-port", "9093");
        assertRefused("--kafka-tls", Map.of("RAUDAL_KAFKA_TLS", "system"));
        assertRefused("--kafka-mechanism", Map.of(), "--kafka", "one:9092", "--kafka-mechanism", "PLAIN");
        assertRefused(
                "SCRAM-SHA-1",
                Map.of("RAUDAL_KAFKA_PASSWORD", "hush", "RAUDAL_KAFKA_MECHANISM", "SCRAM-SHA-1"),
                "--kafka",
                "one:9092",
                "--kafka-user",
                "raudal");
    }

    @Test
    void cluster_withSeveralContradictions_namesAll() {
        assertThatThrownBy(() -> options(
                        Map.of(),
                        "--kafka",
                        "one:9092",
                        "--kafka-port",
                        "9093",
                        "--kafka-key",
                        "key.pem",
                        "--kafka-user",
                        "raudal"))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContainingAll("--kafka-port", "--kafka-certificate", "RAUDAL_KAFKA_PASSWORD");
    }

    private static void assertRefused(String named, Map<String, String> environment, String... arguments) {
        assertThatThrownBy(() -> options(environment, arguments))
                .isInstanceOfAny(WrongUsageException.class, WrongConfigurationException.class)
                .hasMessageContaining(named);
    }

    private static UpOptions options(Map<String, String> environment, String... arguments) {
        CommandSpec spec = CommandSpec.create().name("up");
        SettingOptions.ofPlatformOnCluster(new Options(spec, Locale.ENGLISH));
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                environment,
                false,
                false,
                false,
                action -> {});
        Configuration configuration =
                Configuration.of(new Arguments(new CommandLine(spec).parseArgs(arguments)), shell);
        return UpOptions.of(configuration, configuration.data(), ClusterOptions.of(configuration));
    }
}
