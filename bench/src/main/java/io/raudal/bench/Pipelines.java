package io.raudal.bench;

import io.raudal.model.file.PipelineReader;
import io.raudal.plan.PipelinePlan;
import io.raudal.sql.SqlCompiler;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The pipeline files of the benchmarks, over the events of {@link Workload}. */
final class Pipelines {
    /** What the benchmarks ask of the values of a device. */
    static final String AGGREGATES =
            "COUNT(*) AS n, AVG(`value`) AS avg_v, MIN(`value`) AS min_v, MAX(`value`) AS max_v";

    private static final String STREAM =
            stream("bench", "label: { type: STRING, path: label_1 }", "lateness: 5s") + "  views:\n";

    private Pipelines() {}

    /**
     * A pipeline file up to its stream of events, which have a time, a device and a value.
     *
     * @param columns further ones, a line each
     * @param time how far events may be out of order, and what else is said of their time
     */
    static String stream(String name, String columns, String time) {
        return """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata:
                  name: %s
                spec:
                  streams:
                    events:
                      columns:
                        ts:     TIMESTAMP(epoch_ms) NOT NULL
                        device: STRING
                        value:  DOUBLE
                %s      time: { column: ts, %s }
                """.formatted(name, columns.indent(8), time);
    }

    /** The plan of a pipeline file that has no problems. */
    static PipelinePlan compile(String pipeline) {
        return Objects.requireNonNull(
                SqlCompiler.compile(new PipelineReader(Map.of()).read(Path.of("bench.yaml"), pipeline))
                        .plan());
    }

    static String tumble() {
        return STREAM + view("totals", "device", "TUMBLE", "INTERVAL '10' SECOND", AGGREGATES);
    }

    static String hop(int slides) {
        return STREAM
                + view(
                        "totals",
                        "device",
                        "HOP",
                        String.format(Locale.ROOT, "INTERVAL '1' SECOND, INTERVAL '%d' SECOND(4)", slides),
                        AGGREGATES);
    }

    static String twoViewsSameGrouping() {
        return tumble()
                + view(
                        "more",
                        "device",
                        "TUMBLE",
                        "INTERVAL '10' SECOND",
                        "COUNT(`value`) AS n, SUM(`value`) AS sum_v");
    }

    static String twoViewsOtherGrouping() {
        return tumble()
                + view("more", "label", "TUMBLE", "INTERVAL '10' SECOND", "COUNT(`value`) AS n, SUM(`value`) AS sum_v");
    }

    private static String view(String name, String key, String window, String lengths, String aggregates) {
        return """
                    %s:
                      emit: final
                      sql: |
                        SELECT %s, window_start, %s
                        FROM TABLE(%s(TABLE events, DESCRIPTOR(ts), %s))
                        GROUP BY %s, window_start, window_end
                """.formatted(name, key, aggregates, window, lengths, key);
    }
}
