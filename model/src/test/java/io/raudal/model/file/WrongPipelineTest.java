package io.raudal.model.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.raudal.model.GoldenReports;
import io.raudal.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class WrongPipelineTest {
    private static final Path WRONG = Path.of("src/test/resources/wrong");
    private static final PipelineReader READER = new PipelineReader(Map.of("LIMIT", "5", "EMPTY", ""));

    /** What a schema cannot see: names that refer to others, what a text means, and YAML itself. */
    private static final Set<String> NOT_STRUCTURAL =
            Set.of("environment", "horizon", "references", "time-formats", "twice");

    @TestFactory
    Stream<DynamicTest> wrongFile_read_reportsEveryProblem() throws IOException {
        return GoldenReports.of(
                WRONG,
                (text, locale) -> Problem.report(
                        Path.of("in.yaml"),
                        READER.draft(Path.of("in.yaml"), text).problems(),
                        locale));
    }

    @Test
    void wrongFiles_validated_failTheSchemaIfTheirStructureIsWrong() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(PipelineSchema.json(Locale.ENGLISH));
        Set<String> passed = new TreeSet<>();
        try (Stream<Path> directories = Files.list(WRONG)) {
            for (Path directory : directories.toList()) {
                String name = directory.getFileName().toString();
                try {
                    JsonNode document = new YAMLMapper().readTree(Files.readString(directory.resolve("in.yaml")));
                    if (schema.validate(document.toString(), InputFormat.JSON).isEmpty()) {
                        passed.add(name);
                    }
                } catch (JsonProcessingException e) {
                    assertThat(name).startsWith("syntax-");
                }
            }
        }
        assertThat(passed).isEqualTo(new TreeSet<>(NOT_STRUCTURAL));
    }
}
