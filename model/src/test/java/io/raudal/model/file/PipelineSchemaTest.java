package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PipelineSchemaTest {
    private static final Locale SPANISH = Locale.forLanguageTag("es");

    private static Schema schema(String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json);
    }

    private static List<?> errors(String yaml) throws IOException {
        return schema(PipelineSchema.json(Locale.ENGLISH))
                .validate(new YAMLMapper().readTree(yaml).toString(), InputFormat.JSON);
    }

    @Test
    void filesThatTheReaderTakes_validated_pass() throws IOException {
        // JSON has no NaN
        assertThat(errors(WholePipeline.TEXT.replace(".nan", "0.5"))).isEmpty();
        try (Stream<Path> files = Files.walk(Path.of("../examples"))) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(examples).hasSizeGreaterThan(2);
            for (Path example : examples) {
                String text = Files.readString(example);
                new PipelineReader(Map.of()).read(example, text);
                assertThat(errors(text)).as(example.toString()).isEmpty();
            }
        }
    }

    @Test
    void schema_validated_isADraft202012Schema() throws IOException {
        String meta = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";
        assertThat(schema(meta).validate(PipelineSchema.json(Locale.ENGLISH), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void schema_inBothLanguages_differsInItsTextsAlone() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode english = mapper.readTree(PipelineSchema.json(Locale.ENGLISH));
        JsonNode spanish = mapper.readTree(PipelineSchema.json(SPANISH));
        String lateness = "/$defs/time/properties/lateness";
        assertThat(english.at(lateness + "/description").asText()).startsWith("how far behind");
        assertThat(spanish.at(lateness + "/description").asText()).startsWith("cuánto puede atrasarse");
        assertThat(english.at(lateness + "/default").asText()).isEqualTo("0s");
        assertThat(english.at("/$defs/stream/properties/partitions/default").isNumber())
                .isTrue();
        assertThat(english.at("/$defs/csv/properties/header/default").isBoolean())
                .isTrue();
        assertThat(withoutTexts(english)).isEqualTo(withoutTexts(spanish));
    }

    private static String withoutTexts(JsonNode schema) {
        return schema.toString().replaceAll("\"(description|title)\":\"[^\"]*\"", "");
    }

    @Test
    void everyKeyAndGroup_described_hasItsTextAndNoOtherHas() {
        List<String> keys = PipelineShape.PIPELINE.groups().stream()
                .flatMap(group -> group.keys().stream().map(key -> group.name() + "." + key.name()))
                .distinct()
                .toList();
        ResourceBundle texts = ResourceBundle.getBundle(Texts.KEYS, Locale.ROOT);
        assertThat(texts.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).hasSizeGreaterThan(40);
    }

    @Test
    void everyGroup_inTheSchema_isTheOnlyOneOfItsName() {
        Map<String, List<Group<?>>> groups =
                PipelineShape.PIPELINE.groups().stream().distinct().collect(Collectors.groupingBy(Group::name));
        assertThat(groups.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(Objects.requireNonNull(groups.get("stream"))).containsExactly(StreamShape.STREAM);
    }
}
