package io.raudal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events have their time of day where it stands in a field of its own; where there is none, that is said. */
class InferredTimesTest {
    private static final String ONLY_DAY = "only the day is known";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 09:00:00, 2026-01-01, 10:30:00, 2026-01-01T09:00:00Z, 2026-01-01T10:30:00Z",
        "2026-01-01, 09:00, 2026-01-01, 10:30, 2026-01-01T09:00:00Z, 2026-01-01T10:30:00Z",
        "2026-01-01, 09:00:00.000001, 2026-01-01, 10:30:00.25, 2026-01-01T09:00:00Z, 2026-01-01T10:30:00Z",
        "2026-01-01, 9:00:00, 2026-01-01, 10:30:00, 2026-01-01T09:00:00Z, 2026-01-01T10:30:00Z",
        "31/12/2025, 11:00:00 PM, 01/01/2026, 12:30:00 AM, 2025-12-31T23:00:00Z, 2026-01-01T00:30:00Z",
        "12/31/2025, 9:00 AM, 12/31/2025, 10:30 AM, 2025-12-31T09:00:00Z, 2025-12-31T10:30:00Z"
    })
    void dayAndTimeOfDay_inTwoFields_areTheTimeTogether(
            String day, String clock, String laterDay, String laterClock, String window, String laterWindow)
            throws IOException {
        String event = "{\"date\":\"%s\",\"time\":\"%s\"}\n";
        String events = event.formatted(day, clock) + event.formatted(laterDay, laterClock);
        String cells = "date,time\n%s,%s\n%s,%s\n".formatted(day, clock, laterDay, laterClock);
        for (Path sample : List.of(file("visits.ndjson", events), file("visits.csv", cells))) {
            String inferred = infer(sample);
            assertThat(inferred).contains("column: ts, lateness: 0s }").doesNotContain(ONLY_DAY);
            assertThat(windows(inferred, sample))
                    .satisfiesExactly(
                            row -> assertThat(row).contains("\"window_start\":\"" + window + "\"", "\"events\":1"),
                            row -> assertThat(row)
                                    .contains("\"window_start\":\"" + laterWindow + "\"", "\"events\":1"));
        }
    }

    /** Days are in order and times of day are not: only together do they tell the disorder. */
    @Test
    void lateness_ofDayAndTimeOfDay_isThatOfBothTogether() throws IOException {
        Path sample = file("visits.ndjson", """
                {"date":"2026-01-01","time":"23:59:50"}
                {"date":"2026-01-02","time":"00:00:10"}
                {"date":"2026-01-02","time":"00:00:02"}
                """);
        String inferred = infer(sample);

        assertThat(inferred).contains("column: ts, lateness: 10s }", "at most 8.0 s behind");
        assertThat(windows(inferred, sample)).hasSize(3);
    }

    @Test
    void timesOfDay_ofSeveralDays_goWithTheDayBesideThem() throws IOException {
        assertThat(infer(file("orders.csv", """
                        ordered,shipped_day,shipped_hour
                        2026-01-01,2026-01-02,10:00
                        2026-01-01,2026-01-03,11:00
                        """)))
                .contains(
                        "CAST(CONCAT(CAST(shipped_day AS STRING), '' '', CAST(shipped_hour AS STRING)) AS TIMESTAMP)");
    }

    @Test
    void dayAlone_isTheTime_whichIsSaid() throws IOException {
        for (String second : List.of("", "10:00:00", "25:00")) {
            Path sample = file("visits.csv", "day,at\n2026-01-01,10:00:00\n2026-01-02," + second + "\n");
            String inferred = infer(sample);

            assertThat(inferred.contains(ONLY_DAY)).isEqualTo(!second.equals("10:00:00"));
            assertThat(windows(inferred, sample)).hasSize(2);
        }
        assertThat(infer(file("visits.csv", "year,month,day,v\n2026,1,1,a\n"))).contains(ONLY_DAY);
        assertThat(infer(file("visits.csv", "year,month,day,hour\n2026,1,1,9\n")))
                .doesNotContain(ONLY_DAY);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String infer(Path sample) {
        CommandRun run =
                CommandRun.of(Map.of("LC_ALL", "C"), "", List.of("infer", sample.toString(), "--pipeline", "sample"));
        assertThat(run.exitCode()).as(run.errors()).isZero();
        return run.output();
    }

    private List<String> windows(String pipeline, Path sample) throws IOException {
        CommandRun run = CommandRun.of("run", file("visits.yaml", pipeline).toString(), "--input", sample.toString());
        assertThat(run.exitCode()).as(pipeline + run.errors()).isZero();
        return run.output().lines().toList();
    }
}
