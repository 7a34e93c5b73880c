package io.raudal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.raudal.model.ErrorCode;
import io.raudal.model.Message;
import io.raudal.model.RaudalException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPortTest {
    /** Answers, fails, takes bodies. */
    private static final class Echo implements HttpService {
        @Override
        public void mount(Vertx vertx, Router router) {
            router.get("/hello").handler(context -> context.json(new JsonObject().put("hello", true)));
            router.get("/things/known").handler(context -> context.end("known"));
            router.get("/things/:thing").handler(context -> context.end(context.pathParam("thing")));
            router.get("/form")
                    .handler(new Offer("application/json", "text/csv"))
                    .handler(context -> context.end("is " + Offer.type(context)));
            router.get("/one").handler(new Offer("application/json")).handler(context -> context.end("one"));
            router.routeWithRegex("^(?!/(api|things)(/|$)).*\\.page")
                    .method(HttpMethod.GET)
                    .handler(context -> context.end("page"));
            router.get("/bare").handler(context -> {
                UnknownParameters.refuseAll(context);
                context.end("bare");
            });
            router.get("/busy").handler(context -> {
                throw new RaudalException(ErrorCode.TOO_MANY, HttpPort.message("request.bad"));
            });
            router.get("/bug").handler(context -> {
                throw new IllegalStateException("secret");
            });
            router.post("/body")
                    .handler(BodyHandler.create(false).setBodyLimit(100))
                    .handler(context -> context.end(context.body().buffer()));
        }

        @Override
        public void close() {}
    }

    private HttpPort port;

    @BeforeEach
    void open() {
        port = HttpPort.open(HttpOptions.loopback("port", 0), List.of(new Echo()));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void request_toOurName_isAnswered() throws IOException {
        for (String host : List.of("localhost", "127.0.0.1", "[::1]:" + port.number(), "LOCALHOST:1")) {
            assertThat(send("GET /hello", "Host: " + host))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("{\"hello\":true}");
        }
    }

    @Test
    void request_withAForeignHost_isRefused() throws IOException {
        for (String host : List.of("evil.example", "localhost.evil.example:80", "127.0.0.1.nip.io", "")) {
            assertThat(send("GET /hello", "Host: " + host)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void request_fromAForeignPage_isRefused() throws IOException {
        for (String origin : List.of("http://evil.example", "null", "https://localhost", "http://localhost:81")) {
            assertThat(send("GET /hello", "Host: localhost", "Origin: " + origin))
                    .as(origin)
                    .startsWith("HTTP/1.1 " + (origin.equals("https://localhost") ? 200 : 403));
        }
        assertThat(send(
                        "POST /body",
                        "Host: localhost",
                        "Content-Type: application/json",
                        "Sec-Fetch-Site: cross-site"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void change_withTheContentTypeOfAForm_isRefusedWithARemedy() throws IOException {
        for (String type :
                List.of("text/plain;charset=utf-8", "application/x-www-form-urlencoded", "multipart/form-data; b=x")) {
            assertThat(send("POST /body", "Host: localhost", "Content-Type: " + type))
                    .startsWith("HTTP/1.1 415")
                    .contains("application/json, or application/yaml for a pipeline");
        }
    }

    @Test
    void failure_isAProblemDocumentInTheReadersLanguage() throws IOException {
        assertThat(send("GET /none", "Host: localhost", "Accept-Language: fr, es-MX;q=0.8, en;q=0.5"))
                .startsWith("HTTP/1.1 404")
                .containsIgnoringCase("content-type: application/problem+json")
                .containsIgnoringCase("content-language: es")
                .contains("\"type\":\"urn:raudal:not-found\"")
                .contains("/none: aquí no hay nada");
        assertThat(send("GET /busy", "Host: localhost"))
                .startsWith("HTTP/1.1 429")
                .containsIgnoringCase("retry-after: 1");
        assertThat(send("GET /bug", "Host: localhost"))
                .startsWith("HTTP/1.1 500")
                .doesNotContain("secret");
    }

    @Test
    void method_thatAPathDoesNotTake_isRefusedWithThoseThatItTakes() throws IOException {
        assertThat(send("DELETE /hello", "Host: localhost"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("\r\nallow: GET, HEAD\r\n");
        assertThat(send("PUT /things/other", "Host: localhost")).containsIgnoringCase("\r\nallow: GET, HEAD\r\n");
        assertThat(send("DELETE /some.page", "Host: localhost")).containsIgnoringCase("\r\nallow: GET, HEAD\r\n");
        assertThat(send("GET /body", "Host: localhost"))
                .startsWith("HTTP/1.1 405")
                .containsIgnoringCase("\r\nallow: POST\r\n");
    }

    @Test
    void head_isAnsweredLikeGet_withoutABody() throws IOException {
        assertThat(send("HEAD /hello", "Host: localhost"))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("content-type: application/json")
                .endsWith("\r\n\r\n");
        assertThat(send("HEAD /things/a", "Host: localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
        assertThat(send("HEAD /none", "Host: localhost"))
                .startsWith("HTTP/1.1 404")
                .endsWith("\r\n\r\n");
        assertThat(send("HEAD /body", "Host: localhost")).startsWith("HTTP/1.1 405");
    }

    @Test
    void address_thatCannotBeRead_isAProblemOfTheSender() throws IOException {
        for (String address : List.of("/%", "/hello%2", "/hello?%=1", "/hello?a=%zz", "/things/%%20", "/%g0/x")) {
            assertThat(send("GET " + address, "Host: localhost"))
                    .as(address)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("two hexadecimal digits must follow a %");
        }
        for (String address : List.of("/%FF", "/things/%C3", "/hello?a=%C3%28")) {
            assertThat(send("GET " + address, "Host: localhost"))
                    .as(address)
                    .startsWith("HTTP/1.1 400")
                    .contains("must be text in UTF-8");
        }
        assertThat(send("GET /things/%C3%B1%25", "Host: localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("ñ%");
    }

    @Test
    void form_ofTheAnswer_isWhatAcceptPrefers() throws IOException {
        Map<String, String> chosen = Map.ofEntries(
                Map.entry("", "application/json"),
                Map.entry("*/*", "application/json"),
                Map.entry("text/csv", "text/csv"),
                Map.entry("TEXT/CSV; charset=utf-8", "text/csv"),
                Map.entry("text/*", "text/csv"),
                Map.entry("text/csv, application/json;q=0.1", "text/csv"),
                Map.entry("text/csv;q=0.3, application/json;q=0.31", "application/json"),
                Map.entry("text/csv, */*", "text/csv"),
                Map.entry("text/csv;q=0, */*", "application/json"),
                Map.entry("application/*;q=0.2, text/csv;q=0.1, application/json;q=0.05", "text/csv"),
                Map.entry("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/json"),
                Map.entry("text/csv;header=\"a,b;q=0\"", "text/csv"),
                Map.entry("nonsense, text/csv", "text/csv"));
        for (Map.Entry<String, String> one : chosen.entrySet()) {
            assertThat(send("GET /form", "Host: localhost", "Accept: " + one.getKey()))
                    .as(one.getKey())
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("vary: accept\r\n")
                    .endsWith("is " + one.getValue());
        }
        for (String none :
                List.of("text/csv;q=0", "application/xml", "text/csv;q=2", "json", "*/*;q=0", "text/csv;q=0.0")) {
            assertThat(send("GET /form", "Host: localhost", "Accept: " + none))
                    .as(none)
                    .startsWith("HTTP/1.1 406")
                    .contains("ask for application/json, text/csv");
        }
        assertThat(send("GET /one", "Host: localhost", "Accept: text/csv")).startsWith("HTTP/1.1 406");
        assertThat(send("GET /one", "Host: localhost", "Accept: application/*"))
                .startsWith("HTTP/1.1 200")
                .doesNotContainIgnoringCase("vary:");
    }

    @Test
    void parameters_thatNobodyKnows_areAllTold() throws IOException {
        assertThat(send("GET /bare?x=1", "Host: localhost"))
                .startsWith("HTTP/1.1 400")
                .contains("\"detail\":\"x: is not known here; leave it out");
        assertThat(send("GET /bare?x=1&y=2", "Host: localhost"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("detail")
                .contains("\"problems\":[{\"path\":\"x\",\"message\":\"is not known here")
                .contains("{\"path\":\"y\",\"message\"");
    }

    @Test
    void body_pastItsLimit_is413() throws IOException {
        assertThat(exchange("POST /body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 101\r\n\r\n" + "x".repeat(101)))
                .startsWith("HTTP/1.1 413")
                .contains("urn:raudal:too-large");
    }

    @Test
    void garbage_closesTheConnection_andTheNextIsServed() throws IOException {
        assertThat(exchange("\u0000\u0001 nonsense\r\n\r\n")).doesNotContain("200");
        assertThat(exchange("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains("414");
        assertThat(send("GET /hello", "Host: localhost")).startsWith("HTTP/1.1 200");
    }

    /** A byte now and then keeps a connection from being idle, but a head must come whole. */
    @Test
    void head_thatDrips_isCutOffAndOneThatIsWholeIsNot() throws Exception {
        port.close();
        HttpOptions usual = HttpOptions.loopback("port", 0);
        port = HttpPort.open(
                new HttpOptions("port", usual.address(), 0, Set.of(), 10, Duration.ofSeconds(1)), List.of(new Echo()));

        for (String before : List.of("", "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            long begin = System.nanoTime();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
                socket.setSoTimeout(100);
                socket.getOutputStream().write((before + "GET /").getBytes(StandardCharsets.UTF_8));
                assertThat(drippedUntilCut(socket)).startsWith(before.isEmpty() ? "" : "HTTP/1.1 200");
            }
            assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000);
        }
        assertThat(send("GET /hello", "Host: localhost")).startsWith("HTTP/1.1 200");
    }

    /** Sends a byte every tenth of a second; what was answered when the connection was cut. */
    private static String drippedUntilCut(Socket socket) throws IOException {
        StringBuilder answered = new StringBuilder();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (System.nanoTime() < deadline) {
                try {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        return answered.toString();
                    }
                    answered.append((char) next);
                } catch (SocketTimeoutException e) {
                    socket.getOutputStream().write('x');
                }
            }
        } catch (SocketException e) {
            return answered.toString();
        }
        throw new AssertionError("not cut off in ten seconds: " + answered);
    }

    @Test
    void open_onAPortThatIsTaken_namesItsOwner() {
        RaudalException refused = catchThrowableOfType(
                RaudalException.class,
                () -> HttpPort.open(HttpOptions.loopback("management-port", port.number()), List.of()));

        assertThat(refused.code()).isEqualTo(ErrorCode.PORT_TAKEN);
        assertThat(refused.in(Locale.ENGLISH))
                .startsWith("management-port: " + port.number() + " is taken by java")
                .contains(Long.toString(ProcessHandle.current().pid()));
    }

    @Test
    void management_tellsWhatIsMissing() throws IOException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.counter("raudal.events").increment(3);
        List<Message> missing = new CopyOnWriteArrayList<>();
        port.close();
        port = HttpPort.open(
                HttpOptions.loopback("management-port", 0), List.of(new ManagementService(metrics, () -> missing)));

        assertThat(send("GET /livez", "Host: localhost")).startsWith("HTTP/1.1 200");
        assertThat(send("GET /readyz", "Host: localhost")).startsWith("HTTP/1.1 200");
        missing.add(HttpPort.message("internal"));
        assertThat(send("GET /readyz", "Host: localhost"))
                .startsWith("HTTP/1.1 503")
                .contains("a bug of ours");
        assertThat(send("GET /metrics", "Host: localhost")).contains("raudal_events_total 3.0");
        assertThat(send("GET /", "Host: localhost"))
                .contains("/: there is nothing here; there are /livez, /metrics, /readyz");
    }

    @Test
    void requests_areCountedByPathOfTheInterface_neverByWhatStrangersMakeUp() throws IOException {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        port.close();
        port = HttpPort.open(HttpOptions.loopback("port", 0), List.of(new Echo()), metrics);

        send("GET /hello", "Host: localhost");
        send("GET /things/a", "Host: localhost");
        send("GET /things/b?secret=1", "Host: localhost");
        send("GET /things/known", "Host: localhost");
        send("GET /bug", "Host: localhost");
        send("GET /made/up", "Host: localhost");
        send("BREW /hello", "Host: localhost");
        send("GET /hello", "Host: evil.example");

        assertThat(metrics.scrape().lines().filter(line -> line.startsWith("raudal_http_requests_seconds_count")))
                .extracting(line -> line.replace("raudal_http_requests_seconds_count", ""))
                .containsExactlyInAnyOrder(
                        "{method=\"GET\",path=\"/hello\",status=\"200\"} 1",
                        "{method=\"GET\",path=\"/hello\",status=\"403\"} 1",
                        "{method=\"other\",path=\"/hello\",status=\"405\"} 1",
                        "{method=\"GET\",path=\"/things/:thing\",status=\"200\"} 2",
                        "{method=\"GET\",path=\"/things/known\",status=\"200\"} 1",
                        "{method=\"GET\",path=\"/bug\",status=\"500\"} 1",
                        "{method=\"GET\",path=\"other\",status=\"404\"} 1");
    }

    @Test
    void titles_ofAllErrors_areThere() {
        for (ErrorCode code : ErrorCode.values()) {
            for (String language : List.of("en", "es")) {
                assertThat(HttpPort.message("title." + code.name()).in(Locale.forLanguageTag(language)))
                        .isNotBlank();
            }
        }
    }

    private String send(String request, String... headers) throws IOException {
        String body = request.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n";
        return exchange(request + " HTTP/1.1\r\nConnection: close\r\n"
                + String.join(
                        "",
                        Arrays.stream(headers).map(header -> header + "\r\n").toList())
                + body);
    }

    /** Sends bytes as they are, as no client would, and reads until the server closes. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
