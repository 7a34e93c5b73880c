package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.http.HttpOptions;
import io.raudal.http.HttpPort;
import io.raudal.http.HttpService;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final String SCRIPT = "/assets/index-Ab12_Cd3.js";

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpPort port = open("/io/raudal/query/pages");

    private static HttpPort open(String folder) {
        return HttpPort.open(HttpOptions.loopback("port", 0), List.of(new HttpService() {
            @Override
            public void mount(Vertx vertx, Router router) {
                router.get("/api/v1/here").handler(context -> context.end("here"));
                router.post("/ingest/:pipeline/:stream").handler(context -> context.end("taken"));
                new Pages(folder).mount(router);
            }

            @Override
            public void close() {}
        }));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void page_ofAnyPath_isTheIndex() throws Exception {
        for (String path :
                List.of("/", "/index.html", "/pipelines/plant", "/views/plant/temperature?from=x", "/a/b/c")) {
            HttpResponse<byte[]> page = send("GET", path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(text(page)).as(path).contains("<div id=\"app\">");
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        }
    }

    @Test
    void page_takesNothingFromElsewhere_andIsInNoFrame() throws Exception {
        HttpResponse<byte[]> page = send("GET", "/");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }

    @Test
    void file_namedAfterItsContent_isKeptForEver() throws Exception {
        HttpResponse<byte[]> script = send("GET", SCRIPT);
        assertThat(text(script)).startsWith("export const many");
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(send("GET", "/favicon.svg").headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    @Test
    void file_forWhoTakesIt_isPacked() throws Exception {
        HttpResponse<byte[]> packed = send("GET", SCRIPT, "Accept-Encoding", "br, gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
        assertThat(plain).isEqualTo(send("GET", SCRIPT).body()).hasSizeGreaterThan(10 * packed.body().length);
        assertThat(send("GET", "/favicon.svg", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void file_thatIsKnown_isNotSentAgain() throws Exception {
        String tag = send("GET", "/").headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = send("GET", "/", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(send("GET", "/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        HttpResponse<byte[]> head = send("HEAD", SCRIPT);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow())
                .isGreaterThan(1000);
    }

    @Test
    void path_thatIsNoPage_isNotFound() throws Exception {
        for (String path : List.of(
                "/assets/none.js",
                "/robots.txt",
                "/api",
                "/api/v1/none",
                "/api/v1/none/deeper",
                "/.git/config.x",
                "/../openapi.yaml",
                "/..%2fopenapi.yaml",
                "/%2e%2e/openapi.yaml",
                "/assets/..%5c..%5copenapi.yaml",
                "/QueryService.class")) {
            HttpResponse<byte[]> answer = send("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(send("GET", "/ingest/plant/readings").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/ingest/plant/readings", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(text(send("GET", "/api/v1/here"))).isEqualTo("here");
    }

    @Test
    void pages_thatAreNotBuilt_areAProblemThatSaysSo() throws Exception {
        port.close();
        port = open("/io/raudal/query/none");
        HttpResponse<byte[]> answer = send("GET", "/", "Accept-Language", "es");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("las páginas no forman parte de esta compilación");
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port.number() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
