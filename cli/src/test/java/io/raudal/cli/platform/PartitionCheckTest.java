package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.model.Problem;
import io.raudal.model.RaudalException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionCheckTest {
    private static final String FILE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { device: STRING, ts: TIMESTAMP }
                  time: { column: ts }
                  partitions: 4
                alarms:
                  columns: { device: STRING, ts: TIMESTAMP }
                  time: { column: ts }
              views:
                hot: { sql: "SELECT device, ts FROM readings" }
            """;

    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final PartitionCheck check = new PartitionCheck(log);

    @Test
    void check_ofFewerThanTheLogHas_refusesEachStreamAtItsPlace() {
        ensure("plant.readings", 6);
        ensure("plant.alarms", 3);
        assertThatExceptionOfType(RaudalException.class)
                .isThrownBy(() -> check.check(null, compile(FILE)))
                .satisfies(e -> {
                    assertThat(e.problems())
                            .extracting(Problem::path)
                            .containsExactly("spec.streams.readings.partitions", "spec.streams.alarms.partitions");
                    assertThat(e.problems().get(0).position().line()).isEqualTo(9);
                    assertThat(e.problems().get(0).in(Locale.ENGLISH))
                            .isEqualTo("spec.streams.readings.partitions: must be at least 6, as many as the stream"
                                    + " has in the log, for partitions can be added and not taken away, got 4; write"
                                    + " 6, or delete the pipeline with its data (raudal delete plant --data) and apply"
                                    + " it anew");
                });
        assertThatExceptionOfType(RaudalException.class)
                .as("also where the file asked for more before")
                .isThrownBy(() -> check.check(compile(FILE.replace("partitions: 4", "partitions: 6")), compile(FILE)))
                .satisfies(e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void check_ofMore_ofNewOnes_andOfWhatWasAskedForBefore_passes() {
        assertThatCode(() -> check.check(null, compile(FILE))).doesNotThrowAnyException();
        ensure("plant.readings", 6);
        assertThatCode(() -> check.check(null, compile(FILE.replace("partitions: 4", "partitions: 7"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check.check(compile(FILE), compile(FILE))).doesNotThrowAnyException();
    }

    private void ensure(String stream, int partitions) {
        log.ensure(new LogStream(stream, partitions, Duration.ofDays(1), 1 << 20));
    }

    private static CompiledPipeline compile(String text) {
        return CompiledPipeline.compile(Path.of("plant.yaml"), text, Map.of());
    }
}
