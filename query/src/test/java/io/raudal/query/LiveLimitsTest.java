package io.raudal.query;

import static io.raudal.query.LiveClients.RAW;
import static io.raudal.query.LiveClients.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are many, slow or gone. */
@Timeout(120)
class LiveLimitsTest {
    private LiveClients clients;
    private Running running;

    private void follow(int maxClients, int keptBytes) {
        clients = new LiveClients(maxClients, keptBytes);
        running = clients.running;
    }

    @AfterEach
    void close() {
        clients.close();
    }

    @Test
    void live_toOneWhoNeverReads_isCutOff_andTheOthersMissNothing() throws IOException {
        follow(100, 1 << 26);
        LiveReader other = clients.open(RAW);
        other.await("snapshot");
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port.number()));
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + RAW + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            // Some bytes, so that the subscription is there.
            assertThat(socket.getInputStream().read()).isPositive();
            int sent = flood(40_000);
            other.await("the last", event -> event.has("temperature", sent - 1.0, true));
            assertThat(other.events.stream()
                            .filter(event -> event.type().equals("rows"))
                            .mapToInt(event -> event.rows().size())
                            .sum())
                    .isEqualTo(sent);
            flood(40_000);
            assertThat(isCutOff(socket)).isTrue();
        }
    }

    /** Whether the other end goes away although nobody reads here: then what is written to it is answered with a reset. */
    private static boolean isCutOff(Socket socket) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try {
            while (System.nanoTime() < deadline) {
                socket.getOutputStream().write('\n');
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends so many readings, temperatures from 0 on, in one hour that is not late. */
    private int flood(int events) {
        int size = 2_000;
        for (int from = 0; from < events; from += size) {
            String[] batch = new String[size];
            for (int i = 0; i < size; i++) {
                batch[i] = Running.reading("a".repeat(200), "00:00:01", from + i);
            }
            running.readings(batch);
        }
        return events;
    }

    @Test
    void live_toOneWhoLags_isResetAndGoesOn() throws IOException {
        follow(100, 50_000);
        LiveReader quick = clients.open(RAW);
        quick.await("snapshot");
        // What lags further behind than what is kept, but reads on in time, gets a snapshot.
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port.number()));
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET " + RAW + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isPositive();
            int sent = flood(60_000);
            StringBuilder text = new StringBuilder();
            byte[] buffer = new byte[1 << 16];
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (text.indexOf("event: reset") < 0 && System.nanoTime() < deadline) {
                int read = in.read(buffer);
                assertThat(read).as("cut off").isPositive();
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            assertThat(text).contains("event: reset");
            assertThat(sent).isPositive();
        }
    }

    @Test
    void live_pastTheLimitOfClients_isRefusedUntilOneLeaves() {
        follow(2, 1 << 20);
        LiveReader first = clients.open(TEMPERATURE);
        clients.open(RAW);
        assertThat(running.get(TEMPERATURE).statusCode()).isEqualTo(429);
        assertThat(running.get(TEMPERATURE).headers().firstValue("Retry-After")).isPresent();
        first.close();
        Running.await("room", () -> isOpened(TEMPERATURE));
    }

    @Test
    void live_ofClientsThatComeAtOnce_isForAll() throws IOException {
        follow(400, 1 << 20);
        List<Socket> sockets = new ArrayList<>();
        try {
            // Nobody is served while the platform is busy, so all of them wait.
            synchronized (running.platform) {
                for (int client = 0; client < 400; client++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port.number());
                    sockets.add(socket);
                    socket.setSoTimeout(60_000);
                    socket.getOutputStream()
                            .write(("GET " + TEMPERATURE + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
                // One that waits for nothing is answered behind most of them.
                assertThat(running.get("/").statusCode()).isEqualTo(200);
            }
            for (Socket socket : sockets) {
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private boolean isOpened(String path) {
        try {
            clients.open(path);
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test
    void live_ofWhatIsDeletedOrChanged_ends_andLeavesRoom() {
        follow(1, 1 << 20);
        LiveReader reader = clients.open("/api/v1/live?view=plant.raw");
        reader.await("snapshot");
        running.platform.delete("plant", false, new Precondition.Nothing());
        Running.await("the end", reader::isEnded);
        Running.await("room", () -> isOpened("/api/v1/live?status=true"));
    }
}
