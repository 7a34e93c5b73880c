package io.raudal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.model.PipelineFile;
import io.raudal.model.Problem;
import io.raudal.model.file.PipelineReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What environment variables hold is not told: a message shows the reference to it. */
class HiddenValuesTest {
    private static String report(String sql, Map<String, String> environment) {
        PipelineFile file = new PipelineReader(environment).read(Path.of("p.yaml"), """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: p }
                spec:
                  streams:
                    readings: { columns: { ts: TIMESTAMP, device: STRING, x: DOUBLE }, time: { column: ts } }
                  views:
                    rows:
                      sql: |
                        %s
                """.formatted(sql));
        return Problem.report(file.file(), SqlCompiler.compile(file).problems(), Locale.ENGLISH);
    }

    @Test
    void valueOfAReference_inMessages_isTheReference() {
        Map<String, String> environment = Map.of("SECRET", "hunter2");

        assertThat(report("SELECT ts FROM readings WHERE x = '${SECRET}' AND ${SECRET:-9} = 1", environment))
                .contains("\"${SECRET}\" is no DOUBLE", "unknown column ${SECRET}")
                .doesNotContain("hunter2");
    }

    @Test
    void partsOfAValue_inMessages_areTheReference() {
        Map<String, String> environment = Map.of("CONDITION", "secret = 1 AND hidden(x)", "N", "2");

        assertThat(report("SELECT UPPER(device, 1), ts FROM readings WHERE ${CONDITION} AND ${N} = 1", environment))
                .contains("unknown column ${CONDITION}", "UPPER does not take")
                .doesNotContain("secret")
                .doesNotContainIgnoringCase("hidden");
    }
}
