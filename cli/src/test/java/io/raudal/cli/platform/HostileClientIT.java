package io.raudal.cli.platform;

import static io.raudal.cli.platform.LivePlatform.EVENTS;
import static io.raudal.cli.platform.LivePlatform.GOOD;
import static io.raudal.cli.platform.LivePlatform.HEAD;
import static io.raudal.cli.platform.LivePlatform.JSON;
import static io.raudal.cli.platform.LivePlatform.NDJSON;
import static io.raudal.cli.platform.LivePlatform.TEXTS;
import static io.raudal.cli.platform.LivePlatform.TIME;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep to no rules, on the ports of a platform that runs; after each it must be well and serve the others. */
@Timeout(120)
class HostileClientIT {
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
    void request_fromAForeignPage_isRefused() throws IOException {
        String form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n";
        String json = "Content-Type: application/json\r\nContent-Length: 2\r\n";
        String post = "POST " + EVENTS + " HTTP/1.1\r\n";
        String end = "Connection: close\r\n\r\n{}";

        assertThat(RawClient.exchange(
                        platform.process().port(),
                        post + "Host: localhost\r\nOrigin: https://evil.example\r\n" + form + end))
                .startsWith("HTTP/1.1 403")
                .contains("https://evil.example");
        assertThat(RawClient.exchange(
                        platform.process().port(), post + "Host: localhost\r\nOrigin: null\r\n" + json + end))
                .startsWith("HTTP/1.1 403");
        assertThat(RawClient.exchange(platform.process().port(), post + "Host: evil.example\r\n" + json + end))
                .startsWith("HTTP/1.1 403");
        assertThat(RawClient.exchange(
                        platform.process().port(),
                        post + "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n" + json + end))
                .startsWith("HTTP/1.1 403");
        assertThat(RawClient.exchange(platform.process().port(), post + "Host: localhost\r\n" + form + end))
                .startsWith("HTTP/1.1 415");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz?%zz=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/views/%ff/%00?limit=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/status HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /api/v1/status HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "BREW /ingest/bad/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "POST /ingest/bad/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n",
                "POST /ingest/bad/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
            })
    void request_thatIsNone_isRefused(String request) throws IOException {
        for (int port : new int[] {platform.process().port(), platform.process().managementPort()}) {
            String close = request.replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n");
            assertThat(RawClient.exchange(port, close)).matches("(?s)(HTTP/\\d\\.\\d [45].*)?");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../../etc/passwd",
                "/assets/../../../../../../etc/passwd",
                "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/assets/..%2f..%2f..%2f..%2fetc/passwd",
                "//etc/passwd",
                "/%00/etc/passwd"
            })
    void path_thatLeavesThePages_leadsNowhere(String path) throws IOException {
        String answer = RawClient.exchange(
                platform.process().port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("root:");
    }

    @Test
    void head_thatIsTooLarge_isRefused() throws IOException {
        String line = "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String field = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n";

        assertThat(RawClient.exchange(platform.process().port(), line)).matches("(?s)HTTP/1.\\d 414.*");
        assertThat(RawClient.exchange(platform.process().port(), field)).matches("(?s)HTTP/1.\\d 431.*");
    }

    @Test
    void kafkaPort_thatIsSentRubbish_goesOn() throws IOException {
        byte[] noise = new byte[1 << 16];
        new Random(11).nextBytes(noise);
        RawClient.exchange(platform.process().kafkaPort(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        RawClient.exchange(platform.process().kafkaPort(), "\u007f\u00ff\u00ff\u00ff");
        RawClient.exchange(platform.process().kafkaPort(), "\u0000\u0000\u0000\u0004\u00ff\u00ff\u00ff\u00ff");
        RawClient.exchange(platform.process().kafkaPort(), new String(noise, ISO_8859_1));
    }

    @Test
    void clients_thatAreSlow_hinderNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 0; client < 300; client++) {
                String begin = client % 2 == 0 ? HEAD : HEAD + "Content-Length: 100000\r\n\r\n{";
                slow.add(RawClient.connect(platform.process().port(), begin));
            }
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(platform.accepted(EVENTS, platform.process().post(EVENTS, JSON, GOOD)))
                        .isEqualTo(1);
            }
            assertThat((System.nanoTime() - begin) / 1e9).isLessThan(10);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void connections_thatAreHalfClosed_giveTheirRoomBack() throws IOException {
        for (int client = 0; client < 20; client++) {
            try (Socket socket =
                    RawClient.connect(platform.process().port(), HEAD + "Content-Length: 33000000\r\n\r\n" + GOOD)) {
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
        String large = GOOD.replace("good", "x".repeat(1_000_000)).repeat(30);
        HttpResponse<String> answer = platform.process().post(EVENTS, NDJSON, large);
        assertThat(platform.accepted(EVENTS, answer)).as(answer.body()).isEqualTo(30);
    }

    /** Nobody waits for them, and what they do not take is not kept for them. */
    @Test
    void clients_thatNeverReadTheirLivePush_areCutOff() throws Exception {
        List<Socket> deaf = new ArrayList<>();
        for (int client = 0; client < 20; client++) {
            deaf.add(RawClient.connect(
                    platform.process().port(),
                    "GET /api/v1/views/bad/copies/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        }
        try {
            String texts = ("{" + TIME + ",\"text\":\"" + "x".repeat(100_000) + "\"}\n").repeat(10);
            platform.process().await("all clients that read nothing are cut off", () -> {
                try {
                    assertThat(platform.accepted(TEXTS, platform.process().post(TEXTS, NDJSON, texts)))
                            .isEqualTo(10);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return deaf.stream().allMatch(RawClient::isCut);
            });
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }
}
