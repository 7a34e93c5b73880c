package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A platform that takes JSON, cells and long texts, and keeps count of what it acknowledges. */
final class LivePlatform implements AutoCloseable {
    static final String EVENTS = "/ingest/bad/events";
    static final String CELLS = "/ingest/bad/cells";
    static final String TEXTS = "/ingest/bad/texts";
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final String TIME = "\"ts\":\"2026-01-01T00:00:00Z\"";
    static final String GOOD = "{\"k\":\"good\"," + TIME + "}\n";

    /** The beginning of a request that sends events, up to the headers that it is about. */
    static final String HEAD =
            "POST " + EVENTS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n";

    private static final String PIPELINE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: bad }
            spec:
              streams:
                events:
                  columns: { k: STRING, ts: TIMESTAMP, i: INT, d: DOUBLE, a: ARRAY<INT> }
                  time: { column: ts, lateness: 1h, idle: 1h }
                  partitions: 1
                cells:
                  format: { csv: { header: true } }
                  columns: { k: STRING, ts: TIMESTAMP, n: BIGINT }
                  time: { column: ts, lateness: 1h, idle: 1h }
                texts:
                  columns: { text: STRING, ts: TIMESTAMP }
                  time: { column: ts, lateness: 1h, idle: 1h }
              views:
                counts:
                  sql: |
                    SELECT window_start, window_end, COUNT(*) AS n
                    FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' HOUR))
                    GROUP BY window_start, window_end
                typed: { sql: "SELECT k, i, d, a FROM events" }
                named: { sql: "SELECT k, n FROM cells" }
                copies: { sql: "SELECT text, ts FROM texts" }
            """;

    private final UpProcess process;
    /** By stream, how many events were acknowledged. */
    private final Map<String, Long> accepted = new TreeMap<>();

    private LivePlatform(UpProcess process) {
        this.process = process;
    }

    static LivePlatform start(Path folder) throws Exception {
        Path pipeline = Files.writeString(folder.resolve("bad.yaml"), PIPELINE);
        return new LivePlatform(
                UpProcess.start(folder.resolve("data"), pipeline.toString()).ready());
    }

    UpProcess process() {
        return process;
    }

    /** It lives, is ready, and takes a good event. */
    void checkWell() throws IOException {
        assertThat(process.health("/livez")).isEqualTo(200);
        assertThat(process.health("/readyz")).isEqualTo(200);
        assertThat(accepted(EVENTS, process.post(EVENTS, JSON, GOOD))).isEqualTo(1);
    }

    /** How many events an answer acknowledges; noted for the ledger. */
    long accepted(String path, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        long events = UpProcess.tree(answer.body()).path("accepted").asLong();
        accepted.merge(path.substring(path.lastIndexOf('/') + 1), events, Long::sum);
        return events;
    }

    /** The ledger of a stream, all that was acknowledged settled. */
    JsonNode settled(String stream) {
        return process.settledLedger("bad." + stream, "received", accepted.getOrDefault(stream, 0L));
    }

    /** Sees to it that the ledger knows all that was acknowledged. */
    @Override
    public void close() {
        try {
            accepted.keySet().forEach(this::settled);
        } finally {
            process.close();
        }
    }
}
