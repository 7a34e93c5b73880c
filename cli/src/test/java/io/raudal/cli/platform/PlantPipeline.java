package io.raudal.cli.platform;

import java.time.Instant;

/** Readings of a plant's devices, each with an id, and their sums by the second. */
final class PlantPipeline {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String READINGS = "/ingest/plant/readings";

    private PlantPipeline() {}

    /** @param time how late readings may be, and when a partition idles */
    static String text(String time) {
        return """
                apiVersion: raudal.io/v1alpha1
                kind: Pipeline
                metadata: { name: plant }
                spec:
                  streams:
                    readings:
                      columns: { id: STRING NOT NULL, device: STRING NOT NULL, ts: TIMESTAMP, n: BIGINT }
                      time: { column: ts, %s }
                      id: { column: id, horizon: 1d }
                      key: device
                  views:
                    totals:
                      sql: |
                        SELECT device, window_start, window_end, COUNT(*) AS events, SUM(n) AS total
                        FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(ts), INTERVAL '1' SECOND))
                        GROUP BY device, window_start, window_end
                """.formatted(time);
    }

    /** A reading whose id and value are its number. */
    static String event(int n, String device, Instant time) {
        return "{\"id\":\"" + n + "\",\"device\":\"" + device + "\",\"ts\":\"" + time + "\",\"n\":" + n + "}\n";
    }
}
