package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    private final Running running = Running.plant(QueryOptions.usual());

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void requests_ofAForeignPage_areRefused_andChangeNothing() throws IOException {
        for (String request : List.of("DELETE /api/v1/pipelines/plant", "POST /api/v1/pipelines/plant/pause")) {
            assertThat(exchange(request, "Host: localhost", "Origin: http://evil.example"))
                    .startsWith("HTTP/1.1 403");
            assertThat(exchange(request, "Host: evil.example")).startsWith("HTTP/1.1 403");
            assertThat(exchange(request, "Host: localhost", "Sec-Fetch-Site: cross-site"))
                    .startsWith("HTTP/1.1 403");
            assertThat(exchange(request, "Host: localhost", "Content-Type: text/plain"))
                    .startsWith("HTTP/1.1 415");
        }
        assertThat(exchange("GET /api/v1/live?status=true", "Host: localhost", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(exchange("GET /api/v1/status", "Host: 10.0.0.1")).startsWith("HTTP/1.1 403");
        assertThat(running.json("/api/v1/pipelines/plant").getString("state")).isEqualTo("running");
        assertThat(exchange("POST /api/v1/pipelines/plant/pause", "Host: localhost"))
                .startsWith("HTTP/1.1 204");
    }

    @Test
    void paths_thatAreNotThere_areProblems() throws IOException {
        assertThat(running.get("/api/v1/none").statusCode()).isEqualTo(404);
        assertThat(running.get("/api/v1/views/plant").statusCode()).isEqualTo(404);
        HttpResponse<String> method = running.send("DELETE", "/api/v1/status", null);
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(exchange("GET /api/v1/views/%E0%A4%A/x", "Host: localhost")).startsWith("HTTP/1.1 40");
    }

    @Test
    void description_isServed_andNamesEveryPath() {
        HttpResponse<String> description = running.get("/api/v1/openapi.yaml");
        assertThat(description.body()).startsWith("openapi: 3.1.0").contains("/api/v1/openapi.yaml:");
        assertThat(description.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(running.get(
                                "/api/v1/openapi.yaml",
                                "If-None-Match",
                                description.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void answers_areKeptByNobody() {
        HttpResponse<String> status = running.get("/api/v1/status");
        assertThat(status.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(status.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void body_thatDoesNotComeOrIsNoText_isRefused() throws IOException {
        assertThat(running.exchange("POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                        + "Content-Length: 3\r\n\r\n{\"\ud800"))
                .startsWith("HTTP/1.1 400");
        assertThat(new JsonObject(
                                running.post("/api/v1/sql", "{\"sql\":\"a\"} x").body())
                        .getInteger("status"))
                .isEqualTo(400);
        assertThat(running.exchange("POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                        + "Content-Length: 999999999\r\n\r\n{"))
                .startsWith("HTTP/1.1 413");
    }

    private String exchange(String request, String... headers) throws IOException {
        return running.exchange(
                request + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }
}
