package io.raudal.kafka;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.raudal.engine.intake.SourceStatus.State;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.Slices;
import io.raudal.kafka.KafkaConnection.Tls;
import io.raudal.kafka.RunningSource.Positions;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.raudal.model.Source.Kafka.Sasl;
import io.raudal.model.Source.Kafka.Sasl.Mechanism;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster that wants TLS and a password. */
class KafkaConnectionIT {
    private static final String PASSWORD = "un \"secreto\" con \\ y ñ;";
    private static final KafkaOptions IMPATIENT = new KafkaOptions(Duration.ofSeconds(5), 1 << 20, 1 << 20, 1 << 20, 0);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Tls tls;

    @BeforeAll
    static void start() throws Exception {
        Path store = directory.resolve("broker.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        String certificate = pem("CERTIFICATE", keys.getCertificate("broker").getEncoded());
        String key = pem(
                "PRIVATE KEY", keys.getKey("broker", "changeit".toCharArray()).getEncoded());
        tls = new Tls(certificate, null, null);
        Files.writeString(directory.resolve("ca.pem"), certificate);
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        broker = EmbeddedBroker.start(
                new BrokerOptions(directory.resolve("kafka"), 0, false),
                Time.SYSTEM,
                Map.ofEntries(
                        entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                        entry("ssl.keystore.type", "PEM"),
                        entry("ssl.keystore.certificate.chain", certificate),
                        entry("ssl.keystore.key", key),
                        entry("ssl.truststore.type", "PEM"),
                        entry("ssl.truststore.certificates", certificate),
                        entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512"),
                        entry(
                                "listener.name.plaintext.plain.sasl.jaas.config",
                                "org.apache.kafka.common.security.plain.PlainLoginModule required user_ana=\""
                                        + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\";"),
                        entry("listener.name.plaintext.scram-sha-256.sasl.jaas.config", scram),
                        entry("listener.name.plaintext.scram-sha-512.sasl.jaas.config", scram)));
        try (Admin admin = Admin.create(connection(Mechanism.PLAIN, PASSWORD).properties())) {
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                admin.alterUserScramCredentials(List.of(credential(mechanism)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
        }
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void log_overTlsWithPassword_appendsAndReads(Mechanism mechanism) throws Exception {
        String stream = "plant." + mechanism.name().toLowerCase(Locale.ROOT);
        try (KafkaLog log = new KafkaLog(connection(mechanism, PASSWORD), KafkaOptions.DEFAULTS)) {
            log.ensure(new LogStream(stream, 1, Duration.ofDays(7), 1L << 30));
            log.append(stream, 0, Slices.of("a", "b")).toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertThat(Reading.strings(log, stream, 0)).containsExactly("a", "b");
        }
    }

    @ParameterizedTest
    @EnumSource
    void log_wrongPassword_isToldApartFromNoCluster(Mechanism mechanism) {
        assertRefused(connection(mechanism, "guessed"), "user");
    }

    @Test
    void log_certificateOfNobodyKnown_isToldApart() {
        assertRefused(
                new KafkaConnection(
                        servers(),
                        new Tls(null, null, null),
                        connection(Mechanism.PLAIN, PASSWORD).sasl()),
                "certificate");
    }

    @Test
    void log_withoutTlsOrPassword_namesTheAddress() {
        assertRefused(KafkaConnection.plain(servers()), "check");
    }

    @ParameterizedTest
    @EnumSource
    void source_overTlsWithPassword_readsAndTellsWhenItIsWrong(Mechanism mechanism) throws Exception {
        String topic = "source." + mechanism.name().toLowerCase(Locale.ROOT);
        try (KafkaLog log = new KafkaLog(connection(mechanism, PASSWORD), KafkaOptions.DEFAULTS)) {
            log.ensure(new LogStream(topic, 1, Duration.ofDays(7), 1L << 30));
            log.append(topic, 0, Slices.of("a")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        try (RunningSource right = RunningSource.start(source(topic, mechanism, PASSWORD), directory, new Positions());
                RunningSource wrong =
                        RunningSource.start(source(topic, mechanism, "guessed"), directory, new Positions())) {
            assertThat(right.await(1)).containsExactly("a");
            wrong.await(State.WAITING);
            assertThat(wrong.lastError()).contains(servers()).contains("user");
        }
    }

    @Test
    void source_withoutItsCertificate_namesTheFile() {
        Source.Kafka options = new Source.Kafka(
                List.of(servers()),
                "any",
                new Source.Kafka.Start.Latest(),
                new Source.Tls("missing.pem", null, null),
                null,
                Map.of());
        try (RunningSource source = RunningSource.start(options, directory, new Positions())) {
            source.await(State.FAILED);
            assertThat(source.lastError())
                    .contains(directory.resolve("missing.pem").toString());
        }
    }

    @Test
    void connection_printed_tellsNoSecret() {
        KafkaConnection connection = new KafkaConnection(
                "a:1",
                new Tls("authorities", "certificate", "the key"),
                new Sasl(Mechanism.PLAIN, "ana", new Secret(PASSWORD)));
        assertThat(connection.toString()).contains("a:1", "ana").doesNotContain("the key", "secreto");
    }

    private static void assertRefused(KafkaConnection connection, String why) {
        assertThatThrownBy(() -> new KafkaLog(connection, IMPATIENT))
                .asInstanceOf(type(RaudalException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .satisfies(e ->
                        assertThat(e.in(Locale.ENGLISH)).contains(servers()).contains(why));
    }

    private static KafkaConnection connection(Mechanism mechanism, String password) {
        return new KafkaConnection(servers(), tls, new Sasl(mechanism, "ana", new Secret(password)));
    }

    private static Source.Kafka source(String topic, Mechanism mechanism, String password) {
        return new Source.Kafka(
                List.of(servers()),
                topic,
                new Source.Kafka.Start.Earliest(),
                new Source.Tls("ca.pem", null, null),
                new Sasl(mechanism, "ana", new Secret(password)),
                Map.of());
    }

    private static String servers() {
        return broker.connection().servers();
    }

    private static UserScramCredentialUpsertion credential(ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion("ana", new ScramCredentialInfo(mechanism, 4096), PASSWORD);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der)
                + "\n-----END " + kind + "-----\n";
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
    }
}
