package io.raudal.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stream whose definition changes in the file that {@code raudal up} watches. */
@Timeout(300)
class ChangedStreamIT {
    private static final String WHOLE = """
            apiVersion: raudal.io/v1alpha1
            kind: Pipeline
            metadata: { name: plant }
            spec:
              streams:
                readings:
                  columns: { id: STRING NOT NULL, ts: TIMESTAMP, v: INT }
                  time: { column: ts, lateness: 1h }
                  id: id
                  partitions: 2
              views:
                all: { sql: "SELECT id, ts, v FROM readings" }
                ids: { sql: "SELECT id, ts FROM readings" }
            """;
    private static final String DECIMALS = WHOLE.replace("v: INT", "v: DOUBLE");
    private static final String INGEST = "/ingest/plant/readings";
    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    private Path folder;

    private Path file;
    private UpProcess up;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("plant.yaml");
        Files.writeString(file, WHOLE);
        up = UpProcess.start(folder.resolve("data"), file.toString()).ready();
    }

    @AfterEach
    void stop() {
        up.close();
    }

    @Test
    void deadEvents_whoseTypeIsMended_countOnceWhenTheyAreReplayed() throws Exception {
        up.post(INGEST, NDJSON, event("a", "1.5") + event("b", "2.5") + event("c", "3.5") + event("d", "4"));
        up.settledLedger("plant.readings", "received", 4);
        change(DECIMALS);
        check(1);
        HttpResponse<String> replayed = up.post(
                "/api/v1/streams/plant/readings/dead/replay", "application/json", "{\"all\":true,\"reason\":\"type\"}");
        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        up.settledLedger("plant.readings", "received", 7);
        check(4);
        assertThat(up.said()).doesNotContain("was made without");
    }

    @Test
    void events_thatNoLongerFit_areSaidWhenTheViewIsMade() throws Exception {
        change(DECIMALS);
        up.post(INGEST, NDJSON, event("a", "1.5") + event("b", "2.5") + event("d", "4"));
        up.settledLedger("plant.readings", "delivered", 3);
        change(WHOLE);
        up.awaitSaid("view plant.all was made without 2 events");
        assertThat(view("all").path("unfit").asInt()).isEqualTo(2);
        assertThat(view("ids").has("unfit")).isFalse();
        assertThat(count("all")).isEqualTo(1);
        assertThat(count("ids")).isEqualTo(3);
    }

    @Test
    void fewerPartitions_areRefused() throws Exception {
        Files.writeString(file, WHOLE.replace("partitions: 2", "partitions: 1"));
        up.awaitSaid("spec.streams.readings.partitions: must be at least 2");
        assertThat(up.json("/api/v1/pipelines/plant")
                        .at("/streams/0/partitions")
                        .asInt())
                .isEqualTo(2);
        up.post(INGEST, NDJSON, event("a", "1"));
        up.settledLedger("plant.readings", "delivered", 1);
    }

    /** Waits until the file holds and all views are made. */
    private void change(String text) throws Exception {
        Files.writeString(file, text);
        up.await(
                "the change holds",
                () -> up.json("/api/v1/pipelines/plant").path("file").asText().equals(text));
        for (String view : new String[] {"all", "ids"}) {
            up.await(view + " is made", () -> view(view).path("state").asText().equals("running"));
        }
    }

    /** That each view has so many rows, one for each id, and its ledger says so. */
    private void check(int events) throws Exception {
        JsonNode ledger = up.ledger("plant.readings");
        assertThat(ledger.path("delivered").asInt()).isEqualTo(events);
        assertThat(ledger.path("views")).hasSize(2).allSatisfy(view -> {
            assertThat(view.path("used").asInt()).as(ledger.toString()).isEqualTo(events);
            assertThat(view.has("unread")).as(ledger.toString()).isFalse();
            assertThat(view.has("surplus")).as(ledger.toString()).isFalse();
        });
        for (String view : new String[] {"all", "ids"}) {
            up.await(view + " has " + events + " rows", () -> count(view) == events);
        }
    }

    private int count(String view) {
        try {
            String sql = "{\"sql\":\"SELECT count(*) AS n, count(DISTINCT id) AS ids FROM plant." + view + "\"}";
            JsonNode row = UpProcess.tree(
                            up.post("/api/v1/sql", "application/json", sql).body())
                    .at("/rows/0");
            return row.path("n").asInt(-1) == row.path("ids").asInt()
                    ? row.path("n").asInt()
                    : -1;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode view(String name) {
        for (JsonNode view : up.json("/api/v1/status").at("/pipelines/0/views")) {
            if (view.path("name").asText().equals(name)) {
                return view;
            }
        }
        throw new AssertionError("no view " + name);
    }

    private static String event(String id, String value) {
        return "{\"id\":\"%s\",\"ts\":\"2026-01-01T00:00:00Z\",\"v\":%s}%n".formatted(id, value);
    }
}
