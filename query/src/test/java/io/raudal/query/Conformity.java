package io.raudal.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds answers against the description of the interface, which must name every member that there is. */
final class Conformity {
    /** Any request may be refused with these. */
    private static final Set<Integer> GENERAL = Set.of(400, 403, 405, 406, 413, 415, 429, 503);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new HashMap<>();

    Conformity() {
        try (InputStream in = QueryService.class.getResourceAsStream("openapi.yaml")) {
            document = new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        document.at("/components/schemas").forEach(Conformity::close);
        // Parts of AsideEvent, which is closed as a whole.
        ((ObjectNode) document.at("/components/schemas/StreamEvent")).remove("unevaluatedProperties");
        document.at("/components/schemas/AsideEvent/allOf")
                .forEach(part -> ((ObjectNode) part).remove("unevaluatedProperties"));
        ((ObjectNode) document.at("/components/schemas/AsideEvent")).put("unevaluatedProperties", false);
    }

    /** Lets objects have no members but those that are named. */
    private static void close(JsonNode schema) {
        schema.forEach(Conformity::close);
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("unevaluatedProperties", false);
        }
    }

    /** Fails if the answer is not as the operation describes it. */
    void check(String method, String path, int status, String type, String body) {
        String bare = type.split(";", 2)[0];
        JsonNode operation = operation(method, path);
        if (operation.isMissingNode() || GENERAL.contains(status)) {
            assertThat(status).as("%s %s", method, path).isGreaterThanOrEqualTo(400);
            check("/components/responses/Problem/content/application~1problem+json/schema", body);
            return;
        }
        JsonNode response = operation.path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode())
                .as("%s %s: %d is not described: %s", method, path, status, body)
                .isFalse();
        if (response.has("$ref")) {
            response = document.at(response.path("$ref").asText().substring(1));
        }
        if (!response.has("content")) {
            assertThat(body).as("%s %s: %d", method, path, status).isEmpty();
            return;
        }
        JsonNode schema = response.path("content").path(bare).path("schema");
        assertThat(schema.isMissingNode()).as("%s %s: %s", method, path, bare).isFalse();
        if (bare.endsWith("json")) {
            validate(schema, body);
        }
    }

    /** Fails if the text is not as the schema at the pointer says, such as {@code /components/schemas/LiveRows}. */
    void check(String pointer, String json) {
        validate(document.at(pointer), json);
    }

    private synchronized void validate(JsonNode schema, String json) {
        Schema compiled = schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = new YAMLMapper().createObjectNode();
            whole.set("components", document.path("components"));
            whole.putArray("allOf").add(schema);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole.toString());
        });
        assertThat(compiled.validate(json, InputFormat.JSON)).as(json).isEmpty();
    }

    private JsonNode operation(String method, String path) {
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            String pattern = entry.getKey().replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+");
            if (path.split("\\?", 2)[0].matches(pattern)) {
                return entry.getValue().path(method.toLowerCase(Locale.ROOT));
            }
        }
        return document.path("none");
    }
}
