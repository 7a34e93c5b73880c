package io.raudal.model.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JSON Schema (draft 2020-12) of the pipeline file, from the description that the reader reads by. */
public final class PipelineSchema {
    private PipelineSchema() {}

    /** The schema as JSON text, its descriptions in this language. */
    public static String json(Locale locale) {
        Definitions definitions = new Definitions(locale);
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://" + PipelineShape.API_VERSION + "/pipeline.schema.json");
        schema.put("title", Texts.of("schema.title").in(locale));
        schema.setAll(PipelineShape.PIPELINE.schema(definitions));
        schema.set("$defs", definitions.groups);
        return schema.toPrettyString();
    }

    /** Builds the parts of the schema; each group is defined once. */
    static final class Definitions {
        private final Locale locale;
        private final ObjectNode groups = JsonNodeFactory.instance.objectNode();

        private Definitions(Locale locale) {
            this.locale = locale;
            groups.putObject("reference")
                    .put("type", "string")
                    .put("pattern", References.SCHEMA_PATTERN)
                    .put("description", Texts.of("schema.reference").in(locale));
        }

        ObjectNode object(Consumer<ObjectNode> describe) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode();
            describe.accept(schema);
            return schema;
        }

        /** A scalar may hold references to the environment instead. */
        ObjectNode scalar(Consumer<ObjectNode> describe) {
            ObjectNode plain = object(describe);
            boolean anyText = plain.path("type").asText().equals("string") && !plain.has("pattern");
            return anyText
                    ? plain
                    : object(schema -> schema.putArray("anyOf").add(plain).add(reference("reference")));
        }

        private static ObjectNode reference(String group) {
            return JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + group);
        }

        ObjectNode group(Group<?> group) {
            if (!groups.has(group.name())) {
                ObjectNode schema = groups.putObject(group.name());
                schema.put("type", "object");
                ObjectNode properties = schema.putObject("properties");
                ArrayNode required = JsonNodeFactory.instance.arrayNode();
                for (Key<?> key : group.keys()) {
                    ObjectNode property = key.shape().schema(this);
                    property.put(
                            "description",
                            Texts.key(group.name() + "." + key.name()).in(locale));
                    if (key.defaultText() != null) {
                        property.set(
                                "default",
                                json(Node.Scalar.of(key.defaultText()).value()));
                    }
                    properties.set(key.name(), property);
                    if (key.required()) {
                        required.add(key.name());
                    }
                }
                if (!required.isEmpty()) {
                    schema.set("required", required);
                }
                if (group.one()) {
                    schema.put("minProperties", 1).put("maxProperties", 1);
                }
                schema.put("additionalProperties", false);
            }
            return reference(group.name());
        }

        private static JsonNode json(@Nullable Object value) {
            if (value instanceof Boolean flag) {
                return JsonNodeFactory.instance.booleanNode(flag);
            }
            return value instanceof java.math.BigDecimal number
                    ? JsonNodeFactory.instance.numberNode(number)
                    : JsonNodeFactory.instance.textNode(String.valueOf(value));
        }
    }
}
