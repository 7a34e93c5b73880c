package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PipelinesTest {
    private static final String PLANT = "/api/v1/pipelines/plant";
    private static final String[] YAML = {"Content-Type", "application/yaml"};

    private final Running running = Running.plant(QueryOptions.usual());

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void pipelines_areListedWithoutTheirFiles() {
        JsonArray all = running.json("/api/v1/pipelines").getJsonArray("pipelines");
        assertThat(all).hasSize(1);
        assertThat(all.getJsonObject(0).containsKey("file")).isFalse();
        assertThat(all.getJsonObject(0).getString("state")).isEqualTo("running");
    }

    @Test
    void pipeline_saysWhatWasMadeOfIt() {
        JsonObject plant = running.json(PLANT);
        assertThat(plant.getString("file")).isEqualTo(Running.FILE);
        JsonObject readings = plant.getJsonArray("streams").getJsonObject(0);
        assertThat(readings.getString("time")).isEqualTo("ts");
        assertThat(readings.getString("lateness")).isEqualTo("PT5S");
        assertThat(readings.getJsonArray("columns").encode())
                .contains("{\"name\":\"price\",\"type\":\"DECIMAL(10,2)\"}");
        JsonObject temperature = view(plant, "temperature");
        assertThat(temperature.getString("kind")).isEqualTo("window");
        assertThat(temperature.getDouble("windowSeconds")).isEqualTo(10);
        assertThat(temperature.getString("time")).isEqualTo("window_end");
        assertThat(temperature.getJsonArray("key")).containsExactly("device");
        assertThat(temperature.getJsonArray("reads")).containsExactly("readings");
        assertThat(temperature.getJsonArray("plan").getString(0)).isEqualTo("reads      readings");
        assertThat(temperature.getJsonArray("plan").encode()).contains("TUMBLE(ts, 10s)");
        assertThat(new JsonObject(running.get(PLANT, "Accept-Language", "es").body()).encode())
                .contains("\"lee ");
        JsonObject hot = view(plant, "hot");
        assertThat(hot.getString("kind")).isEqualTo("rows");
        assertThat(hot.getString("time")).isEqualTo("ts");
        assertThat(hot.getJsonArray("key")).isEmpty();
        assertThat(view(plant, "totals").getString("kind")).isEqualTo("unbounded");
        assertThat(view(plant, "totals").getJsonArray("key")).containsExactly("device");
        assertThat(view(plant, "finals").containsKey("time")).isFalse();
        JsonObject panel = plant.getJsonObject("dashboards")
                .getJsonObject("overview")
                .getJsonArray("panels")
                .getJsonObject(0);
        assertThat(panel.getJsonArray("y")).containsExactly("hottest");
    }

    private static JsonObject view(JsonObject pipeline, String name) {
        return pipeline.getJsonArray("views").stream()
                .map(JsonObject.class::cast)
                .filter(view -> view.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void file_isGivenAsItWasWritten_andChangedOnlyByWhoKnowsIt() {
        HttpResponse<String> file = running.get(PLANT, "Accept", "application/yaml");
        assertThat(file.body()).isEqualTo(Running.FILE);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/yaml");
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).matches("\"[^\"]+\"");

        String changed = Running.FILE + "# and more\n";
        assertThat(put("plant?dryRun=true", changed, "If-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(running.get(PLANT, "Accept", "application/yaml").body()).isEqualTo(Running.FILE);
        HttpResponse<String> applied = put("plant", changed, "If-Match", tag);
        JsonObject done = new JsonObject(applied.body());
        assertThat(done.getBoolean("dryRun")).isFalse();
        assertThat(done.getJsonArray("changes").getJsonObject(1))
                .isEqualTo(new JsonObject()
                        .put("name", "temperature")
                        .put("kind", "view")
                        .put("action", "rebuild")
                        .put("text", "rebuilt"));
        assertThat(put("plant", Running.FILE, "If-Match", tag).statusCode()).isEqualTo(412);
        assertThat(put("plant", changed, "If-Match", "*").statusCode()).isEqualTo(200);
        assertThat(put("other", changed, "If-Match", "*").statusCode()).isEqualTo(412);
        assertThat(running.json(PLANT).getString("file")).isEqualTo(changed);
    }

    @Test
    void put_ofAFileWithProblems_tellsAllOfThemInTheReadersLanguage() {
        String wrong = Running.FILE.replace("lateness: 5s", "lateness: soon").replace("temperature > 1000", "heat > 1");
        HttpResponse<String> answer = put("plant", wrong, "Accept-Language", "es");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonArray problems = new JsonObject(answer.body()).getJsonArray("problems");
        assertThat(problems.getJsonObject(0).getString("path")).isEqualTo("spec.streams.readings.time.lateness");
        assertThat(problems.getJsonObject(0).getInteger("line")).isEqualTo(8);
        assertThat(put("other", Running.FILE).statusCode()).isEqualTo(409);
        assertThat(put("other", Running.FILE.replace("name: plant", "name: other"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void put_ofWhatIsNoFile_isRefused() {
        assertThat(running.send("PUT", PLANT, "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(415);
        assertThat(running.send("PUT", PLANT, Running.FILE).statusCode()).isEqualTo(415);
        assertThat(put("plant?colour=red", Running.FILE).statusCode()).isEqualTo(400);
        assertThat(put("plant?dryRun=perhaps", Running.FILE).statusCode()).isEqualTo(400);
        assertThat(put("plant", "x".repeat(1 << 24)).statusCode()).isEqualTo(413);
    }

    @Test
    void pipeline_isPausedResumedRewoundAndDeleted() {
        assertThat(running.post(PLANT + "/pause", "{}").statusCode()).isEqualTo(204);
        assertThat(running.json(PLANT).getString("state")).isEqualTo("paused");
        assertThat(running.send("POST", PLANT + "/resume", null).statusCode()).isEqualTo(204);
        assertThat(running.json(PLANT).getString("state")).isEqualTo("running");
        assertThat(running.post(PLANT + "/rewind", "{\"to\":\"2026-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(running.platform.rewinds).containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(running.post(PLANT + "/rewind", "{\"to\":\"then\"}").body()).contains("to: must be a time");
        assertThat(running.post(PLANT + "/rewind", "{}").body()).contains("to: is missing");
        assertThat(running.platform.rewinds).hasSize(1);
        assertThat(running.send("DELETE", PLANT + "?data=perhaps", null).statusCode())
                .isEqualTo(400);
        assertThat(running.send("DELETE", PLANT, null).statusCode()).isEqualTo(204);
        assertThat(running.get(PLANT).statusCode()).isEqualTo(404);
        assertThat(running.get(PLANT).body()).contains("raudal apply FILE");
        assertThat(running.send("DELETE", PLANT, null).statusCode()).isEqualTo(404);
        assertThat(running.post(PLANT + "/pause", "{}").statusCode()).isEqualTo(404);
        assertThat(running.json("/api/v1/pipelines").getJsonArray("pipelines")).isEmpty();
        assertThat(running.json("/api/v1/status").getJsonArray("pipelines")).isNotNull();
    }

    @Test
    void dashboard_isWrittenIntoTheFile_andNothingElseChanges() {
        String board = "{\"title\":{\"en\":\"Heat\",\"es\":\"Calor\"},\"panels\":[{\"view\":\"temperature\","
                + "\"chart\":\"line\",\"y\":[\"hottest\"],\"by\":[\"device\"],\"width\":12}]}";
        assertThat(save("heat", board).statusCode()).isEqualTo(204);
        JsonObject plant = running.json(PLANT);
        assertThat(plant.getString("file")).startsWith(Running.FILE.strip()).contains("heat:");
        assertThat(plant.getJsonObject("dashboards").getJsonObject("heat").getJsonObject("title"))
                .isEqualTo(new JsonObject().put("en", "Heat").put("es", "Calor"));
        assertThat(plant.getJsonObject("dashboards").fieldNames()).containsExactly("overview", "heat");

        assertThat(save("heat", board.replace("hottest", "coldest")).statusCode())
                .isEqualTo(422);
        assertThat(save("heat", board.replace("width", "girth")).statusCode()).isEqualTo(422);
        assertThat(save("Heat", board).statusCode()).isEqualTo(400);
        assertThat(save("heat", "[]").statusCode()).isEqualTo(400);
        assertThat(running.send(
                                "PUT",
                                "/api/v1/pipelines/none/dashboards/heat",
                                board,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(404);
        assertThat(running.json(PLANT).getString("file")).isEqualTo(plant.getString("file"));
    }

    private HttpResponse<String> save(String dashboard, String content) {
        return running.send("PUT", PLANT + "/dashboards/" + dashboard, content, "Content-Type", "application/json");
    }

    @Test
    void validate_tellsAllProblems_andChangesNothing() {
        assertThat(validate(Running.FILE, "en")).isEmpty();
        String wrong = Running.FILE
                .replace("lateness: 5s", "lateness: soon")
                .replace("FROM quiet", "FROM loud")
                .replace("TABLE quiet", "TABLE loud")
                .replace("kind: Pipeline", "kind: Pipeline\ncolour: red");
        JsonArray problems = validate(wrong, "en");
        assertThat(problems.stream().map(problem -> ((JsonObject) problem).getString("path")))
                .contains("colour", "spec.streams.readings.time.lateness", "spec.views.finals.sql");
        assertThat(problems.stream().map(problem -> ((JsonObject) problem).getInteger("line")))
                .isSorted();
        assertThat(validate(wrong, "es").encode()).isNotEqualTo(problems.encode());
        assertThat(validate("", "en")).isNotEmpty();
        assertThat(validate(Running.FILE.replace("name: plant", "name: other"), "en"))
                .isEmpty();
        assertThat(running.json("/api/v1/pipelines").getJsonArray("pipelines")).hasSize(1);
        assertThat(running.post("/api/v1/validate", "{}").statusCode()).isEqualTo(415);
    }

    private JsonArray validate(String text, String language) {
        HttpResponse<String> answer = running.send(
                "POST", "/api/v1/validate", text, "Content-Type", "text/yaml", "Accept-Language", language);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonObject(answer.body()).getJsonArray("problems");
    }

    private HttpResponse<String> put(String path, String text, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        System.arraycopy(YAML, 0, all, headers.length, 2);
        return running.send("PUT", "/api/v1/pipelines/" + path, text, all);
    }
}
