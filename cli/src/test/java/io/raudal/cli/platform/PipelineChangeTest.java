package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.raudal.cli.pipeline.CompiledPipeline;
import io.raudal.query.AppliedChange.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineChangeTest {
    private static final String FILE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata:
              name: plant
            spec:
              streams:
                readings:
                  columns:
                    device: STRING NOT NULL
                    ts: TIMESTAMP NOT NULL
                    value: DOUBLE
                    volts: DOUBLE
                  time: { column: ts, lateness: 5s }
              tables:
                sites: { columns: { device: STRING, site: STRING }, file: sites.csv }
              views:
                hot:
                  sql: SELECT device, ts, `value` FROM readings WHERE `value` > 30
                sites_hot:
                  sql: |
                    SELECT s.site, COUNT(*) AS n, window_end
                    FROM TABLE(TUMBLE(TABLE hot, DESCRIPTOR(ts), INTERVAL '10' SECOND)) AS h
                    JOIN sites AS s ON h.device = s.device
                    GROUP BY s.site, window_start, window_end
                tension:
                  sql: SELECT device, ts, volts FROM readings
            """;

    @TempDir
    private Path folder;

    /** What becomes of the stream and the views where a text of the file is another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    lateness: 5s | lateness: 1m              | CHANGE | KEEP    | KEEP    | KEEP
                    lateness: 5s | lateness: 5s, ahead: 2h   | CHANGE | KEEP    | KEEP    | KEEP
                    volts: DOUBLE | volts: { type: DOUBLE, path: v } | CHANGE | KEEP | KEEP | REBUILD
                    value: DOUBLE | value: { type: DOUBLE, path: v } | CHANGE | REBUILD | REBUILD | KEEP
                    > 30        | > 31                       | KEEP   | REBUILD | REBUILD | KEEP
                    > 30        | > (30)                     | KEEP   | KEEP    | KEEP    | KEEP
                    '10' SECOND | '20' SECOND                | KEEP   | KEEP    | REBUILD | KEEP
                    ts: TIMESTAMP NOT NULL | ts: { type: TIMESTAMP NOT NULL, path: at } | CHANGE | REBUILD | REBUILD | REBUILD
                    """)
    void of_aChangedFile_saysWhatTheEngineRebuilds(
            String from, String to, Action stream, Action hot, Action sitesHot, Action tension) throws IOException {
        Files.writeString(folder.resolve("sites.csv"), "device,site\na,north\n");
        CompiledPipeline before = compile(FILE);
        CompiledPipeline after = compile(FILE.replace(from, to));
        assertThat(actions(before, before.viewIdentities(), after))
                .containsEntry("readings", stream)
                .containsEntry("hot", hot)
                .containsEntry("sites_hot", sitesHot)
                .containsEntry("tension", tension);
    }

    @Test
    void of_anotherTableFile_rebuildsWhatJoinsIt() throws IOException {
        Files.writeString(folder.resolve("sites.csv"), "device,site\na,north\n");
        CompiledPipeline before = compile(FILE);
        Map<String, Long> identities = before.viewIdentities();
        Files.writeString(folder.resolve("sites.csv"), "device,site\na,south\n");
        assertThat(actions(before, identities, compile(FILE)))
                .containsEntry("hot", Action.KEEP)
                .containsEntry("sites_hot", Action.REBUILD);
    }

    @Test
    void of_morePartitions_saysWhatTheyDoToIdsAndKeys() throws IOException {
        Files.writeString(folder.resolve("sites.csv"), "device,site\na,north\n");
        String time = "time: { column: ts, lateness: 5s }";
        String more = time + "\n      partitions: 6";
        assertThat(why(FILE, FILE.replace(time, more)))
                .isEqualTo("events to come are spread over 6 partitions, not 2; rows that are there stay");
        String key = FILE.replace(time, time + "\n      key: device");
        assertThat(why(key, key.replace(time, more))).contains("6 partitions").endsWith("no order among them");
        String id = FILE.replace(time, time + "\n      id: device");
        assertThat(why(id, id.replace(time, more))).contains("6 partitions").contains("counts twice");
        assertThat(why(id, id.replace("id: device", "id: { column: device, horizon: 2h }")))
                .as("where they are as they were")
                .isEqualTo("this holds for the events to come; rows that are there stay");
    }

    @Test
    void of_aChangedColumn_saysThatEventsMayNoLongerFit() throws IOException {
        Files.writeString(folder.resolve("sites.csv"), "device,site\na,north\n");
        assertThat(why(FILE, FILE.replace("volts: DOUBLE", "volts: DOUBLE NOT NULL")))
                .contains("without the events there that no longer fit");
    }

    /** What is said of the stream. */
    private String why(String from, String to) {
        CompiledPipeline before = compile(from);
        return PipelineChange.of(before, before.viewIdentities(), compile(to)).parts().stream()
                .filter(part -> part.name().equals("readings"))
                .map(part -> Objects.requireNonNull(part.why()).in(Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }

    private CompiledPipeline compile(String text) {
        return CompiledPipeline.compile(folder.resolve("plant.yaml"), text, Map.of());
    }

    private static Map<String, Action> actions(
            CompiledPipeline before, Map<String, Long> identities, CompiledPipeline after) {
        Map<String, Action> actions = new LinkedHashMap<>();
        PipelineChange.of(before, identities, after).parts().forEach(part -> actions.put(part.name(), part.action()));
        return actions;
    }
}
