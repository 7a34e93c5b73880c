package io.raudal.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.raudal.engine.intake.Intakes;
import io.raudal.engine.intake.StreamIntake;
import io.raudal.engine.log.LogReader;
import io.raudal.engine.log.LogRecords;
import io.raudal.engine.log.LogStream;
import io.raudal.engine.log.MemoryLog;
import io.raudal.engine.run.Plans;
import io.raudal.http.HttpOptions;
import io.raudal.http.HttpPort;
import io.raudal.model.Format;
import io.raudal.model.Message;
import io.raudal.plan.PipelinePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestServiceTest {
    private static final int MAX_BODY = 200_000;
    private static final String HEAD = String.join(
            "\r\n", "POST /ingest/plant/json HTTP/1.1", "Host: localhost", "Content-Type: application/json", "");
    private static final String NDJSON = "application/x-ndjson";

    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final Intakes intakes = new Intakes();
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<Message> full = Optional.empty();
    private HttpPort port;

    @BeforeEach
    void open() {
        IngestOptions options = new IngestOptions(MAX_BODY, 1000, 2 * MAX_BODY, Duration.ofSeconds(2));
        port = HttpPort.open(HttpOptions.loopback("port", 0), List.of(new IngestService(intakes, () -> full, options)));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void post_eventsOfEachKind_areInTheLogWhenItAnswers() throws Exception {
        stream("json", new Format.Json());
        stream("cells", new Format.Csv(true, ',', '"', List.of("")));

        assertThat(post("json", "application/json", "{\"device\":\"a\"}").body())
                .isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        post("json", "application/json; charset=utf-8", "[{\"device\":\"b\"}, {\"device\":\"ñ\"}]");
        post("json", NDJSON, "{\"device\":\"c\"}\n{broken\n");
        post("cells", "text/csv", "temperature,ts,device\n1.5,2026-01-01T00:00:00Z,d\n");

        assertThat(read("json"))
                .containsExactly(
                        "{\"device\":\"a\"}",
                        "{\"device\":\"b\"}",
                        "{\"device\":\"ñ\"}",
                        "{\"device\":\"c\"}",
                        "{broken");
        assertThat(read("cells")).containsExactly("d,2026-01-01T00:00:00Z,1.5");
    }

    @Test
    void post_withParametersOrInAnotherCharset_isRefusedWhole() throws Exception {
        stream("json", new Format.Json());

        HttpResponse<String> parameters = post("json?x=1&y=2", "application/json", "{\"device\":\"a\"}");
        assertThat(parameters.statusCode()).isEqualTo(400);
        assertThat(parameters.body())
                .contains("{\"path\":\"x\",\"message\":\"is not known here")
                .contains("{\"path\":\"y\",\"message\":\"is not known here");
        HttpResponse<String> charset = post("json", "application/json; charset=utf-16", "{\"device\":\"a\"}");
        assertThat(charset.statusCode()).isEqualTo(415);
        assertThat(charset.body()).contains("must be text in UTF-8, got charset utf-16");
        assertThat(read("json")).isEmpty();
    }

    @Test
    void post_packedBodies_areUnpacked() throws Exception {
        stream("json", new Format.Json());
        byte[] text = "{\"device\":\"a\"}\n".repeat(3000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }

        assertThat(post("json", NDJSON, "gzip", gzip.toByteArray()).body()).startsWith("{\"accepted\":3000");
        assertThat(post("json", NDJSON, "zstd", Zstd.compress(text)).body()).startsWith("{\"accepted\":3000");
        assertThat(post("json", NDJSON, "br", text).statusCode()).isEqualTo(415);
        assertThat(post("json", NDJSON, "gzip", text).statusCode()).isEqualTo(400);
        byte[] cut = Arrays.copyOf(gzip.toByteArray(), gzip.size() - 10);
        assertThat(post("json", NDJSON, "gzip", cut).statusCode()).isEqualTo(400);
        assertThat(read("json")).hasSize(6000);
    }

    @Test
    void post_aBombOfZeros_isTooLargeAndHarmless() throws Exception {
        stream("json", new Format.Json());

        assertThat(post("json", NDJSON, "zstd", Zstd.compress(new byte[1 << 24]))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("json", NDJSON, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void post_withoutAnyPipeline_namesTheNextCommand() throws Exception {
        HttpResponse<String> answer = post("readings", "application/json", "{\"a\":1}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("raudal infer events.json --pipeline plant --stream readings > plant.yaml")
                .contains("raudal apply plant.yaml");
    }

    @Test
    void post_toWhatIsNoName_offersOneInTheCommand() throws Exception {
        HttpResponse<String> answer = post("a;%24(id)", "application/json", "{\"a\":1}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("--pipeline plant --stream events >").doesNotContain("--stream a;");
    }

    @Test
    void post_toAnUnknownStream_namesThoseThatAreThere() throws Exception {
        stream("json", new Format.Json());

        assertThat(post("jason", "application/json", "{}").body()).contains("did you mean ingest/plant/json?");
        assertThat(post("readings", "application/json", "{}").body())
                .contains("there is no such stream, only plant/json;")
                .contains(
                        "infer events.json --stream readings, and put what that prints into the file of the pipeline plant")
                .doesNotContain("apply plant.yaml");
    }

    @Test
    void post_ofAnotherType_is415WithTheOnesThatFit() throws Exception {
        stream("json", new Format.Json());

        for (String type : List.of("text/csv", "application/xml", "application/x-www-form-urlencoded", "text/plain")) {
            HttpResponse<String> answer = post("json", type, "{}");
            assertThat(answer.statusCode()).as(type).isEqualTo(415);
            assertThat(answer.body()).contains("application/json");
        }
        assertThat(read("json")).isEmpty();
    }

    @Test
    void post_recordsThatCannotBeFramed_areRejectedWithTheirLine() throws Exception {
        stream("json", new Format.Json());
        String tooLong = "{\"device\":\"" + "x".repeat(1000) + "\"}";

        HttpResponse<String> some = post("json", NDJSON, "{}\n" + tooLong + "\n{}");
        assertThat(some.statusCode()).isEqualTo(200);
        assertThat(some.body())
                .startsWith("{\"accepted\":2,\"rejected\":[{\"line\":2,\"reason\":\"the record has 1013");
        HttpResponse<String> none = post("json", "application/json", "[{\"a\":");
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("\"accepted\":0").contains("\"line\":1");
    }

    @Test
    void post_aBodyThatIsTooLarge_is413BeforeItIsRead() throws Exception {
        stream("json", new Format.Json());

        assertThat(exchange(HEAD + "Content-Length: 104857600\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(post("json", NDJSON, "{}\n".repeat(MAX_BODY)).statusCode()).isEqualTo(413);
        assertThat(post("json", NDJSON, "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void post_bodiesThatNeverEnd_areEndedAndDoNotKeepTheirRoom() throws Exception {
        stream("json", new Format.Json());
        List<CompletableFuture<String>> slow = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slow.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return exchange(HEAD + "Content-Length: 150000\r\n\r\n{");
                } catch (IOException e) {
                    return "reset";
                }
            }));
        }
        for (CompletableFuture<String> answer : slow) {
            assertThat(answer.get()).matches("(?s)(HTTP/1.1 4(00|29).*|reset)");
        }
        assertThat(slow.stream().map(CompletableFuture::join).filter(answer -> answer.contains("429")))
                .isNotEmpty();
        assertThat(post("json", NDJSON, "{}\n".repeat(10_000)).body()).startsWith("{\"accepted\":10000");
    }

    @Test
    void post_whenNothingCanBeTaken_is503WithRetryAfter() throws Exception {
        stream("json", new Format.Json());
        full = Optional.of(IngestMessages.message("body.encoding", "full"));

        HttpResponse<String> answer = post("json", NDJSON, "{}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(read("json")).isEmpty();
    }

    @Test
    void post_thatTheLogDoesNotTake_isNotAnsweredWith200() throws Exception {
        stream("json", new Format.Json());
        log.close();

        assertThat(post("json", NDJSON, "{}").statusCode()).isBetween(500, 503);
    }

    private void stream(String name, Format format) {
        PipelinePlan plan = Plans.named(name, format);
        log.ensure(new LogStream("plant." + name, 1, Duration.ofDays(1), 1 << 30));
        intakes.open("plant", new StreamIntake(log, plan.streams().get(0), "plant." + name));
    }

    private List<String> read(String name) throws InterruptedException {
        List<String> events = new ArrayList<>();
        String topic = "plant." + name;
        long end = log.range(topic, 0).end();
        try (LogReader reader = log.reader(topic, Map.of(0, 0L))) {
            for (long next = 0; next < end; ) {
                LogRecords.Events records = (LogRecords.Events) reader.poll(Duration.ofSeconds(10));
                for (int i = 0; i < records.slices().size(); i++) {
                    events.add(records.slices().string(i));
                }
                next = records.nextOffset();
            }
        }
        return events;
    }

    private HttpResponse<String> post(String stream, String type, String body) throws Exception {
        return post(stream, type, "identity", body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> post(String stream, String type, String encoding, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port.number() + "/ingest/plant/" + stream))
                .header("Content-Type", type)
                .header("Content-Encoding", encoding)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
