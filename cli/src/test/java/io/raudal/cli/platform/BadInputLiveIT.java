package io.raudal.cli.platform;

import static io.raudal.cli.platform.LivePlatform.CELLS;
import static io.raudal.cli.platform.LivePlatform.EVENTS;
import static io.raudal.cli.platform.LivePlatform.GOOD;
import static io.raudal.cli.platform.LivePlatform.HEAD;
import static io.raudal.cli.platform.LivePlatform.JSON;
import static io.raudal.cli.platform.LivePlatform.NDJSON;
import static io.raudal.cli.platform.LivePlatform.TIME;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that strangers send to a platform that runs; after each it must be well, and in the end know every event that it took. */
@Timeout(120)
class BadInputLiveIT {
    @TempDir
    private static Path folder;

    private static LivePlatform platform;

    @BeforeAll
    static void start() throws Exception {
        platform = LivePlatform.start(folder);
    }

    @AfterAll
    static void everyEvent_isInTheLedger() {
        platform.close();
    }

    @AfterEach
    void thePlatform_isWellAndServes() throws IOException {
        platform.checkWell();
    }

    @Test
    void records_thatCannotBeDecoded_areDeadAndTheOthersCount() throws IOException {
        String deep = "{" + TIME + ",\"zz\":" + "[".repeat(1001) + "]".repeat(1001) + "}";
        List<String> bad = List.of(
                "{" + TIME + ",\"k\":\"cut",
                "{" + TIME + ",\"k\":\"a\"",
                "not json",
                "[1, 2]",
                "\"text\"",
                "17",
                "null",
                "{" + TIME + ",\"i\":\"seven\"}",
                "{" + TIME + ",\"i\":2147483648}",
                "{" + TIME + ",\"d\":1e400}",
                "{" + TIME + ",\"i\":" + "9".repeat(5000) + "}",
                "{" + TIME + ",\"a\":{\"b\":1}}",
                "{\"ts\":\"yesterday\"}",
                "{\"k\":\"no time\"}",
                "{" + TIME + ",\"k\":\"\u00ff\"}",
                "{" + TIME + ",\"k\":\"\u00ed\u00a0\u0080\"}",
                "{" + TIME + ",\"k\":\"\u0000\"}",
                "\u0000\u0000\u0000",
                deep);
        long dead = platform.settled("events").path("dead").asLong();
        String twice = "{\"k\":1,\"k\":\"last\"," + TIME + "}\n";
        byte[] body = (GOOD + String.join("\n", bad) + "\n" + twice + GOOD).getBytes(ISO_8859_1);

        HttpResponse<String> answer = platform.process().post(EVENTS, NDJSON, "identity", body);

        assertThat(platform.accepted(EVENTS, answer)).as(answer.body()).isEqualTo(bad.size() + 3);
        platform.process().settledLedger("bad.events", "dead", dead + bad.size());
    }

    @Test
    void record_thatIsTooLong_isRejectedAndTheOthersCount() throws IOException {
        String big = "{" + TIME + ",\"k\":\"" + "x".repeat(20_000_000) + "\"}\n";

        HttpResponse<String> some = platform.process().post(EVENTS, NDJSON, GOOD + big + GOOD);
        HttpResponse<String> none = platform.process().post(EVENTS, JSON, big);

        assertThat(platform.accepted(EVENTS, some)).isEqualTo(2);
        assertThat(some.body()).contains("\"line\":2").contains("1048576");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("\"accepted\":0");
    }

    @Test
    void cells_thatAreTooFew_areDeadAndAHeaderThatLacksOneIsRefused() throws IOException {
        HttpResponse<String> few = platform.process()
                .post(CELLS, "text/csv", "k,ts,n\na\nb,2026-01-01T00:00:00Z,1\nc,2026-01-01T00:00:00Z,x\n\"d\n");
        HttpResponse<String> header = platform.process().post(CELLS, "text/csv", "k,ts\na,2026-01-01T00:00:00Z\n");
        HttpResponse<String> twice =
                platform.process().post(CELLS, "text/csv", "k,ts,n,k\na,2026-01-01T00:00:00Z,1,b\n");

        long accepted = platform.accepted(CELLS, few);
        platform.process().settledLedger("bad.cells", "delivered", 1);
        platform.process().settledLedger("bad.cells", "dead", accepted - 1);
        assertThat(header.statusCode()).as(header.body()).isEqualTo(400);
        assertThat(header.body()).contains("header", "n");
        assertThat(twice.statusCode()).as(twice.body()).isEqualTo(400);
    }

    @Test
    void body_thatIsEmpty_holdsNoEvent() throws IOException {
        for (String type : List.of(NDJSON, JSON)) {
            for (String body : List.of("", "\n\n", " ")) {
                HttpResponse<String> answer = platform.process().post(EVENTS, type, body);
                assertThat(platform.accepted(EVENTS, answer)).as(answer.body()).isZero();
            }
        }
        assertThat(platform.accepted(CELLS, platform.process().post(CELLS, "text/csv", "")))
                .isZero();
        assertThat(platform.accepted(EVENTS, platform.process().post(EVENTS, JSON, "[]")))
                .isZero();
    }

    @Test
    void packing_thatIsBroken_isRefusedWhole() throws IOException {
        byte[] text = GOOD.repeat(100).getBytes(UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(zstd).setChecksum(true)) {
            out.write(text);
        }
        for (byte[] whole : List.of(gzip.toByteArray(), zstd.toByteArray())) {
            String name = whole[0] == 0x1F ? "gzip" : "zstd";
            byte[] damaged = whole.clone();
            damaged[whole.length / 2] ^= 0x55;
            for (byte[] body : List.of(Arrays.copyOf(whole, whole.length - 4), text, damaged)) {
                HttpResponse<String> answer = platform.process().post(EVENTS, NDJSON, name, body);
                assertThat(answer.statusCode()).as(name + answer.body()).isEqualTo(400);
                assertThat(answer.body()).contains(name);
            }
            assertThat(platform.accepted(EVENTS, platform.process().post(EVENTS, NDJSON, name, whole)))
                    .isEqualTo(100);
        }
        HttpResponse<String> unknown = platform.process().post(EVENTS, NDJSON, "br", text);
        assertThat(unknown.statusCode()).isEqualTo(415);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bomb)) {
            for (byte[] block : Collections.nCopies(200, new byte[1 << 20])) {
                out.write(block);
            }
        }
        assertThat(platform.process()
                        .post(EVENTS, NDJSON, "zstd", bomb.toByteArray())
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "/ingest/bad/event, did you mean ingest/bad/events?",
        "/ingest/bda/events, did you mean ingest/bad/events?",
        "/ingest/other/one, 'bad/cells, bad/events, bad/texts'",
        "/api/v1/views/bad/count, counts",
        "/api/v1/views/bda/counts, bad",
        "/api/v1/streams/bad/event/dead, events",
        "/api/v1/pipelines/bda, bad",
    })
    void name_thatIsUnknown_is404WithThoseThatAreThere(String path, String known) throws IOException {
        HttpResponse<String> answer = path.startsWith("/ingest")
                ? platform.process().post(path, JSON, GOOD)
                : platform.process().get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains(known);
    }

    @Test
    void contentType_thatDoesNotFit_is415WithTheOnesThatDo() throws IOException {
        for (String type : List.of("text/csv", "application/xml", "application/octet-stream", "x", "")) {
            HttpResponse<String> answer = platform.process().post(EVENTS, type, GOOD);
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(answer.body()).contains(NDJSON);
        }
    }

    @Test
    void body_thatIsTooLarge_is413() throws IOException {
        assertThat(RawClient.exchange(platform.process().port(), HEAD + "Content-Length: 104857600\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(RawClient.exchange(platform.process().port(), HEAD + "Content-Length: 99999999999999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        // In chunks, so that nobody knows beforehand how many there will be.
        byte[] block = GOOD.repeat((1 << 16) / GOOD.length()).getBytes(UTF_8);
        HttpRequest.BodyPublisher chunked = HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(1_700, block));
        HttpResponse<String> answer =
                UpProcess.send(HttpRequest.newBuilder(platform.process().uri(EVENTS))
                        .header("Content-Type", NDJSON)
                        .POST(chunked));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void event_farInTheFuture_isDeadAndClosesNoWindow() throws IOException {
        long delivered = platform.settled("events").path("delivered").asLong();
        String ahead = "{\"k\":\"ahead\",\"ts\":\"" + Instant.now().plusSeconds(7_200) + "\"}\n";
        String far = "{\"k\":\"far\",\"ts\":\"9999-12-31T23:59:59Z\"}\n";
        String now = "{\"k\":\"now\",\"ts\":\"2026-01-01T00:30:00Z\"}\n";

        assertThat(platform.accepted(EVENTS, platform.process().post(EVENTS, NDJSON, now + ahead + far + GOOD)))
                .isEqualTo(4);

        JsonNode ledger = platform.process().settledLedger("bad.events", "delivered", delivered + 2);
        assertThat(ledger.at("/deadReasons/future").asLong()).isEqualTo(2);
        assertThat(ledger.path("late").asLong()).isZero();
        JsonNode rows = platform.process().json("/api/v1/views/bad/counts");
        assertThat(rows.path("rows")).hasSize(1);
        assertThat(rows.path("open").asInt()).isEqualTo(1);
    }

    @Test
    void queriesAndPipelines_thatAreNone_areRefused() throws IOException {
        for (String body : List.of("", "{", "[]", "{\"sql\":17}", "{\"sql\":\"DROP TABLE x\"}", "\u0000")) {
            assertThat(platform.process().post("/api/v1/sql", JSON, body).statusCode())
                    .as(body)
                    .isBetween(400, 422);
        }
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a]\n".repeat(1000);
        for (String text : List.of("", "\u0000", "{", "a: [", bomb, "x".repeat(1 << 20), "{a: ".repeat(100_000))) {
            HttpResponse<String> answer =
                    UpProcess.send(HttpRequest.newBuilder(platform.process().uri("/api/v1/pipelines/other"))
                            .header("Content-Type", "application/yaml")
                            .PUT(HttpRequest.BodyPublishers.ofString(text)));
            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        }
        assertThat(platform.process().json("/api/v1/pipelines").toString()).doesNotContain("other");
    }
}
