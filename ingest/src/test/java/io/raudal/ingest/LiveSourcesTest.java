package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.raudal.model.ErrorCode;
import io.raudal.model.RaudalException;
import io.raudal.model.Secret;
import io.raudal.model.Source;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
