package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every operation that the description of the interface names. */
class InterfaceRulesTest {
    private static final String PLANT = "/api/v1/pipelines/plant";

    private Running running;

    /** An operation of the query service, with names in its path that there are. */
    private record Operation(String method, String path, JsonNode described) {
        boolean hasJson() {
            return described.at("/responses/200/content").has("application/json");
        }
    }

    @BeforeEach
    void open() {
        running = Running.plant(QueryOptions.usual());
    }

    @AfterEach
    void close() {
        running.close();
    }

    private static List<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        try (InputStream in = QueryService.class.getResourceAsStream("openapi.yaml")) {
            for (Map.Entry<String, JsonNode> path :
                    new YAMLMapper().readTree(in).path("paths").properties()) {
                String real = path.getKey()
                        .replace("{pipeline}", "plant")
                        .replace("{stream}", "readings")
                        .replace("{view}", "temperature")
                        .replace("{dashboard}", "overview");
                for (String method : List.of("get", "put", "post", "delete")) {
                    JsonNode described = path.getValue().path(method);
                    if (!described.isMissingNode() && real.startsWith("/api/")) {
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), real, described));
                    }
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(20);
        return operations;
    }

    private HttpResponse<String> send(Operation operation, String query, String... headers) {
        boolean isReading = operation.method().equals("GET");
        return running.send(operation.method(), operation.path() + query, isReading ? null : "{}", headers);
    }

    @Test
    void parameter_thatNobodyKnows_isAnErrorEverywhere() throws IOException {
        for (Operation operation : operations()) {
            HttpResponse<String> answer = send(operation, "?surely_unknown=1", "Content-Type", "application/json");
            assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(400);
            assertThat(answer.body())
                    .as(operation.toString())
                    .contains("surely_unknown")
                    .contains("known here");
        }
        assertThat(running.json("/api/v1/pipelines").getJsonArray("pipelines")).hasSize(1);
    }

    @Test
    void head_isAnsweredWhereGetIs_withItsStatusAndType() throws IOException {
        for (Operation operation : operations()) {
            if (!operation.method().equals("GET")) {
                continue;
            }
            String query = operation.path().endsWith("/series")
                    ? "?value=n"
                    : operation.path().endsWith("/keys")
                            ? "?column=device"
                            : operation.path().endsWith("v1/live") ? "?status=true" : "";
            HttpResponse<String> head = running.head(operation.path() + query);
            assertThat(head.statusCode()).as(operation.toString()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(operation.described().at("/responses/200/content").has(type(head)))
                    .as("%s: %s", operation, type(head))
                    .isTrue();
        }
        assertThat(running.head("/api/v1/live").statusCode()).isEqualTo(400);
        assertThat(running.head("/api/v1/views/plant/none/live").statusCode()).isEqualTo(404);
    }

    @Test
    void method_thatIsNotTaken_isRefusedWithThoseThatAre() throws IOException {
        for (Operation operation : operations()) {
            HttpResponse<String> answer = running.send("PATCH", operation.path(), "{}");
            assertThat(answer.statusCode()).isEqualTo(405);
            String allowed = answer.headers().firstValue("Allow").orElse("");
            assertThat(List.of(allowed.split(", ", -1)))
                    .as(operation.toString())
                    .contains(operation.method());
            assertThat(allowed.contains("HEAD")).isEqualTo(allowed.contains("GET"));
        }
        assertThat(running.send("DELETE", "/", "{}").headers().firstValue("Allow"))
                .hasValue("GET, HEAD");
    }

    @Test
    void form_thatThereIsNot_is406_beforeAnythingIsDone() throws IOException {
        for (Operation operation : operations()) {
            if (operation.hasJson()) {
                HttpResponse<String> answer =
                        send(operation, "", "Content-Type", "application/json", "Accept", "application/xml");
                assertThat(answer.statusCode()).as(operation.toString()).isEqualTo(406);
            }
        }
        assertThat(running.platform.hasCopy).isFalse();
        assertThat(running.platform.replays).isEmpty();
    }

    @Test
    void form_isChosenByWeight_andSaidToBe() {
        String rows = "/api/v1/views/plant/temperature";
        assertThat(type(running.get(rows, "Accept", "text/csv;q=0, */*"))).isEqualTo("application/json");
        assertThat(type(running.get(rows, "Accept", "text/csv, application/json;q=0.1")))
                .isEqualTo("text/csv");
        assertThat(running.get(rows).headers().firstValue("Vary")).hasValue("Accept");
        assertThat(type(running.get(PLANT, "Accept", "application/yaml, application/json;q=0.5")))
                .isEqualTo("application/yaml");
        assertThat(type(running.get(PLANT, "Accept", "application/yaml;q=0.4, application/json;q=0.5")))
                .isEqualTo("application/json");
        assertThat(running.get("/api/v1/status").headers().firstValue("Vary")).isEmpty();
    }

    @Test
    void body_thatIsPackedOrNoUtf8_is415() throws IOException {
        for (Operation operation : operations()) {
            if (operation.described().has("requestBody")) {
                String type = operation
                        .described()
                        .at("/requestBody/content")
                        .fieldNames()
                        .next();
                HttpResponse<String> packed = send(operation, "", "Content-Type", type, "Content-Encoding", "gzip");
                assertThat(packed.statusCode()).as(operation.toString()).isEqualTo(415);
                assertThat(packed.body()).contains("Content-Encoding: bodies are taken as they are here, got gzip");
                HttpResponse<String> latin = send(operation, "", "Content-Type", type + "; Charset=\"iso-8859-1\"");
                assertThat(latin.statusCode()).as(operation.toString()).isEqualTo(415);
                assertThat(latin.body()).contains("UTF-8, got charset iso-8859-1");
            }
        }
        assertThat(running.send(
                                "POST",
                                "/api/v1/sql",
                                "{\"sql\":\"SELECT * FROM plant.temperature\"}",
                                "Content-Type",
                                "application/json; charset=UTF-8",
                                "Content-Encoding",
                                "identity")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void problems_thatAreSeveral_areAList_andOneIsADetail() {
        JsonObject several = new JsonObject(running.get("/api/v1/views/plant/temperature?limit=0&newest=maybe&nobody=1")
                .body());
        assertThat(several.containsKey("detail")).isFalse();
        assertThat(several.getJsonArray("problems"))
                .extracting(problem -> ((JsonObject) problem).getString("path"))
                .containsExactly("limit", "newest", "nobody");
        assertThat(several.getJsonArray("problems").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("path", "limit")
                        .put("message", "must be a whole number from 1 to 100000, got 0"));
        JsonObject one = new JsonObject(running.get("/api/v1/views/plant/temperature?limit=0", "Accept-Language", "es")
                .body());
        assertThat(one.containsKey("problems")).isFalse();
        assertThat(one.getString("detail"))
                .isEqualTo("limit: debe ser un número entero de 1 a 100000, se ha recibido 0");
    }

    @Test
    void names_thatThereAreNot_areRefusedWithThoseThatAre_howeverMany() {
        assertThat(running.get("/api/v1/pipelines/none").body()).contains("there is no pipeline none, only plant\"");
        assertThat(running.get("/api/v1/status?x=1").body())
                .contains("x: is not known here; leave it out, for this path takes no parameters");
        running.platform.delete("plant", false, new Precondition.Nothing());
        assertThat(running.get("/api/v1/pipelines/none").body()).contains("there is no pipeline none, nor any other");
    }

    @Test
    void delete_ofAnotherVersion_isRefused() {
        assertThat(running.send("DELETE", PLANT, null, "If-Match", "\"wrong\"").statusCode())
                .isEqualTo(412);
        String tag = running.get(PLANT).headers().firstValue("ETag").orElseThrow();
        assertThat(running.send("DELETE", PLANT, null, "If-Match", "W/" + tag).statusCode())
                .isEqualTo(412);
        assertThat(running.send("DELETE", PLANT, null, "If-Match", "\"wrong\", " + tag)
                        .statusCode())
                .isEqualTo(204);
        assertThat(running.send("DELETE", PLANT, null, "If-Match", "*").statusCode())
                .isEqualTo(412);
        assertThat(running.send("DELETE", PLANT, null).statusCode()).isEqualTo(404);
    }

    @Test
    void put_ifThereIsNone_doesNotChangeOneThatIsThere() {
        String[] headers = {"Content-Type", "application/yaml", "If-None-Match", "*"};
        assertThat(running.send("PUT", PLANT, Running.FILE, headers).statusCode())
                .isEqualTo(412);
        String other = Running.FILE.replace("name: plant", "name: other");
        assertThat(running.send("PUT", "/api/v1/pipelines/other", other, headers)
                        .statusCode())
                .isEqualTo(200);
        assertThat(running.send("PUT", "/api/v1/pipelines/other", other, headers)
                        .statusCode())
                .isEqualTo(412);
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    }
}
