package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import io.raudal.model.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class MqttSourceTest {
    /** Where the pipeline file is, and its certificates. */
    @TempDir
    static Path folder;

    private static TestCertificate server;
    private static TestCertificate elsewhere;
    private static TestCertificate client;

    @TempDir
    Path brokerFolder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificate.make(folder, "broker", "ip:127.0.0.1");
        elsewhere = TestCertificate.make(folder, "elsewhere", "dns:broker.example.org");
        client = TestCertificate.make(folder, "client", "dns:client");
    }

    @ParameterizedTest
    @EnumSource
    void messages_areTakenAndKeptWhileTheSourceIsAway(Source.Mqtt.Version version) throws Exception {
        try (Mosquitto broker = Mosquitto.start(brokerFolder)) {
            Mqtt5BlockingClient sender = sender(broker, null);
            Source.Mqtt options = options(broker, version, null, null);
            try (Collected first = Collected.from(new MqttSource(options, "raudal", folder))) {
                publishUntilSeen(sender, "plant/readings", first, new ArrayList<>());
            }
            publish(sender, "plant/readings", "{\"away\":1}");
            try (Collected second = Collected.from(new MqttSource(options, "raudal", folder))) {
                assertThat(second.await(1)).containsExactly("{\"away\":1}");
            }
            sender.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void brokerWithTls_isTrustedByItsAuthorityAndTrustsTheClientByItsCertificate(Source.Mqtt.Version version)
            throws Exception {
        // Relative paths start from the pipeline file's folder.
        Source.Tls tls = new Source.Tls("broker.pem", "client.pem", "client.key");
        try (Mosquitto broker = Mosquitto.start(
                brokerFolder,
                "certfile " + server.certificate(),
                "keyfile " + server.key(),
                "cafile " + client.certificate(),
                "require_certificate true")) {
            Mqtt5BlockingClient sender = sender(broker, tls);
            Source.Mqtt options = options(broker, version, null, tls);
            try (Collected source =
                    Collected.from(new MqttSource(options, "raudal", folder)).reached()) {
                publish(sender, "plant/readings", "{\"n\":1}");
                assertThat(source.await(1)).containsExactly("{\"n\":1}");
            }
            Source.Tls nameless = new Source.Tls("broker.pem", null, null);
            Collected refused = Collected.from(
                            new MqttSource(options(broker, version, null, nameless), "nameless", folder))
                    .ended();
            assertThat(refused.failure())
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("certificate_required");
            sender.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void brokerWithTls_thatIsNotWhoItShouldBe_isRefusedWithTheReason(Source.Mqtt.Version version) throws Exception {
        try (Mosquitto broker =
                Mosquitto.start(brokerFolder, "certfile " + server.certificate(), "keyfile " + server.key())) {
            assertRefused(broker, version, new Source.Tls("elsewhere.pem", null, null), "PKIX path building failed");
            assertRefused(broker, version, Source.Tls.DEFAULT, "PKIX path building failed");
        }
        try (Mosquitto broker =
                Mosquitto.start(brokerFolder, "certfile " + elsewhere.certificate(), "keyfile " + elsewhere.key())) {
            assertRefused(
                    broker,
                    version,
                    new Source.Tls("elsewhere.pem", null, null),
                    "No subject alternative names matching IP address 127.0.0.1 found");
        }
    }

    @Test
    void sharedSubscription_dividesTheMessagesAmongItsGroup() throws Exception {
        try (Mosquitto broker = Mosquitto.start(brokerFolder)) {
            Mqtt5BlockingClient sender = sender(broker, null);
            Source.Mqtt shared = options(broker, Source.Mqtt.Version.MQTT_5, "platforms", null);
            Source.Mqtt alone = options(broker, Source.Mqtt.Version.MQTT_5, null, null);
            try (Collected one = Collected.from(new MqttSource(shared, "one", folder))
                            .reached();
                    Collected two = Collected.from(new MqttSource(shared, "two", folder))
                            .reached();
                    Collected all =
                            Collected.from(new MqttSource(alone, "all", folder)).reached()) {
                List<String> sent = new ArrayList<>();
                for (int i = 0; i < 500; i++) {
                    sent.add("{\"n\":" + i + "}");
                    publish(sender, "plant/readings", sent.get(i));
                }
                assertThat(all.await(sent.size())).containsExactlyElementsOf(sent);
                awaitTogether(one, two, sent.size());
                assertThat(one.events()).isNotEmpty();
                assertThat(two.events()).isNotEmpty();
                List<String> divided = new ArrayList<>(one.events());
                divided.addAll(two.events());
                assertThat(divided).containsExactlyInAnyOrderElementsOf(sent);
            }
            sender.disconnect();
        }
    }

    private static void assertRefused(Mosquitto broker, Source.Mqtt.Version version, Source.Tls tls, String reason)
            throws InterruptedException {
        Collected refused = Collected.from(new MqttSource(options(broker, version, null, tls), "raudal", folder))
                .ended();
        assertThat(refused.failure())
                .isInstanceOf(IOException.class)
                .hasStackTraceContaining(SSLException.class.getPackageName())
                .hasStackTraceContaining(reason);
    }

    private static Source.Mqtt options(
            Mosquitto broker, Source.Mqtt.Version version, @Nullable String group, Source.@Nullable Tls tls) {
        return new Source.Mqtt("127.0.0.1", broker.port(), List.of("plant/+"), 1, version, null, group, null, tls);
    }

    private static Mqtt5BlockingClient sender(Mosquitto broker, Source.@Nullable Tls tls) throws IOException {
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .identifier("sender")
                .serverHost("127.0.0.1")
                .serverPort(broker.port());
        Mqtt5BlockingClient sender =
                (tls == null ? builder : builder.sslConfig(MqttTls.of(tls, folder))).buildBlocking();
        sender.connect();
        return sender;
    }

    private static void publish(Mqtt5BlockingClient sender, String topic, String text) {
        sender.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(text.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static void awaitTogether(Collected one, Collected two, int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (one.events().size() + two.events().size() < count && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void publishUntilSeen(Mqtt5BlockingClient sender, String topic, Collected source, List<String> sent)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (source.events().isEmpty() && System.nanoTime() < deadline) {
            String text = "{\"n\":" + sent.size() + "}";
            sent.add(text);
            publish(sender, topic, text);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(source.failure()).isNull();
        // What was sent before the subscription stood may be missing, nothing behind it.
        List<String> seen = source.await(1);
        assertThat(sent).containsSubsequence(seen.toArray(new String[0]));
        String last = "{\"last\":true}";
        publish(sender, topic, last);
        while (!source.events().contains(last) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(source.events()).endsWith(last);
    }
}
