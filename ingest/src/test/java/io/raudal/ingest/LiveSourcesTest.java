package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LiveSourcesTest {
    @Test
    void host_everyRound_measuresWhatWasAskedFor() throws Exception {
        Source.Host options =
                new Source.Host(Duration.ofMillis(200), EnumSet.of(Source.Host.Part.CPU, Source.Host.Part.MEMORY));
        try (Collected figures = Collected.from(new HostSource(options, InstantSource.system()))) {
            List<String> events = figures.await(20);
            assertThat(figures.failure()).isNull();
            assertThat(events)
                    .hasSizeGreaterThanOrEqualTo(20)
                    .allSatisfy(event -> assertThat(event)
                            .matches(
                                    "\\{\"ts\":\"[-0-9T:.]+Z\",\"host\":\".+\",\"kind\":\"(cpu|memory)\",\"name\":\".+\","
                                            + "\"metric\":\"\\w+\",\"unit\":\"(%|B|1)\",\"value\":[-0-9.E]+\\}"));
            assertThat(events).anyMatch(event -> event.contains("\"name\":\"all\",\"metric\":\"usage\""));
            assertThat(events).anyMatch(event -> event.contains("\"name\":\"ram\",\"metric\":\"used\""));
            assertThat(events).allSatisfy(LiveSourcesTest::assertJson);
        }
    }

    @Test
    void sse_events_areTakenAndResumedByTheLastId() throws Exception {
        List<String> lastIds = new CopyOnWriteArrayList<>();
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            String lastId = request.getHeader("Last-Event-ID");
            lastIds.add(String.valueOf(lastId));
            HttpServerResponse response = request.response().setChunked(true);
            response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
            if (!"let me in".equals(request.getHeader("Authorization"))) {
                response.setStatusCode(401).end();
            } else if (lastId == null) {
                response.end(
                        ": hello\n\nid: 1\ndata: {\"n\":1}\n\nevent: other\ndata: {}\n\nid: 2\r\ndata: {\"n\":\r\ndata: 2}\r\n\r\ndata: cut");
            } else {
                response.end("id: 3\ndata: {\"n\":3}\n\n");
            }
        });
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/stream");
            Source.Sse options = new Source.Sse(url, Map.of("Authorization", new Secret("let me in")), "message");

            Collected first = Collected.from(new SseSource(options)).ended();
            assertThat(first.events()).containsExactly("{\"n\":1}", "{\"n\":\n2}");
            // The server may end a connection at any time: that is no end.
            assertThat(first.failure())
                    .isInstanceOfSatisfying(
                            RaudalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE));
            Collected second =
                    Collected.from(new SseSource(options), first.position()).ended();
            assertThat(second.events()).containsExactly("{\"n\":3}");
            assertThat(lastIds).containsExactly("null", "2");

            Collected refused = Collected.from(new SseSource(new Source.Sse(url, Map.of(), null)))
                    .ended();
            assertThat(refused.failure()).isInstanceOf(RaudalException.class).hasMessageContaining("401");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void sse_endlessLines_areLeftOutAndTheNextEventComes() throws Exception {
        String text = "data: " + "x".repeat(5000) + "\n\ndata: {\"n\":1}\n\n";
        SseReader reader = new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1000);

        assertThat(reader.next()).isTrue();
        assertThat(new String(reader.data(), StandardCharsets.UTF_8)).isEqualTo("{\"n\":1}");
        assertThat(reader.next()).isFalse();
    }

    @Test
    void mqtt_messagesOfBothVersions_areTakenAndKeptWhileTheSourceIsAway(@TempDir Path folder) throws Exception {
        Path mosquitto = Path.of("/usr/sbin/mosquitto");
        assumeThat(mosquitto).as("the Debian package mosquitto").exists();
        int port = freePort();
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
        Process broker = new ProcessBuilder(mosquitto.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        try {
            Mqtt5BlockingClient sender = Mqtt5Client.builder()
                    .identifier("sender")
                    .serverHost("127.0.0.1")
                    .serverPort(port)
                    .buildBlocking();
            connect(sender);
            for (Source.Mqtt.Version version : Source.Mqtt.Version.values()) {
                String topic = "plant/" + version.name() + "/readings";
                Source.Mqtt options = new Source.Mqtt(
                        "127.0.0.1",
                        port,
                        List.of("plant/" + version.name() + "/+"),
                        1,
                        version,
                        null,
                        null,
                        null,
                        null);
                List<String> expected = new ArrayList<>();
                try (Collected first = Collected.from(new MqttSource(options, "raudal-" + version, folder))) {
                    publishUntilSeen(sender, topic, first, expected);
                }
                sender.publishWith()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload("{\"away\":1}".getBytes(StandardCharsets.UTF_8))
                        .send();
                try (Collected second = Collected.from(new MqttSource(options, "raudal-" + version, folder))) {
                    assertThat(second.await(1)).as("%s", version).containsExactly("{\"away\":1}");
                }
            }
            sender.disconnect();
        } finally {
            broker.destroy();
            broker.waitFor();
        }
    }

    private static void publishUntilSeen(Mqtt5BlockingClient sender, String topic, Collected source, List<String> sent)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (source.events().isEmpty() && System.nanoTime() < deadline) {
            String text = "{\"n\":" + sent.size() + "}";
            sent.add(text);
            sender.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(text.getBytes(StandardCharsets.UTF_8))
                    .send();
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(source.failure()).isNull();
        // What was sent before the subscription stood may be missing, nothing behind it.
        List<String> seen = source.await(1);
        assertThat(sent).containsSubsequence(seen.toArray(new String[0]));
        String last = "{\"last\":true}";
        sender.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(last.getBytes(StandardCharsets.UTF_8))
                .send();
        while (!source.events().contains(last) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(source.events()).endsWith(last);
    }

    private static void connect(Mqtt5BlockingClient client) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                client.connect();
                return;
            } catch (RuntimeException e) {
                assertThat(System.nanoTime()).as("the broker is there").isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void assertJson(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            JsonToken token = parser.nextToken();
            while (token != null) {
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
